"""How the log is kept: what orders its facts, in which epoch it is, and which positions are lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Ordering(StrEnum):
    """What gives facts their public positions."""

    LOCK = "lock"
    """One append after the other; a position is given with the fact."""
    XID = "xid"
    """Appends beside each other; a sealer gives the positions afterwards."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """A time in which the log went on without a break. The first one began with the log.

    `stood_at` is the log's last position when the epoch began, `marked` the last that had been
    published by then.
    """

    number: int
    began_at: str
    reason: str
    actor: str
    stood_at: int
    marked: int

    @property
    def lost(self) -> tuple[int, int] | None:
        """The first and the last position that were published and are given to no fact again."""
        return (self.stood_at + 1, self.marked) if self.marked > self.stood_at else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log stands.

    `position` is its last public position, `unsealed` how many facts have none yet, `mark` the
    last position that is known, outside the database, to have been published.
    """

    ordering: Ordering
    position: int
    unsealed: int
    epoch: int
    epochs: Sequence[Epoch]
    """Those after the first."""
    mark: int | None


class LogKeeping(Protocol):
    """The log's housekeeping; it writes no facts."""

    def standing(self) -> Standing:
        """Say where the log stands; also of one that must not be opened."""
        ...

    def order_by(self, ordering: Ordering, *, actor: str, at: str) -> bool:
        """Choose what orders the facts from now on; False where it is so already.

        No position changes that was given. Raises a `Refusal` where the database cannot do it.
        """
        ...

    def go_on(self, *, reason: str, actor: str, at: str) -> Epoch:
        """Begin an epoch in a log that was restored; the next fact stands beyond the mark.

        Raises a `Refusal` where nothing is lost.
        """
        ...
