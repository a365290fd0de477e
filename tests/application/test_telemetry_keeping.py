"""Readings are kept as long as the district has set, and looked after once a day."""

from collections.abc import Generator
from datetime import timedelta

import pytest

from application.roll_up import roll_up_due
from application.settings import adopt
from application.silence import listen_for_silence
from application.telemetry_keeping import TelemetryKeeping
from domain.device import DEVICE, InService
from domain.occurred import Occurred
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group
from tests.watched_plant import PID, WatchedPlant, watched_plant


@pytest.fixture
def plant(database: str) -> Generator[WatchedPlant]:
    with watched_plant(database) as plant:
        yield plant


def sets(plant: WatchedPlant, name: str, value: str) -> None:
    """Let the district set something about telemetry from today on."""
    today = Occurred.on(plant.clock.now().date())
    values = (SettingValue(name, value),)
    plant.perform(adopt(AdoptSetting(plant.office.now(), Group.TELEMETRY, today, values, "试行")))


def test_what_is_older_than_the_district_has_set_becomes_means(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 20:00")
    plant.read("2026-03-02 09:00", hours=8)
    plant.clock.turn_to(plant.clock.now() + timedelta(days=40))
    roll_up_due(plant.office)
    keeping = TelemetryKeeping(plant.office)
    assert keeping() == 0
    sets(plant, "raw-days", "30")
    assert keeping() == 0, "it was looked after today"
    plant.clock.turn_to(plant.clock.now() + timedelta(days=1))
    assert keeping() > 0


def test_an_instrument_is_silent_after_as_long_as_the_district_has_set(plant: WatchedPlant) -> None:
    sets(plant, "silence-hours", "6")
    plant.clock.turn_to(plant.clock.now() + timedelta(hours=7))
    assert listen_for_silence(plant.office).fell_silent == (PID,)
    state = plant.office.log.read(DEVICE, PID).state
    assert isinstance(state, InService)
    assert state.silent is not None
