"""Who follows the log, how far each has come, and what stopped it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Poison:
    """A fact that a follower could not digest."""

    position: int
    stream: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Following:
    """One follower's place; `lag` is how many positions it is behind the log's head."""

    follower: str
    position: int
    lag: int
    stopped: Poison | None


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


class Followers(Protocol):
    """All views that follow the log, and the sealer that goes before them."""

    def status(self) -> Sequence[Following]:
        """Say of each how far it has come; the sealer's lag is facts without a public position."""
        ...

    def catch_up(self) -> Sequence[Following]:
        """Bring every follower to the head of the log; a stopped one stays where it is."""
        ...

    def seal(self) -> None:
        """Give what is recorded its public position, where that is not done with the fact."""
        ...

    def retry(self, follower: str) -> None:
        """Let a stopped follower try its poison fact again."""
        ...

    def rebuild(self, follower: str) -> None:
        """Throw a view away and fold it again from the first fact."""
        ...

    def wait_for(self, position: int, timeout_s: float) -> bool:
        """Wait until every view has reached a position; False if the time was over first."""
        ...

    def differences(self, limit: int = 100) -> Sequence[Difference]:
        """Fold the log into fresh views and compare them with the live ones, row by row."""
        ...
