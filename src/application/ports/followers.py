"""Who follows the log, how far each has come, and what stopped it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Poison:
    """A fact that a follower could not digest."""

    position: int
    stream: str
    name: str
    reason: str


class Form(StrEnum):
    """Whose rows a view holds."""

    CURRENT = "current"
    OUTDATED = "outdated"
    """Another version's, in the same columns, or with other indexes: they are served, and not
    followed, until rebuilt."""
    UNREADABLE = "unreadable"
    """Another version's, in other columns."""


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """How far the next edition of a view has come beside the live one."""

    position: int
    stopped: Poison | None
    ours: bool
    """False where another version of the program rebuilds it."""


@dataclass(frozen=True, slots=True)
class Following:
    """One follower's place; `lag` is how many positions it is behind the log's head."""

    follower: str
    position: int
    lag: int
    stopped: Poison | None
    form: Form = Form.CURRENT
    rebuilding: Rebuilding | None = None

    @property
    def obstacle(self) -> Poison | None:
        """The fact that keeps this program's rows from the head of the log."""
        if self.form is Form.CURRENT or self.rebuilding is None:
            return self.stopped
        return self.rebuilding.stopped


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a view that is not what the log says: None where the row should not or does not
    exist."""

    follower: str
    table: str
    row: str
    """The place in the log of the fact that wrote it, and its number within that fact."""
    column: str | None
    live: str | None
    expected: str | None


class RebuildProgress(Protocol):
    """Told after every page; what it raises breaks the rebuild off, and the next one goes on."""

    def __call__(self, follower: str, done: int, expected: int, /) -> None:
        """A rebuild has come so far of what the log holds."""
        ...


def silent(follower: str, done: int, expected: int) -> None:
    """Tell nobody."""
    del follower, done, expected


class Followers(Protocol):
    """All views that follow the log, and the sealer that goes before them."""

    def status(self) -> Sequence[Following]:
        """Say of each how far it has come; the sealer's lag is facts without a public position."""
        ...

    def catch_up(self) -> Sequence[Following]:
        """Bring every follower to the head of the log.

        One that has stopped stays where it is, and so does one that has to be rebuilt first.
        """
        ...

    def seal(self) -> None:
        """Give what is recorded its public position, where that is not done with the fact."""
        ...

    def retry(self, follower: str) -> None:
        """Let a stopped follower try its poison fact again."""
        ...

    def rebuild(self, follower: str, progress: RebuildProgress = silent) -> Following:
        """Fold a view again from the first fact beside the live one, and then put it in its place.

        Readers see no gap. A rebuild that was broken off goes on. One that a fact stops before it
        has come as far as the live view leaves that as it is, and still stands in what is given.
        """
        ...

    def wait_for(self, position: int, timeout_s: float) -> bool:
        """Wait until every view has reached a position; False if the time was over first."""
        ...

    def differences(self, limit: int = 100) -> Sequence[Difference]:
        """Fold the log into fresh views and compare them with the live ones, row by row."""
        ...
