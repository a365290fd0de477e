"""The whole district: the same seed and opening live the same life, day by day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from adapters.simulator.carbon import CarbonRound
from adapters.simulator.cast import PLANTS
from adapters.simulator.diary import Entry, days_from
from adapters.simulator.firms import Firm
from adapters.simulator.instrument import parts_of, readings
from adapters.simulator.offices import founding, on_duty
from adapters.simulator.timeline import HISTORY_DAYS, Timeline
from adapters.simulator.truth import Truth
from application.ports.vault import Vault
from domain.reading import Readings

SEED = 2026


class World:
    """What people write down and instruments read, on any day since the first."""

    def __init__(
        self, opening: date, vault: Vault, seed: int = SEED, history_days: int = HISTORY_DAYS
    ) -> None:
        """`opening` is the day on which the demonstration was opened first."""
        self._truth = Truth(seed, opening)
        self._timeline = Timeline(self._truth, history_days)
        self._seed = seed
        self._vault = vault
        self._firms = [Firm(plant, self._truth, self._timeline, vault) for plant in PLANTS]

    @property
    def first_day(self) -> date:
        """The day on which the district begins."""
        return self._timeline.first_day

    def days(self) -> Iterator[tuple[date, list[Entry]]]:
        """Every day from the first on with all that is written down on it, in order."""
        rng = Random(self._seed)  # noqa: S311 - no secret hangs on it
        carbon = CarbonRound(rng)
        for day in days_from(self.first_day):
            entries: list[Entry] = []
            if day == self.first_day:
                entries += [*founding(day), *carbon.opening(day)]
                entries += on_duty(day, self._vault, rng)
            entries += carbon.morning(day)
            for firm in self._firms:
                entries += firm.live(day, carbon, rng)
            entries += carbon.evening(day)
            yield day, sorted(entries, key=lambda entry: entry.moment)

    def readings(self, day: date) -> Iterator[Readings]:
        """What each instrument reads on a day."""
        for plant in PLANTS:
            if self._timeline.joins(plant) > day:
                continue
            exhaust = self._truth.day(plant, day)
            through = self._timeline.through(plant, day)
            whole = readings(plant, day, exhaust, through, self._truth.opening, self._seed)
            if whole is not None:
                yield whole

    def readings_between(self, since: datetime, until: datetime) -> Iterator[Readings]:
        """What each instrument reads from one moment to another, half-open."""
        from_ms, until_ms = int(since.timestamp() * 1000), int(until.timestamp() * 1000)
        day = since.date()
        while day <= until.date():
            for whole in self.readings(day):
                part = parts_of(whole, from_ms, until_ms)
                if len(part):
                    yield part
            day += timedelta(days=1)
