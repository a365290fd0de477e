"""Where readings are kept: beside the log, since a measurement is not a fact of the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from domain.reading import Quantity, Readings
from domain.refusal import Refusal


class ReadingsNotKept(Refusal):
    """读数暂时无法保存, 请稍后重发。

    The readings cannot be kept at the moment; send them again later.
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the rows of one batch.

    A reading that is there already, alike in values and counter, is `repeated`. One that says
    otherwise for the same device and time is `contradictory`: the first stays. One of a day of
    which only means are kept is not taken, `sampled`. All name rows of the batch, in order.
    """

    new: int
    repeated: tuple[int, ...] = ()
    contradictory: tuple[int, ...] = ()
    sampled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """Readings of one quantity over one stretch of time, in mg/m³, m³/h, °C, % or Pa."""

    from_ms: int
    quantity: Quantity
    readings: int
    below_detection: int
    mean: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Touched:
    """A day in China of a device that has readings which no roll-up has seen.

    `mark` says how far; whoever has rolled the day up hands it back.
    """

    device: str
    day: date
    mark: int


class BadRetention(Refusal):
    """原始读数至少保存 1 天, 均值保存时间不能为负, 均值间隔应为 1 秒到 1 天。

    Readings are kept for a day at least, means for no negative time, and a mean is made over
    1 second to 1 day.
    """


@dataclass(frozen=True, slots=True)
class Retention:
    """How long readings are kept as they came, and how long as means over `every` afterwards.

    Raises `BadRetention`.
    """

    raw: timedelta
    sampled: timedelta
    every: timedelta

    def __post_init__(self) -> None:
        """Check the bounds: days are sampled one by one, so a mean is of one day at most."""
        day, second = timedelta(days=1), timedelta(seconds=1)
        if self.raw < day or self.sampled < timedelta(0) or not second <= self.every <= day:
            raise BadRetention(raw=self.raw, sampled=self.sampled, every=self.every)


class TelemetryStore(Protocol):
    """Readings by device and device time."""

    def keep(self, readings: Readings, received_ms: int) -> Kept:
        """Keep a batch; it is durable on return, and kept whole or not at all.

        Raises `ReadingsNotKept` where that cannot be done; whether it was done may then be in
        doubt, and the same batch can be sent again without harm.
        """
        ...

    def read(self, device: str, from_ms: int, until_ms: int) -> Readings:
        """Readings of a stretch of time, half-open, in order of time, as they came.

        Those whose counter went back are marked here, beside the marks they were kept with.
        """
        ...

    def sampled(
        self, device: str, from_ms: int, until_ms: int, every: timedelta
    ) -> Sequence[Sample]:
        """Means of a stretch of time, also of what is no longer kept as it came.

        Values that cannot be are left out; one below detection counts as it came. Stretches are
        counted from midnight in China, those longer than a day from 1970; where only longer ones
        were kept, these are given. In order of time, then of quantities.
        """
        ...

    def last(self, devices: Sequence[str]) -> Mapping[str, int]:
        """The time of the last reading of each device that has one, in milliseconds."""
        ...

    def touched(self, limit: int = 1000) -> Sequence[Touched]:
        """Days that were not rolled up since their last new reading, in their order."""
        ...

    def rolled_up(self, days: Sequence[Touched]) -> None:
        """Days were rolled up as of their marks; what came after that keeps a day touched."""
        ...

    def shrink(self, now_ms: int, retention: Retention) -> int:
        """Sample what is too old to be kept as it came, and drop what is too old for that; give
        the number of readings that went. A day that is touched stays."""
        ...
