"""Everybody is asked the same of the same districts, two districts at a time."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from domain.adsorption.evidence import Charge
from domain.adsorption.service_life import Learned, assess
from domain.adsorption.shipped_belief import CALIBRATION, OTHERS
from tests.bench.life.contestant import SEED, Estimator, Learning
from tests.bench.life.judging.baselines import BASELINES
from tests.bench.life.judging.judgement import (
    FIRST_DAY,
    LEADS_DAYS,
    Calls,
    Dates,
    Predictor,
    calls,
    dates,
)
from tests.bench.life.judging.truth import NEVER
from tests.bench.life.judging.world import district

OURS = "service_life"
TIMED = 1_000
_TIMED_LEAD_DAYS = 14
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, by who said it."""

    dates: Mapping[tuple[str, int], Dates]
    """By name and lead."""
    calls: Mapping[str, Calls]


def contestants() -> tuple[Predictor, ...]:
    """The baselines, and the estimator as it is shipped."""
    return (*BASELINES, Estimator(Learning(OTHERS), CALIBRATION))


def race(seeds: Sequence[int]) -> Heard:
    """Ask everybody about all districts."""
    with ProcessPoolExecutor(_WORKERS) as workers:
        parts = list(workers.map(heard, seeds))
    names = list(parts[0].calls)
    return Heard(
        {
            (name, lead): _all_dates([part.dates[name, lead] for part in parts])
            for name in names
            for lead in LEADS_DAYS
        },
        {name: _all_calls([part.calls[name] for part in parts]) for name in names},
    )


def heard(seed: int) -> Heard:
    """Ask everybody about one district."""
    everybody = contestants()
    return Heard(
        {(each.name, lead): dates(each, [seed], lead) for each in everybody for lead in LEADS_DAYS},
        {each.name: calls(each, [seed]) for each in everybody},
    )


def ms_per_assessment(seeds: Sequence[int]) -> tuple[int, float]:
    """How many assessments, and the time for one where two cores share them.

    Nothing is learned from charges that are over meanwhile; that happens when they end.
    """
    running = [each for seed in seeds for each in _running(seed)][:TIMED]
    halves = [running[::2], running[1::2]]
    with ProcessPoolExecutor(_WORKERS) as workers:
        list(workers.map(_assess, [half[:16] for half in halves]))
        began = perf_counter()
        list(workers.map(_assess, halves))
        lasted_s = perf_counter() - began
    return len(running), 1e3 * lasted_s / len(running)


def _assess(charges: Sequence[Charge]) -> int:
    return len(assess(charges, Learned(OTHERS, {}), CALIBRATION, SEED))


def _running(seed: int) -> list[Charge]:
    where = district(seed)
    days: list[int] = where.truth.breakthrough_day.tolist()
    return [
        where.running(row, days[row] - _TIMED_LEAD_DAYS)
        for row in range(len(where))
        if days[row] != NEVER and days[row] - _TIMED_LEAD_DAYS >= FIRST_DAY
    ]


def _all_dates(parts: Sequence[Dates]) -> Dates:
    return Dates(
        np.concatenate([each.true_day for each in parts]),
        np.concatenate([each.said for each in parts]),
        np.concatenate([each.sensors for each in parts]),
        np.concatenate([each.number for each in parts]),
    )


def _all_calls(parts: Sequence[Calls]) -> Calls:
    return Calls(
        np.concatenate([each.used_at_call for each in parts]),
        np.concatenate([each.sensors for each in parts]),
    )
