"""The simulated district with a past, grown in an office whose clock is turned by hand."""

from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from adapters.clock import HandTurnedClock
from adapters.simulator.diary import at
from adapters.simulator.living import Life
from adapters.simulator.world import World
from adapters.wiring.living import morning_round
from adapters.wiring.office import open_office
from application.office import Office
from domain.charge import ChargeEnded
from domain.charge_course import HealthCodeChanged
from domain.code import Code
from domain.identifiers import AdsorberId, ChargeId
from domain.record import Recorded


class GrownDistrict:
    """The district with a past of so many days, and those who live in it."""

    def __init__(self, office: Office, clock: HandTurnedClock, opening: date, days: int) -> None:
        """It is three in the afternoon of the opening."""
        world = World(opening, office.vault, history_days=days)
        self.office, self.clock = office, clock
        self.since = at(world.first_day, 0)
        self.until = at(opening, 15 * 60)
        self.life = Life(world, office.log, office.intake, office.alerts)

    def grow(self) -> None:
        """Live up to then."""
        self.life.grow(
            self.since,
            self.until,
            self.clock.turn_to,
            morning_round(self.office),
            progress=lambda _done, _expected: None,
            remember=lambda _moment: None,
        )
        self.office.catch_up()

    def facts(self) -> Iterator[Recorded[Any]]:
        """All that stands in the log."""
        place = 0
        while page := self.office.log.page(place, 1000):
            yield from page
            place = page[-1].position

    def days_by_code(self) -> "dict[AdsorberId, Counter[Code]]":
        """How many days of the past each adsorber was of which code, as it was put on record."""
        days: dict[AdsorberId, Counter[Code]] = {}
        last: dict[ChargeId, HealthCodeChanged] = {}

        def passed(charge: ChargeId, until: date) -> None:
            coded = last.pop(charge, None)
            if coded is not None:
                of = days.setdefault(charge.adsorber, Counter())
                of[coded.code] += (until - coded.occurred.day).days

        for each in self.facts():
            charge = each.stream.removeprefix("charge:")
            if isinstance(each.fact, HealthCodeChanged | ChargeEnded):
                passed(ChargeId(charge), each.fact.occurred.day)
            if isinstance(each.fact, HealthCodeChanged):
                last[ChargeId(charge)] = each.fact
        for charge in list(last):
            passed(charge, self.until.date())
        return days


@contextmanager
def grown_district(folder: Path, opening: date, days: int) -> Generator[GrownDistrict]:
    """Grow it in a file of its own."""
    clock = HandTurnedClock(at(opening - timedelta(days=days + 1), 0))
    with open_office(f"sqlite:///{folder / 'living.sqlite'}", clock=clock) as office:
        district = GrownDistrict(office, clock, opening, days)
        district.grow()
        yield district
