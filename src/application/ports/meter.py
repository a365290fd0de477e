"""Counting what the program does, so that whoever looks after it sees how it fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Labels = tuple[tuple[str, str], ...]
"""What tells a number from the others of its reading: name and value, in a fixed order."""


class Kind(StrEnum):
    """How the numbers of a reading behave."""

    COUNTER = "counter"
    """Only rises, from zero when the program starts."""
    GAUGE = "gauge"
    """As it is at this moment."""
    HISTOGRAM = "histogram"
    """How many measurements were at most so large."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One number."""

    value: float
    labels: Labels = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Many measurements: how many were at most each bound, how many there are, and their sum."""

    upto: tuple[tuple[float, int], ...]
    count: int
    total: float
    labels: Labels = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Numbers of one meaning. `name` is lasting; a unit ends it."""

    name: str
    kind: Kind
    meaning: str
    samples: Sequence[Sample | Spread]


class Again(StrEnum):
    """Why something had to be tried once more."""

    CONFLICT = "conflict"
    UNREACHABLE = "unreachable"


class Meter(Protocol):
    """Counts. It is told by any thread, costs next to nothing and never fails."""

    def performed(self, *, written: int, repeated: int, facts: int, lasted_s: float) -> None:
        """Commands were carried out together: some for the first time, with so many facts."""
        ...

    def refused(self, code: str) -> None:
        """A command was refused."""
        ...

    def tried_again(self, why: Again) -> None:
        """The log had to be asked once more."""
        ...

    def answered(
        self, method: str, route: str, status: int, lasted_s: float, code: str | None
    ) -> None:
        """A request was answered; `route` is a template, `code` the problem if it was one."""
        ...

    def unrecorded(self, code: str) -> None:
        """What a caller was refused could not be put on record, or not listed."""
        ...

    def relayed(self, *, sent: int = 0, confirmed: int = 0, refused: int = 0) -> None:
        """Events were handed out, confirmed by the message broker, or refused by it."""
        ...

    def told(self, way: str, events: int) -> None:
        """So many events went out to somebody who follows the log in one of the ways there are."""
        ...

    def stream_opened(self) -> None:
        """Somebody follows by a stream."""
        ...

    def stream_closed(self) -> None:
        """A stream has ended."""
        ...

    def delivered(self, *, done: int, failed: int) -> None:
        """Subscribers were told so many events, and so many tries to tell them failed."""
        ...

    def readings(self) -> Sequence[Reading]:
        """Everything counted so far."""
        ...
