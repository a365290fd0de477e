"""Taking turns: in each round everyone runs once, and the middle of the rounds counts."""

import gc
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Generic, TypeVar

T = TypeVar("T")

FLOOR, OURS, DEFAULT = "floor", "ours", "default"


@dataclass(frozen=True, slots=True)
class Bars:
    """The ratios to be reached; None asks for none."""

    to_floor: float | None = None
    to_default: float | None = None


@dataclass(frozen=True)
class Race(Generic[T]):
    """One thing to be measured, with whoever takes part."""

    name: str
    unit: str
    prepare: Callable[[T, int], Callable[[], int]]
    """Make everything ready for the turn of that number and give what is to be measured.

    That does it once and tells how many things it did.
    """
    bars: Bars = Bars()
    turns: int = 1
    """How many turns a round has: what waits for the disk changes places often, since the disk
    may be quick in one second and slow in the next."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came out of one race on one engine: rates per second."""

    engine: str
    race: str
    unit: str
    rates: Mapping[str, float]
    bars: Bars

    @property
    def to_floor(self) -> float | None:
        """Our rate over the floor's."""
        return self._ratio(OURS, FLOOR)

    @property
    def to_default(self) -> float | None:
        """Our rate over that of the library's default."""
        return self._ratio(OURS, DEFAULT)

    @property
    def floor_to_default(self) -> float | None:
        """The floor's rate over that of the library's default: what could be had at most."""
        return self._ratio(FLOOR, DEFAULT)

    @property
    def reached(self) -> bool | None:
        """Whether every bar was reached; None where there is none."""
        asked = [
            ratio is not None and ratio >= bar
            for ratio, bar in (
                (self.to_floor, self.bars.to_floor),
                (self.to_default, self.bars.to_default),
            )
            if bar is not None
        ]
        return all(asked) if asked else None

    def _ratio(self, one: str, other: str) -> float | None:
        if one not in self.rates or other not in self.rates:
            return None
        return self.rates[one] / self.rates[other]


def run(engine: str, race: Race[T], contestants: Mapping[str, T], rounds: int) -> Result:
    """Run a race."""
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, rate in _round(race, contestants, number).items():
            rates[name].append(rate)
    middle = {name: median(of_rounds) for name, of_rounds in rates.items()}
    return Result(engine, race.name, race.unit, middle, race.bars)


def _round(race: Race[T], contestants: Mapping[str, T], number: int) -> Mapping[str, float]:
    done: Counter[str] = Counter()
    seconds: dict[str, float] = dict.fromkeys(contestants, 0.0)
    for turn in range(number * race.turns, (number + 1) * race.turns):
        for name, contestant in contestants.items():
            measured = race.prepare(contestant, turn)
            gc.collect()
            begun = perf_counter()
            done[name] += measured()
            seconds[name] += perf_counter() - begun
    return {name: done[name] / seconds[name] for name in contestants}
