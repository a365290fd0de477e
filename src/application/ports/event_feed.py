"""The log as those outside follow it: every fact once, in order, with whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.access import Scope
from domain.record import Recorded


@dataclass(frozen=True, slots=True)
class Event:
    """A fact made public under its published name.

    `supersedes` are the positions of the facts that it takes the place of.
    """

    name: str
    recorded: Recorded[Any]
    enterprise: str | None
    town: str | None
    supersedes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events in order of position. All up to `reached` has been looked through."""

    events: Sequence[Event]
    reached: int
    head: int
    """As far as anybody can follow at present: the views know everything up to it."""


class EventFeed(Protocol):
    """What of the log a scope lets be followed. It waits for the views rather than leaving out a
    fact of which they do not know yet whose it is.
    """

    def page(self, after: int, limit: int, scope: Scope) -> EventPage:
        """Look further from a position on; gives at most so many events.

        A page without events may still have moved: whoever follows goes on from `reached`, which
        is never below `after`.
        """
        ...

    def head(self) -> int:
        """As far as anybody can follow at present."""
        ...

    def place_before(self, recorded_at: str) -> int:
        """The place after which all stands that was recorded then or later; the head if nothing
        was.
        """
        ...
