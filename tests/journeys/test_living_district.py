"""The district that lives, with a short past: its people and instruments use the real doors."""

from collections import Counter
from collections.abc import Generator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import HandTurnedClock
from adapters.simulator.cast import PLANTS, Fault
from adapters.simulator.diary import at
from adapters.simulator.living import Life
from adapters.simulator.world import World
from adapters.wiring.living import morning_round
from adapters.wiring.office import open_office
from application.office import Office
from domain.alert import AlertNotified, AlertRaised
from domain.charge_course import HealthCodeChanged, OperationRecorded, SaturationAssessed

OPENING = date(2026, 12, 1)
DAYS = 45


class Grown:
    """The district with a short past, and those who live in it."""

    def __init__(self, office: Office, clock: HandTurnedClock) -> None:
        world = World(OPENING, office.vault, history_days=DAYS)
        self.office, self.clock = office, clock
        self.since = at(world.first_day, 0)
        self.until = at(OPENING, 15 * 60)
        self.life = Life(world, office.log, office.intake, office.alerts)

    def grow(self) -> None:
        """Live up to then."""
        turn, morning = self.clock.turn_to, morning_round(self.office)
        self.life.grow(self.since, self.until, turn, morning, lambda _done, _expected: None)
        self.office.catch_up()

    def told(self) -> "Counter[str]":
        """How often each kind of fact stands in the log."""
        found: Counter[str] = Counter()
        place = 0
        while page := self.office.log.page(place, 1000):
            found.update(each.fact.__class__.__name__ for each in page)
            place = page[-1].position
        return found


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Generator[Grown]:
    file: Path = tmp_path_factory.mktemp("living") / "living.sqlite"
    clock = HandTurnedClock(at(OPENING - timedelta(days=366), 0))
    with open_office(f"sqlite:///{file}", clock=clock) as office:
        district = Grown(office, clock)
        district.grow()
        yield district


def test_what_is_read_is_rolled_up_assessed_coloured_and_told(grown: Grown) -> None:
    told = grown.told()
    kinds = (OperationRecorded, SaturationAssessed, HealthCodeChanged, AlertRaised, AlertNotified)
    assert [kind.__name__ for kind in kinds if not told[kind.__name__]] == []


def test_every_instrument_that_speaks_was_heard_this_afternoon(grown: Grown) -> None:
    speak = [plant for plant in PLANTS if plant.part.fault is not Fault.SILENT]
    devices = [str(plant.device) for plant in speak if plant.device is not None]
    last = grown.office.telemetry.last(devices)
    assert set(last) == set(devices)
    latest = max(last.values()) / 1000
    assert grown.until.timestamp() - latest < timedelta(minutes=15).total_seconds()


def test_views_and_books_are_sound(grown: Grown) -> None:
    assert grown.office.followers.differences() == []
    assert grown.office.ledger.totals(grown.office.viewpoint()).closing_difference_g == 0


def test_the_present_goes_on_from_there(grown: Grown) -> None:
    device = str(PLANTS[0].device)
    before = grown.office.telemetry.last([device])[device]
    now: datetime = grown.until + timedelta(hours=2)
    grown.clock.turn_to(now)
    grown.life.go_on(grown.until, now)
    gained = grown.office.telemetry.last([device])[device] - before
    assert gained > timedelta(hours=1).total_seconds() * 1000
