"""When each plant is commissioned and its carbon changed: told back from the opening's day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from adapters.simulator.cast import Plant
from adapters.simulator.truth import Truth

HISTORY_DAYS = 365
_SETTLING_DAYS = 20
"""Within these all plants are commissioned; none is filled before."""
_WATER_AND_DUST_PERCENT = 6


@dataclass(frozen=True, slots=True)
class Fill:
    """A fill of a plant's bed, the first or one that takes spent carbon out first."""

    number: int
    day: date
    mass_g: int
    removed_g: int | None


class Timeline:
    """The fills of all plants, past and to come."""

    def __init__(self, truth: Truth, history_days: int = HISTORY_DAYS) -> None:
        """Know what the beds truly hold when their carbon comes out, and how far the past goes."""
        self._truth = truth
        self.first_day = truth.opening - timedelta(days=history_days)

    def joins(self, plant: Plant) -> date:
        """The day on which a plant is commissioned."""
        return self.first_day + timedelta(days=plant.number % _SETTLING_DAYS)

    def fills(self, plant: Plant, until: date) -> Iterator[Fill]:
        """All fills up to a day, included, in order."""
        before: Fill | None = None
        for number, day in enumerate(self._days(plant), start=1):
            if day > until:
                return
            fill = Fill(number, day, self._mass_g(plant, day), self._removed_g(plant, before, day))
            yield fill
            before = fill

    def running(self, plant: Plant, day: date) -> Fill | None:
        """The fill that is in the bed at the end of a day."""
        return max(self.fills(plant, day), key=lambda fill: fill.day, default=None)

    def through(self, plant: Plant, day: date) -> float:
        """Outlet over inlet on a day; without carbon everything comes through."""
        fill = self.running(plant, day)
        if fill is None:
            return 1.0
        days = (day - fill.day).days + 1
        return self._truth.course(plant, fill.mass_g, fill.day).through(days)

    def _days(self, plant: Plant) -> Iterator[date]:
        every = timedelta(days=plant.part.every_days)
        running = self._truth.opening - timedelta(days=plant.part.filled_days)
        back = (running - self.first_day - timedelta(days=_SETTLING_DAYS + 1)) // every
        day = running - back * every
        while True:
            yield day
            day += every

    def _mass_g(self, plant: Plant, day: date) -> int:
        """A little more or less than required; the running fill as the plant's part says."""
        required_kg = self._truth.required_kg(plant)
        if day == self._truth.opening - timedelta(days=plant.part.filled_days):
            return required_kg * 10 * plant.part.fill_percent
        return required_kg * 10 * (98 + day.toordinal() % 6)

    def _removed_g(self, plant: Plant, before: Fill | None, day: date) -> int | None:
        if before is None:
            return None
        course = self._truth.course(plant, before.mass_g, before.day)
        held = course.held_kg_per_kg((day - before.day).days)
        gained = held + _WATER_AND_DUST_PERCENT / 100
        return round(before.mass_g * (1 + gained) / 1000) * 1000
