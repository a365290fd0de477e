"""How full the carbon of a charge is, and when it will break through.

For each charge a few hundred reduced beds are guessed from what was believed of it, driven by what
came in, weighed by what was seen to come out, and run on until they break through. Their middle and
spread are then set right by how such forecasts have turned out before.

A pure function of the charge's facts, of what has been learned from charges that are over, of the
calibration and of a seed: on one platform with the same libraries, the same input gives the same
bits, alone or among others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.adsorption.breakthrough_forecast import (
    LEAST_EFFICIENCY,
    WORKING_DAYS,
    Crossing,
    Past,
    look_ahead,
    looked_back,
)
from domain.adsorption.conformal import Calibration, RawForecast
from domain.adsorption.evidence import Charge, Fill
from domain.adsorption.from_scipy import Floats
from domain.adsorption.importance_sampling import sample, standard_guesses
from domain.adsorption.life_evidence import outlet_says, removal_says
from domain.adsorption.life_parameters import Gaussian, Unknown, bed_parameters
from domain.adsorption.life_prior import (
    Instruments,
    district,
    first_fill,
    instruments_of,
    next_fill,
)
from domain.adsorption.load_steps import Steps, inlet_mg_per_m3, outlook, steps_of
from domain.adsorption.reduced_bed import ReducedBed

VERSION = "reduced-bed-1"
LEVELS = (0.005, 0.01, 0.02, 0.05, 0.10, 0.20, 0.50, 0.80, 0.90, 0.95)
"""Probabilities of having broken through for which an assessment names a day."""
_TOGETHER = 16
"""So many charges are computed at once: their arrays stay within a processor's cache."""
_WATCHED_DAYS, _WATCHED_READINGS = 10, 3
"""An outlet that was read so often of late is known not to have been through before."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known from charges that are over."""

    others: Gaussian
    """How beds differ from what is declared of them."""
    last: Mapping[str, tuple[Charge, Gaussian]]
    """Of each bed, its last charge and how it turned out."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is said of a charge on the morning of a day since its fill."""

    bed: str
    number: int
    day: int
    instruments: Instruments
    breakthrough_day: tuple[float, ...]
    """Days since the fill, by LEVELS."""
    saturation: tuple[float, float, float]
    """Share of what the carbon will hold at breakthrough that it holds now: 5 %, middle, 95 %."""
    calibration: str
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guesses say of one charge, before calibration."""

    forecast: RawForecast
    instruments: Instruments
    saturation: tuple[float, float, float]
    belief: Gaussian


def assess(
    charges: Sequence[Charge], learned: Learned, calibration: Calibration, seed: int
) -> list[Assessment]:
    """Assess charges, in their order."""
    levels = np.array(LEVELS)
    return [
        Assessment(
            charge.bed,
            charge.number,
            len(charge.days),
            outcome.instruments,
            tuple(calibration.days(outcome.forecast, outcome.instruments, levels).tolist()),
            outcome.saturation,
            calibration.name,
        )
        for charge, outcome in zip(charges, outcomes(charges, learned, seed), strict=True)
    ]


def learn(completed: Sequence[Charge], others: Gaussian, seed: int) -> Learned:
    """Learn from charges that are over, fill by fill."""
    learned = Learned(others, {})
    watched: list[tuple[Fill, Gaussian]] = []
    for number in sorted({charge.number for charge in completed}):
        now = [charge for charge in completed if charge.number == number]
        found = list(zip(now, outcomes(now, learned, seed), strict=True))
        last = {charge.bed: (charge, outcome.belief) for charge, outcome in found}
        watched += [
            (charge.fill, outcome.belief)
            for charge, outcome in found
            if outcome.instruments.at_outlet
        ]
        learned = Learned(district(others, watched), {**learned.last, **last})
    return learned


def outcomes(charges: Sequence[Charge], learned: Learned, seed: int) -> list[Outcome]:
    """Compute what the guesses say, in the order of the charges."""
    standard = standard_guesses(seed)
    order = sorted(range(len(charges)), key=lambda row: len(charges[row].days))
    found: dict[int, Outcome] = {}
    for start in range(0, len(order), _TOGETHER):
        rows = order[start : start + _TOGETHER]
        some = [charges[row] for row in rows]
        found.update(zip(rows, _together(some, learned, standard, seed), strict=True))
    return [found[row] for row in range(len(charges))]


def _together(
    charges: Sequence[Charge], learned: Learned, standard: Sequence[Floats], seed: int
) -> Iterator[Outcome]:
    before = [learned.last.get(charge.bed) for charge in charges]
    earlier = [None if each is None else each[0] for each in before]
    instruments = [instruments_of(*pair) for pair in zip(charges, earlier, strict=True)]
    priors = [
        first_fill(charge.fill, fitted, learned.others)
        if last is None
        else next_fill(charge.fill, fitted, learned.others, (last[0].fill, last[1]))
        for charge, last, fitted in zip(charges, before, instruments, strict=True)
    ]
    driven = _Driven(charges, steps_of(charges))
    weighted = sample(priors, standard, driven.agreement)
    held = driven.bed.held_kg_per_kg
    crossing = _crossing_so_far(charges, driven.past, held)
    rng = np.random.default_rng([seed, 1])
    coming = outlook(charges, earlier)
    look_ahead(crossing, driven.bed, driven.steps, coming, weighted.guesses, rng)
    full = held / np.maximum(crossing.held_kg_per_kg, 1e-9)
    beliefs = weighted.moments()
    for row, charge in enumerate(charges):
        low, middle, high = _quantiles(crossing.day[row], weighted.weights[row])
        forecast = RawForecast(len(charge.days), low, middle, high)
        saturation = _quantiles(full[row], weighted.weights[row])
        yield Outcome(forecast, instruments[row], saturation, beliefs[row])


class _Driven:
    """The beds of the guesses that were looked at last: they need not be driven again."""

    bed: ReducedBed
    past: list[Past]

    def __init__(self, charges: Sequence[Charge], steps: Steps) -> None:
        self._charges = charges
        self.steps = steps

    def agreement(self, guesses: Floats) -> Floats:
        """Log-likelihood of all that was seen, (charges, guesses)."""
        self.bed, self.past = run_beds(self.steps, guesses)
        says = removal_says(self._charges, self.bed.held_kg_per_kg, guesses)
        for number, step in enumerate(self.past):
            says += outlet_says(self.steps, number, step.through, guesses)
        return says


def _crossing_so_far(charges: Sequence[Charge], past: list[Past], held: Floats) -> Crossing:
    """What the guesses have crossed, set right by what the outlets were seen to do."""
    crossing = looked_back(past, held.shape)
    crossing.forget(np.array([_is_watched(charge) for charge in charges]))
    for row, charge in enumerate(charges):
        if _seen_through(charge):
            crossing.day[row], crossing.held_kg_per_kg[row] = len(charge.days), held[row]
    return crossing


def run_beds(steps: Steps, guesses: Floats) -> tuple[ReducedBed, list[Past]]:
    """Drive fresh beds up to now."""
    bed = ReducedBed(bed_parameters(guesses), steps.carbon_kg)
    load = np.exp(guesses[..., Unknown.LOAD])
    past: list[Past] = []
    for number in range(steps.run_h.shape[1]):
        air = steps.passage(number)
        came = air.air_m3 * air.inlet_kg_per_m3
        driven = replace(air, inlet_kg_per_m3=air.inlet_kg_per_m3 * load)
        past.append(Past(bed.pass_through(driven), bed.held_kg_per_kg, came))
    return bed, past


def _is_watched(charge: Charge) -> bool:
    late = charge.days.outlet_mg_per_m3[-_WATCHED_DAYS:]
    return int((~np.isnan(late)).sum()) >= _WATCHED_READINGS


def _seen_through(charge: Charge) -> bool:
    """Whether both instruments show too little efficiency over the last working days."""
    days = charge.days
    read = np.flatnonzero(~np.isnan(days.outlet_mg_per_m3) & (days.run_h > 0))[-WORKING_DAYS:]
    if len(read) < WORKING_DAYS or np.isnan(days.inlet_mg_per_m3).all():
        return False
    came, left = inlet_mg_per_m3(charge)[read].sum(), days.outlet_mg_per_m3[read].sum()
    return bool(left > (1 - LEAST_EFFICIENCY) * came)


def _quantiles(values: Floats, weights: Floats) -> tuple[float, float, float]:
    """5 %, middle and 95 % of weighted values."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) - weights[order] / 2
    low, middle, high = np.interp((0.05, 0.50, 0.95), reached, values[order])
    return float(low), float(middle), float(high)
