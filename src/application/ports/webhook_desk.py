"""What is kept of a subscription while it is at work: its place, what it owes, its secrets.

None of this is part of the record: who is told what, and since when, stands in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MOST_LOGGED = 1_000
"""So many deliveries of one subscription are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where a subscription stands."""

    id: str
    url: str
    """Sealed."""
    place: int
    """All up to here was told, or is owed."""
    applied: int = 0
    """How many facts of its life have been acted on."""
    failing_since: datetime | None = None
    """The first failure since something was last delivered."""
    waits_until: datetime | None = None
    revision: int = 0
    """Counts what was written of it, so that nobody writes over what he has not read."""


class Overtaken(Exception):  # noqa: N818 - nothing is wrong: what was to be written is out of date
    """Another has written of this subscription meanwhile, or it is kept no more."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An event that could not be told yet, or has to wait for one before it in its stream."""

    position: int
    stream: str
    attempts: int = 0
    due: datetime | None = None
    """None: as soon as those before it have been told."""
    since: datetime | None = None
    """When it first failed."""
    parked: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver. Position 0 is a ping."""

    position: int
    type: str
    stream: str
    attempt: int
    at: datetime
    outcome: str
    status: int | None
    duration_ms: int
    headers: str
    """Of the request: a line each."""
    body_sha256: str
    body_bytes: int
    excerpt: str | None
    """How the answer begins; None where it may repeat what belongs to a person."""
    number: int = 0
    """Counted within the subscription; 0 until it is kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a round comes to: written together, or not at all."""

    keeping: Keeping
    owed: Sequence[Owed] = ()
    """Added, or in place of what is owed at the same position."""
    settled: Sequence[int] = ()
    """The positions that are owed no more."""
    attempts: Sequence[Attempt] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A sealed secret, named by the command that made it."""

    made_by: str
    sealed: str
    expires: datetime | None = None


class WebhookDesk(Protocol):
    """Keeps what subscriptions need while they are at work."""

    def take_up(self, keeping: Keeping) -> None:
        """Begin to keep a subscription; one that is kept already stays as it is."""
        ...

    def every(self) -> Sequence[Keeping]:
        """All that are kept, in order of their id."""
        ...

    def one(self, identity: str) -> Keeping | None:
        """One of them."""
        ...

    def owed(self, identity: str) -> Sequence[Owed]:
        """What a subscription owes, in order of position."""
        ...

    def count_owed(self, identity: str) -> tuple[int, int]:
        """How many events are held, and how many are parked."""
        ...

    def advance(self, progress: Progress) -> None:
        """Write down what a round came to; raises `Overtaken`."""
        ...

    def begin_anew(self, keeping: Keeping, owed: Sequence[Owed]) -> None:
        """Write down where it stands and, in place of all that was owed, what is owed now.

        Raises `Overtaken`.
        """
        ...

    def add_secret(self, identity: str, secret: Secret) -> Secret:
        """Keep a secret, and give it; if its command has made one before, give that one."""
        ...

    def retire_secrets(self, identity: str, but: str, at: datetime) -> None:
        """Let all secrets expire but the one that this command made, if they do not already."""
        ...

    def secrets(self, identity: str, now: datetime) -> Sequence[Secret]:
        """The secrets that are good, the newest last."""
        ...

    def destroy_expired(self, now: datetime) -> None:
        """Destroy the secrets that are good no more, whosever they are."""
        ...

    def note(self, identity: str, attempt: Attempt) -> Attempt:
        """Keep an attempt that changes nothing, such as a ping; gives it with its number."""
        ...

    def attempts(self, identity: str, before: int, limit: int) -> Sequence[Attempt]:
        """The newest deliveries first, from a number down, which is not included."""
        ...

    def forget(self, identity: str) -> None:
        """Destroy all that is kept of a subscription, its secrets with it."""
        ...

    def is_ours(self) -> bool:
        """Become, or still be, the only process that delivers for these books."""
        ...

    def leave(self) -> None:
        """Let another process deliver."""
        ...
