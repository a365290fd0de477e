"""When the guesses of a bed break through, if what comes goes on as of late.

Breakthrough is where, over five working days, less than 80 % of the VOC is taken out: what GB
37822-2019 asks of treatment. The real inlet scatters, so the first five days that fail come before
the smooth curve of a guess gets there; the guess is asked for a little less than 20 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import Unknown
from domain.adsorption.load_steps import STEP_DAYS, Steps
from domain.adsorption.reduced_bed import Passage, ReducedBed

LEAST_EFFICIENCY = 0.80
WORKING_DAYS = 5
THROUGH = (1 - LEAST_EFFICIENCY) * 0.74
"""The factor was chosen on tuning data."""
_AHEAD_DAYS = (3,) * 10 + (7,) * 10 + (14,) * 12
"""Steps into the future; what holds longer is given a fifth more."""
_BEYOND = 1.2
_INLET_SPREAD, _INLET_MEMORY_DAYS = 0.15, 20.0
"""How the coming inlet wanders around what it was of late. Chosen."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the guesses say of a step that is over."""

    through: Floats
    held_kg_per_kg: Floats
    load_kg: Floats
    """(charges, 1): what came in; 0 where no air did."""


class Crossing:
    """Watches for the first time that a share of the inlet comes through, (charges, guesses)."""

    def __init__(self, shape: tuple[int, int]) -> None:
        """Nothing has come through yet."""
        self.day = np.full(shape, np.inf)
        self.held_kg_per_kg = np.zeros(shape)
        self._before = np.zeros(shape)

    def look(self, day: Floats, length: float, through: Floats, held: Floats) -> None:
        """A step that ends on a day; a guess that is past the limit crossed it within the step."""
        rise = np.maximum(through - self._before, 1e-9)
        part = np.clip((THROUGH - self._before) / rise, 0, 1)
        new = (through >= THROUGH) & np.isinf(self.day)
        self.day = np.where(new, day - length * (1 - part), self.day)
        self.held_kg_per_kg = np.where(new, held, self.held_kg_per_kg)
        self._before = through

    def forget(self, charges: NDArray[np.bool_]) -> None:
        """For these charges nothing has come through: their outlets were watched."""
        self.day[charges] = np.inf

    @property
    def over(self) -> bool:
        """Whether every guess has crossed."""
        return not np.isinf(self.day).any()


def looked_back(past: list[Past], shape: tuple[int, int]) -> Crossing:
    """Crossings in steps that are over, by the last two steps with air together.

    A step without air tells nothing: what was coming through before it still is after it.
    """
    crossing = Crossing(shape)
    load, through, last = np.zeros((shape[0], 1)), np.zeros(shape), np.zeros(shape)
    for number, step in enumerate(past, 1):
        both = load + step.load_kg
        mixed = (load * through + step.load_kg * step.through) / np.maximum(both, 1e-12)
        blew = step.load_kg > 0
        day = np.full((shape[0], 1), float(number * STEP_DAYS))
        last = np.where(blew, mixed, last)
        crossing.look(day, STEP_DAYS, last, step.held_kg_per_kg)
        load, through = np.where(blew, step.load_kg, load), np.where(blew, step.through, through)
    return crossing


def look_ahead(
    crossing: Crossing,
    bed: ReducedBed,
    steps: Steps,
    daily: Passage,
    unknowns: Floats,
    rng: np.random.Generator,
) -> None:
    """Run the beds on until every guess has crossed or the horizon is reached."""
    day = steps.days
    load = daily.inlet_kg_per_m3 * np.exp(unknowns[..., Unknown.LOAD])
    for days, wander in _wandering(rng, unknowns.shape[1]):
        air = Passage(
            daily.run_h * days,
            daily.air_m3 * days,
            load * np.exp(wander),
            daily.humidity_percent,
            daily.temperature_c,
        )
        through = bed.pass_through(air)
        day = day + days
        crossing.look(day, days, through, bed.held_kg_per_kg)
        if crossing.over:
            return
    late = np.isinf(crossing.day)
    crossing.day = np.where(late, day * _BEYOND, crossing.day)
    crossing.held_kg_per_kg = np.where(late, bed.held_kg_per_kg, crossing.held_kg_per_kg)


def _wandering(rng: np.random.Generator, guesses: int) -> Iterator[tuple[float, Floats]]:
    """Step lengths, and ln of the inlet over its mean, (1, guesses)."""
    wander = rng.normal(0, _INLET_SPREAD, (1, guesses))
    for days in _AHEAD_DAYS:
        kept = np.exp(-days / _INLET_MEMORY_DAYS)
        fresh = rng.normal(0, _INLET_SPREAD, (1, guesses))
        wander = kept * wander + np.sqrt(1 - kept**2) * fresh
        yield float(days), wander
