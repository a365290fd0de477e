"""Each day that is over becomes one fact of each charge that ran on it, and stays the same fact."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from application.roll_up import RolledUp, RollUp, roll_up_due
from domain.access import EVERYTHING
from domain.charge_course import OperationRecorded
from domain.device import RemoveDevice, ReplaceDevice
from domain.identifiers import DeviceId
from domain.occurred import Occurred
from domain.operation import Concentration, Flaw
from tests.watched_plant import (
    BED_1,
    BED_2,
    NEXT_1,
    NEXT_2,
    PID,
    WatchedPlant,
    installation,
    occurred,
    watched_plant,
)

FIRST, SECOND, THIRD = Occurred("2026-03-01"), Occurred("2026-03-02"), Occurred("2026-03-03")


@pytest.fixture
def plant(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[WatchedPlant]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with watched_plant(database) as opened:
        yield opened


def test_a_day_is_rolled_up_when_it_has_been_over_for_ten_minutes(plant: WatchedPlant) -> None:
    plant.at("2026-03-01 18:00")
    plant.read("2026-03-01 09:00", hours=9)
    plant.at("2026-03-02 00:09")
    assert roll_up_due(plant.office) == RolledUp()
    plant.at("2026-03-02 00:10")
    assert roll_up_due(plant.office) == RolledUp(recorded=2)
    (bed_1,), (bed_2,) = (plant.course(each).days.values() for each in (BED_1, BED_2))
    # In service from nine to midnight. 54 of 90 readings came, all with air.
    assert (bed_1.run_h, bed_1.coverage_percent, bed_1.flaws) == (15.0, 60.0, ())
    # Half of 8,000 m³/h goes through each bed.
    assert (bed_1.air_m3, bed_1.air_measured) == (60_000.0, True)
    # Readings 0 to 53, of which the last six make the highest hour.
    assert bed_1.inlet == Concentration(100.265, 100.505, 54, 0)
    assert bed_1.last_reading == occurred("2026-03-01 17:50")
    assert bed_2 == bed_1


def test_rolling_up_again_finds_the_same_and_records_nothing(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 06:00")
    plant.read("2026-03-01 09:00", hours=15)
    assert roll_up_due(plant.office) == RolledUp(recorded=2)
    head = plant.office.log.head()
    assert roll_up_due(plant.office) == RolledUp()
    plant.read("2026-03-01 09:00", hours=15)
    assert roll_up_due(plant.office) == RolledUp()
    assert plant.office.log.head() == head


def test_a_round_that_was_broken_off_goes_on_with_the_same_facts(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 06:00")
    plant.read("2026-03-01 09:00", hours=15)
    (touched,) = plant.office.telemetry.touched()
    roll_up_due(plant.office)
    # As if it had stopped after recording and before it noted that: the day is touched again.
    plant.read("2026-03-01 08:00", device=PID)
    assert plant.office.telemetry.touched() == []
    head = plant.office.log.head()
    store = _Untouched(plant, touched)
    office = replace(plant.office, telemetry=store)
    assert roll_up_due(office) == RolledUp(known=2)
    assert plant.office.log.head() == head


class _Untouched:
    """The store, in which one day is still touched."""

    def __init__(self, plant: WatchedPlant, day: object) -> None:
        self._store, self._days = plant.office.telemetry, [day]

    def touched(self, _limit: int = 1000) -> list[object]:
        return list(self._days)

    def rolled_up(self, _days: object) -> None:
        self._days.clear()

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_late_reading_supersedes_the_day_it_changes(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 06:00")
    plant.read("2026-03-01 09:00", hours=6)
    roll_up_due(plant.office)
    before = plant.course(BED_1).days[FIRST]
    assert before.flaws == (Flaw.SILENT,)
    plant.at("2026-03-03 09:00")
    plant.read("2026-03-01 15:00", hours=9, inlet=100.003)
    done = roll_up_due(plant.office)
    # The first of March again, and the second, of which nothing has come.
    assert done == RolledUp(recorded=4)
    after = plant.course(BED_1).days[FIRST]
    assert (after.coverage_percent, after.flaws) == (100.0, ())
    plant.office.catch_up()
    supersedes = {
        each.recorded.position: each.supersedes
        for each in plant.office.events.feed.page(0, 1000, EVERYTHING).events
        if isinstance(each.recorded.fact, OperationRecorded)
        and (each.recorded.stream, each.recorded.fact.occurred) == (f"charge:{BED_1}", FIRST)
    }
    (first, nothing), (_, second) = supersedes.items()
    assert (nothing, second) == ((), (first,))
    told = [each for each in plant.facts(f"charge:{BED_1}") if isinstance(each, OperationRecorded)]
    assert [each for each in told if each.occurred == FIRST] == [
        OperationRecorded(FIRST, before),
        OperationRecorded(FIRST, after),
    ]


def test_a_day_without_a_reading_is_a_silent_day(plant: WatchedPlant) -> None:
    plant.at("2026-03-04 00:30")
    assert roll_up_due(plant.office) == RolledUp(recorded=6)
    silent = plant.course(BED_2).days[SECOND]
    assert (silent.coverage_percent, silent.last_reading) == (0.0, None)
    assert (silent.devices, silent.flaws) == (("PID-1",), (Flaw.SILENT,))
    assert plant.days(BED_1) == [FIRST, SECOND, THIRD]
    assert roll_up_due(plant.office) == RolledUp()


def test_days_without_a_record_are_looked_for_once_a_day(plant: WatchedPlant) -> None:
    scheduled = RollUp(plant.office)
    plant.at("2026-03-02 00:30")
    assert scheduled() == RolledUp(recorded=2)
    plant.tell(installation(since=Occurred("2026-03-01T08:30:00+08:00")), DeviceId("BED-2"))
    plant.at("2026-03-02 23:00")
    assert scheduled() == RolledUp()
    plant.at("2026-03-03 00:10")
    assert scheduled() == RolledUp(recorded=2)


def test_the_day_of_a_swap_belongs_to_the_charge_that_runs_at_its_end(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-02 16:00")
    plant.swap("2026-03-02 15:00")
    plant.at("2026-03-03 01:00")
    roll_up_due(plant.office)
    assert (plant.days(BED_1), plant.days(NEXT_1)) == ([FIRST], [SECOND])


def test_the_day_of_a_removal_belongs_to_the_charge_that_came_out(plant: WatchedPlant) -> None:
    plant.at("2026-03-02 16:00")
    plant.empty("2026-03-02 15:00")
    plant.at("2026-03-05 01:00")
    roll_up_due(plant.office)
    assert plant.days(BED_1) == [FIRST, SECOND]


def test_a_swap_that_is_entered_afterwards_gets_the_days_since(plant: WatchedPlant) -> None:
    plant.at("2026-03-03 23:59")
    plant.read("2026-03-02 00:00", hours=47)
    plant.at("2026-03-04 01:00")
    roll_up_due(plant.office)
    plant.swap("2026-03-02 15:00")
    assert roll_up_due(plant.office) == RolledUp(recorded=4)
    assert plant.days(NEXT_2) == [SECOND, THIRD]
    assert plant.course(NEXT_2).days == {
        day: plant.course(BED_2).days[day] for day in (SECOND, THIRD)
    }


def test_an_instrument_at_one_bed_says_nothing_of_the_other(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with watched_plant(database, installed=False) as plant:
        plant.tell(installation(bed=2))
        plant.at("2026-03-02 01:00")
        assert roll_up_due(plant.office) == RolledUp(recorded=1)
        assert (plant.days(BED_1), plant.days(BED_2)) == ([], [FIRST])


def test_days_before_the_installation_and_after_the_removal_are_nobodys(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-02 12:00")
    plant.tell(RemoveDevice(occurred("2026-03-02 11:00"), "报废"))
    plant.at("2026-03-05 01:00")
    roll_up_due(plant.office)
    assert plant.days(BED_1) == [FIRST, SECOND]


def test_a_replaced_instrument_counts_with_the_limit_it_had(plant: WatchedPlant) -> None:
    plant.at("2026-03-01 13:00")
    plant.read("2026-03-01 09:00", hours=3, inlet=2.0)
    plant.tell(ReplaceDevice(occurred("2026-03-01 12:00"), "另一厂", "S-2", 10.0, 1000.0))
    plant.at("2026-03-02 01:00")
    plant.read("2026-03-01 12:00", hours=12, inlet=2.0)
    roll_up_due(plant.office)
    told = plant.course(BED_1).days[FIRST]
    assert told.inlet is not None
    # 72 readings of the afternoon lie below the new limit of 10 mg/m³, and count 5.
    assert (told.inlet.readings, told.inlet.below_detection) == (90, 72)
    assert (told.inlet.peak_hour_mg_per_m3, told.detection_mg_per_m3) == (5.0, 10.0)
