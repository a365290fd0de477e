"""What truly happens in a bed of the simulated district.

The bed is the reduced bed that the estimate uses too: a demonstration shows how the platform works;
how good the estimate is, is judged elsewhere, on beds of another kind.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from adapters.simulator.cast import Fault, Plant
from adapters.simulator.exhaust import Day, Nature, exhaust, nature
from adapters.simulator.sizing import THROUGH_SUM, WORKING_DAYS, lightest_kg, passage
from domain.adsorption.evidence import Fill
from domain.adsorption.life_parameters import Unknown, bed_parameters
from domain.adsorption.life_prior import declared_mean
from domain.adsorption.reduced_bed import ReducedBed
from domain.adsorption.shipped_belief import OTHERS

IODINE_MG_PER_G = 900
_TYPICAL_KG = 1500.0
_YEAR, _MONTH_DAYS = timedelta(days=365), 30


class Course:
    """A fill at work: of each day since it was put in, outlet over inlet, and what it holds."""

    def __init__(self, bed: ReducedBed, exhaust: Callable[[int], Day]) -> None:
        """Begin with fresh carbon; `exhaust` gives the n-th day since the fill, from 0."""
        self._bed = bed
        self._exhaust = exhaust
        self._through: list[float] = []
        self._held_kg_per_kg: list[float] = []

    def through(self, days: int) -> float:
        """Outlet over inlet on the last of so many days; 0 on a day of rest."""
        self._live(days)
        return self._through[days - 1]

    def held_kg_per_kg(self, days: int) -> float:
        """What the carbon holds after so many days."""
        self._live(days)
        return self._held_kg_per_kg[days - 1]

    def lasts_days(self, most: int) -> int:
        """Days until, over five working days, less than 80 % was taken out; else `most`."""
        worked: deque[float] = deque(maxlen=WORKING_DAYS)
        for day in range(1, most + 1):
            if share := self.through(day):
                worked.append(share)
            if sum(worked) > THROUGH_SUM:
                return day
        return most

    def _live(self, days: int) -> None:
        while len(self._through) < days:
            came = self._exhaust(len(self._through))
            share = (
                float(self._bed.pass_through(passage(np.array([came.passage])))[0, 0])
                if came.run_h
                else 0.0
            )
            self._through.append(share)
            self._held_kg_per_kg.append(float(self._bed.held_kg_per_kg[0, 0]))


class Truth:
    """The plants of a district as they are: the same seed and opening give the same district."""

    def __init__(self, seed: int, opening: date) -> None:
        """Know the seed, and the day on which the demonstration was opened first."""
        self._seed = seed
        self.opening = opening
        self.nature = lru_cache(maxsize=None)(self._nature)
        self.day = lru_cache(maxsize=20_000)(self._day)
        self.required_kg = lru_cache(maxsize=None)(self._required_kg)
        self.course = lru_cache(maxsize=None)(self._course)

    def _nature(self, plant: Plant) -> Nature:
        return nature(plant, self._seed)

    def _day(self, plant: Plant, day: date) -> Day:
        return exhaust(plant, self.nature(plant), day, self.opening, self._seed)

    def _required_kg(self, plant: Plant) -> int:
        """The lightest fill that lasts as long as the plant's part says, whatever the month."""
        sound = replace(plant, part=replace(plant.part, fault=Fault.NONE, resting_days=None))
        first, lasts_days = self.opening - _YEAR, plant.part.lasts_days
        starts = range(0, _YEAR.days, _MONTH_DAYS)
        if plant.part.too_small:
            starts = [_YEAR.days - plant.part.filled_days]
        since = map(timedelta, range(_YEAR.days + lasts_days))
        days = [self.day(sound, first + passed) for passed in since]
        lightest = lightest_kg(self._unknowns(plant), days, starts, lasts_days)
        return round(lightest / 10) * 10

    def _course(self, plant: Plant, mass_g: int, start: date) -> Course:
        unknowns = self._unknowns(plant)[None, None, :]
        bed = ReducedBed(bed_parameters(unknowns), np.array([[mass_g / 1000]]))
        return Course(bed, lambda days: self.day(plant, start + timedelta(days=days)))

    def _unknowns(self, plant: Plant) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """A bed as beds of its kind turn out, with a nature of its own."""
        rng = np.random.default_rng([self._seed, plant.number, 1])
        its = self.nature(plant)
        fill = Fill(
            _TYPICAL_KG,
            IODINE_MG_PER_G,
            plant.solvents,
            its.level_mg_per_m3,
            float(its.airflow_m3_per_h * its.shift_h),
        )
        unknowns = declared_mean(fill) + OTHERS.mean + rng.normal(0, 0.15, len(Unknown))
        unknowns[Unknown.OUTLET] = unknowns[Unknown.LOAD] = 0
        return unknowns
