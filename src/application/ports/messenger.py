"""Taking a short message to a person: by text message, by mail, or into a file."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What became of a message."""

    ACCEPTED = "accepted"
    """Whoever carries it has it."""
    NOT_TAKEN = "not-taken"
    """Nobody has it; it may be tried again."""
    REFUSED = "refused"
    """Nobody will ever take it as it is: there is no such number."""
    IN_DOUBT = "in-doubt"
    """Somebody may have it, or not."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told. Its `id` is the same however often it is sent.

    `template` and `parameters` say the same as `text`, for a way that sends only texts that were
    approved beforehand. `phone` and `email` belong to a person and are kept nowhere.
    """

    id: str
    text: str
    template: str
    parameters: tuple[tuple[str, str], ...] = ()
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """An outcome, and what was said about it: of no person."""

    outcome: Outcome
    detail: str = ""


class Messenger(Protocol):
    """Sends. It never raises, and is back within a bounded time whatever happens there."""

    @property
    def way(self) -> str:
        """What the way is called: `file`, `smtp`, `sms`."""
        ...

    def send(self, message: Message) -> Receipt:
        """Hand a message over."""
        ...

    def status(self, identity: str) -> Outcome | None:
        """What became of a message; NOT_TAKEN where it is unknown there.

        None where the way keeps no account, and IN_DOUBT where nobody answers.
        """
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """What a way tells of a message afterwards: whether it got to the handset."""

    message: str
    delivered: bool


class BadReport(Exception):  # noqa: N818 - an answer
    """It cannot be read."""


class Reports(Protocol):
    """Reads what a way reports of itself."""

    def read(self, timestamp: str, signature: str, body: bytes) -> Report | None:
        """Read a report; None where it is not signed as it should be. Raises `BadReport`."""
        ...
