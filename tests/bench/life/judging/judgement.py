"""How an estimator is judged: dates at fixed lead, intervals, and calls for a change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from domain.adsorption.evidence import Charge
from tests.bench.life.judging.plants import FILLS, Floats
from tests.bench.life.judging.sensors import Sensors
from tests.bench.life.judging.truth import NEVER
from tests.bench.life.judging.world import District, district

Completed = Sequence[Charge]
LEVELS = (0.005, 0.01, 0.02, 0.05, 0.10, 0.20, 0.50, 0.95)
"""Quantiles asked for: the day by which the charge has broken through with this probability."""
LOW, MIDDLE, HIGH = LEVELS.index(0.05), LEVELS.index(0.50), LEVELS.index(0.95)
LEADS_DAYS = (7, 14, 30)
FIRST_DAY = 7
"""A date is not asked for before so many days of the fill have passed."""
EVERY_DAYS = 7
"""How often it is looked whether a charge must be changed; the first time when it is filled."""
NEXT_SWAP_DAYS = 7
"""A change is called for when breakthrough may come before the next swap is feasible."""
EARLY_SHARE = 0.70
"""Called for before the carbon holds so much of what it holds at breakthrough: too early."""


class Predictor(Protocol):
    """Says when charges of one district break through, given those that are over."""

    @property
    def name(self) -> str:
        """How it is called in the report."""
        ...

    def predict(self, running: Sequence[Charge], completed: Completed) -> Floats:
        """Days since the fill, (charges, levels), not falling along the levels."""
        ...


@dataclass(frozen=True, slots=True)
class Dates:
    """What was said of charges at one lead; a row for each, in the same order for everybody."""

    true_day: Floats
    said: Floats
    """(charges, levels)"""
    sensors: NDArray[np.str_]
    number: NDArray[np.int64]

    @property
    def error(self) -> Floats:
        """Of the middle, relative to the charge's life."""
        return np.abs(self.said[:, MIDDLE] - self.true_day) / self.true_day

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Whether the 90 % interval holds the truth."""
        return (self.said[:, LOW] <= self.true_day) & (self.true_day <= self.said[:, HIGH])

    @property
    def width(self) -> Floats:
        """Of the 90 % interval, relative to the charge's life."""
        return (self.said[:, HIGH] - self.said[:, LOW]) / self.true_day


@dataclass(frozen=True, slots=True)
class Calls:
    """When a change was called for, by the level used; a row for each charge."""

    used_at_call: Floats
    """(charges, levels): share of the true capacity used; NaN where never until breakthrough."""
    sensors: NDArray[np.str_]

    @property
    def false_green(self) -> NDArray[np.bool_]:
        """Green on the day of breakthrough, (charges, levels)."""
        return np.isnan(self.used_at_call)

    @property
    def too_early(self) -> NDArray[np.bool_]:
        """(charges, levels)"""
        return self.used_at_call < EARLY_SHARE


def dates(predictor: Predictor, seeds: Sequence[int], lead_days: int) -> Dates:
    """Ask for dates so many days before each true breakthrough."""
    true, said, sensors, numbers = list[int](), list[Floats](), list[str](), list[int]()
    for where, number, completed in _batches(seeds):
        days = where.truth.breakthrough_day
        late_enough = (days != NEVER) & (days - lead_days >= FIRST_DAY)
        rows: list[int] = np.flatnonzero((where.number == number) & late_enough).tolist()
        running = [where.running(row, int(days[row]) - lead_days) for row in rows]
        said.append(_ordered(predictor.predict(running, completed)))
        true += [int(days[row]) for row in rows]
        sensors += [where.sensors[row] for row in rows]
        numbers += [number] * len(rows)
    return Dates(np.array(true, float), np.concatenate(said), np.array(sensors), np.array(numbers))


def calls(predictor: Predictor, seeds: Sequence[int]) -> Calls:
    """Look every week whether a change is called for; once called, it stays so."""
    used, sensors = list[Floats](), list[str]()
    for where, number, completed in _batches(seeds):
        broke = where.truth.breakthrough_day != NEVER
        rows: list[int] = np.flatnonzero((where.number == number) & broke).tolist()
        used.append(_first_calls(predictor, where, rows, completed))
        sensors += [where.sensors[row] for row in rows]
    return Calls(np.concatenate(used), np.array(sensors))


def _batches(seeds: Sequence[int]) -> Iterator[tuple[District, int, Completed]]:
    for seed in seeds:
        where = district(seed)
        for number in range(1, FILLS + 1):
            yield where, number, where.completed(before=number)


def _first_calls(
    predictor: Predictor, where: District, rows: list[int], completed: Completed
) -> Floats:
    true = where.truth.breakthrough_day
    used = np.full((len(rows), len(LEVELS)), np.nan)
    for day in range(0, int(true[rows].max()) + 1, EVERY_DAYS):
        still: list[int] = np.flatnonzero(true[rows] >= day).tolist()
        there = [rows[each] for each in still]
        said = _ordered(predictor.predict([where.running(row, day) for row in there], completed))
        called = said <= day + NEXT_SWAP_DAYS
        now = [where.truth.share_used(row, max(day - 1, 0)) if day else 0.0 for row in there]
        new = called & np.isnan(used[still])
        used[still] = np.where(new, np.array(now)[:, None], used[still])
    return used


def _ordered(said: Floats) -> Floats:
    """Refuse what is no distribution; raises AssertionError."""
    assert np.isfinite(said).all()
    assert (np.diff(said, axis=1) >= 0).all()
    return said


def masks(sensors: NDArray[np.str_]) -> dict[str, NDArray[np.bool_]]:
    """All charges, and those of each class."""
    all_of_them = {"all": np.ones(len(sensors), bool)}
    return all_of_them | {kind.value: sensors == kind.value for kind in Sensors}
