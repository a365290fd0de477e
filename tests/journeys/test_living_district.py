"""The district that lives, with a short past: its people and instruments use the real doors."""

from collections.abc import Generator
from datetime import date, datetime, timedelta

import pytest

from adapters.simulator.cast import PLANTS, Fault
from domain.alert import AlertNotified, AlertRaised
from domain.charge_course import HealthCodeChanged, OperationRecorded, SaturationAssessed
from tests.grown_district import GrownDistrict, grown_district

OPENING = date(2026, 12, 1)
DAYS = 45


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Generator[GrownDistrict]:
    with grown_district(tmp_path_factory.mktemp("living"), OPENING, DAYS) as district:
        yield district


def test_what_is_read_is_rolled_up_assessed_coloured_and_told(grown: GrownDistrict) -> None:
    told = {each.fact.__class__.__name__ for each in grown.facts()}
    kinds = (OperationRecorded, SaturationAssessed, HealthCodeChanged, AlertRaised, AlertNotified)
    assert [kind.__name__ for kind in kinds if kind.__name__ not in told] == []


def test_every_instrument_that_speaks_was_heard_this_afternoon(grown: GrownDistrict) -> None:
    speak = [plant for plant in PLANTS if plant.part.fault is not Fault.SILENT]
    devices = [str(plant.device) for plant in speak if plant.device is not None]
    last = grown.office.telemetry.last(devices)
    assert set(last) == set(devices)
    latest = max(last.values()) / 1000
    assert grown.until.timestamp() - latest < timedelta(minutes=15).total_seconds()


def test_views_and_books_are_sound(grown: GrownDistrict) -> None:
    assert grown.office.followers.differences() == []
    assert grown.office.ledger.totals(grown.office.viewpoint()).closing_difference_g == 0


def test_the_present_goes_on_from_there(grown: GrownDistrict) -> None:
    device = str(PLANTS[0].device)
    before = grown.office.telemetry.last([device])[device]
    now: datetime = grown.until + timedelta(hours=2)
    grown.clock.turn_to(now)
    grown.life.go_on(grown.until, now)
    gained = grown.office.telemetry.last([device])[device] - before
    assert gained > timedelta(hours=1).total_seconds() * 1000
