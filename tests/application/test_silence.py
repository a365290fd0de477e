"""An instrument that has told nothing for a day is noticed once, and so is its next reading."""

from collections.abc import Generator
from pathlib import Path

import pytest

from application.silence import Heard, listen_for_silence
from domain.device import DeviceFellSilent, DeviceHeardAgain, RemoveDevice, ReplaceDevice
from domain.record import Fact
from tests.watched_plant import PID, WatchedPlant, occurred, watched_plant

FELL = Heard(fell_silent=(PID,))
HEARD = Heard(heard_again=(PID,))
NOTHING = Heard()


@pytest.fixture
def plant(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[WatchedPlant]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with watched_plant(database) as opened:
        yield opened


def noticed(plant: WatchedPlant) -> list[Fact]:
    return [
        fact
        for fact in plant.facts(f"device:{PID}")
        if isinstance(fact, DeviceFellSilent | DeviceHeardAgain)
    ]


def test_an_instrument_that_never_told_anything_is_silent_a_day_after_its_installation(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-02 08:59")
    assert listen_for_silence(plant.office) == NOTHING
    plant.at("2026-03-02 09:00")
    assert listen_for_silence(plant.office) == FELL
    assert noticed(plant) == [DeviceFellSilent(occurred("2026-03-02 09:00"), None)]


def test_a_silence_begins_a_day_after_the_last_reading_whenever_it_is_noticed(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-01 12:00")
    plant.read("2026-03-01 11:00")
    plant.at("2026-03-02 11:49")
    assert listen_for_silence(plant.office) == NOTHING
    plant.at("2026-03-09 09:00")
    assert listen_for_silence(plant.office) == FELL
    assert noticed(plant) == [
        DeviceFellSilent(occurred("2026-03-02 11:50"), occurred("2026-03-01 11:50"))
    ]


def test_listening_again_changes_nothing(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 09:00")
    listen_for_silence(plant.office)
    assert listen_for_silence(plant.office) == NOTHING
    plant.at("2026-03-08 09:00")
    assert listen_for_silence(plant.office) == NOTHING
    assert len(noticed(plant)) == 1


def test_the_first_reading_after_a_silence_ends_it_and_the_next_silence_is_another(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-02 09:00")
    listen_for_silence(plant.office)
    plant.at("2026-03-03 12:00")
    plant.read("2026-03-03 10:00", hours=2)
    assert listen_for_silence(plant.office) == HEARD
    assert listen_for_silence(plant.office) == NOTHING
    plant.at("2026-03-04 12:00")
    assert listen_for_silence(plant.office) == FELL
    assert noticed(plant)[1:] == [
        DeviceHeardAgain(occurred("2026-03-03 10:00")),
        DeviceFellSilent(occurred("2026-03-04 11:50"), occurred("2026-03-03 11:50")),
    ]


def test_what_comes_late_from_before_a_silence_does_not_end_it(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 09:30")
    listen_for_silence(plant.office)
    plant.read("2026-03-01 10:00", hours=3)
    assert listen_for_silence(plant.office) == NOTHING
    plant.read("2026-03-02 08:40")
    assert listen_for_silence(plant.office) == HEARD
    assert noticed(plant)[-1] == DeviceHeardAgain(occurred("2026-03-02 09:00"))


def test_a_new_instrument_in_its_place_has_a_day_of_its_own(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 08:00")
    plant.tell(ReplaceDevice(occurred("2026-03-02 07:00"), "另一厂", "S-2", 1.0, 1000.0))
    plant.at("2026-03-03 06:59")
    assert listen_for_silence(plant.office) == NOTHING
    plant.at("2026-03-03 07:00")
    assert listen_for_silence(plant.office) == FELL


def test_what_was_taken_away_is_not_listened_to(plant: WatchedPlant) -> None:
    plant.tell(RemoveDevice(occurred("2026-03-01 09:00"), "报废"))
    plant.at("2026-03-09 09:00")
    assert listen_for_silence(plant.office) == NOTHING
