"""What an estimator has to beat: four simple rules, given the same facts.

Each names one day of breakthrough and knows of no uncertainty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.adsorption.evidence import Charge
from tests.bench.life.judging.judgement import LEVELS, Completed
from tests.bench.life.judging.plants import HORIZON_DAYS, Floats
from tests.bench.life.judging.truth import LEAST_EFFICIENCY, WORKING_DAYS

FORMULA_CAPACITY = 0.10
RECENT_DAYS = 28
LEAST_DAYS = 7
"""Before so many days of a fill have passed, what is declared stands for its load."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A rule."""

    name: str
    rule: Callable[[Charge, Completed], float]

    def predict(self, running: Sequence[Charge], completed: Completed) -> Floats:
        """Days of breakthrough, the same at every level, (charges, levels); none is past."""
        days = [max(self.rule(charge, completed), len(charge.days)) for charge in running]
        return np.repeat(np.array(days)[:, None], len(LEVELS), axis=1)


def by_formula(charge: Charge, _: Completed) -> float:
    """Ten per cent of the carbon's mass."""
    return _full_at(charge, FORMULA_CAPACITY)


def by_district(charge: Charge, completed: Completed) -> float:
    """What the district's carbon held, in the middle, where a breakthrough was seen."""
    seen = [_held(each, day) for each in completed if (day := seen_breakthrough(each)) is not None]
    return _full_at(charge, float(np.median(seen)) if seen else FORMULA_CAPACITY)


def by_last_life(charge: Charge, completed: Completed) -> float:
    """As long as the bed's last fill: until it was seen to break through, or was taken out."""
    last = _last(charge, completed)
    return by_formula(charge, completed) if last is None else float(_end(last))


def by_last_capacity(charge: Charge, completed: Completed) -> float:
    """As much as the bed's last fill took until then."""
    last = _last(charge, completed)
    return _full_at(charge, FORMULA_CAPACITY if last is None else _held(last, _end(last)))


BASELINES = (
    Baseline("s = 10 %", by_formula),
    Baseline("district's median s", by_district),
    Baseline("last fill's life", by_last_life),
    Baseline("last fill's s", by_last_capacity),
)


def seen_breakthrough(charge: Charge) -> int | None:
    """The day on which the instruments showed too little efficiency; None if they never did."""
    days = charge.days
    inlet = np.where(np.isnan(days.inlet_mg_per_m3), _usual(charge), days.inlet_mg_per_m3)
    read = np.flatnonzero(~np.isnan(days.outlet_mg_per_m3) & (days.run_h > 0))
    if len(read) < WORKING_DAYS:
        return None
    window = np.ones(WORKING_DAYS)
    left = np.convolve(days.outlet_mg_per_m3[read], window, "valid")
    share = left / np.convolve(inlet[read], window, "valid")
    through = np.flatnonzero(share > 1 - LEAST_EFFICIENCY)
    return int(read[through[0] + WORKING_DAYS - 1]) if through.size else None


def _last(charge: Charge, completed: Completed) -> Charge | None:
    before = (charge.bed, charge.number - 1)
    return next((each for each in completed if (each.bed, each.number) == before), None)


def _end(charge: Charge) -> int:
    seen = seen_breakthrough(charge)
    return len(charge.days) - 1 if seen is None else seen


def _held(charge: Charge, day: int) -> float:
    """Load until the end of a day, over the mass of carbon."""
    return float(_loads_kg(charge)[: day + 1].sum()) / charge.fill.carbon_kg


def _full_at(charge: Charge, capacity: float) -> float:
    """The day by which the load is so much of the carbon's mass."""
    loads = np.cumsum(_loads_kg(charge))
    limit = capacity * charge.fill.carbon_kg
    past = np.flatnonzero(loads >= limit)
    if past.size:
        return float(past[0])
    so_far = float(loads[-1]) if len(loads) else 0.0
    return min(len(loads) + (limit - so_far) / _daily_kg(charge), 10.0 * HORIZON_DAYS)


def _loads_kg(charge: Charge) -> Floats:
    days = charge.days
    inlet = np.where(np.isnan(days.inlet_mg_per_m3), _usual(charge), days.inlet_mg_per_m3)
    return inlet * days.air_m3 * 1e-6


def _usual(charge: Charge) -> float:
    """Mean of what was read at the inlet, or what was declared."""
    read = charge.days.inlet_mg_per_m3
    read = read[~np.isnan(read)]
    return float(read.mean()) if len(read) else charge.fill.declared_mg_per_m3


def _daily_kg(charge: Charge) -> float:
    loads = _loads_kg(charge)[-RECENT_DAYS:]
    if len(loads) < LEAST_DAYS or loads.sum() == 0:
        return charge.fill.declared_mg_per_m3 * charge.fill.declared_air_m3_per_day * 1e-6
    return float(loads.mean())
