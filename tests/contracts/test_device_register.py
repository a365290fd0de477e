"""What every `DeviceRegister` keeps to, on each engine."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sql.views.devices import DevicesInSql
from application.ports.device_register import DeviceEntry, DeviceRegister, Standing
from application.viewpoint import Viewpoint
from domain.access import NOTHING, Scope
from domain.device import (
    FallSilent,
    HearAgain,
    IssueDeviceKey,
    RemoveDevice,
    ReplaceDevice,
    RevokeDeviceKey,
)
from domain.identifiers import DeviceId
from domain.key import KeyDigest
from tests.watched_plant import (
    FIRM,
    MORNING,
    PID,
    PLANT,
    TOWN,
    WatchedPlant,
    installation,
    occurred,
    watched_plant,
)

OTHER = DeviceId("PID-2")
NEW = DeviceEntry(
    "PID-1",
    FIRM,
    PLANT,
    None,
    "示例仪器",
    "S-1",
    ("inlet_mg_per_m3", "airflow_m3_per_h"),
    600,
    0.5,
    2000.0,
    MORNING,
    MORNING,
    None,
    None,
    None,
    None,
)


@pytest.fixture
def plant(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[WatchedPlant]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with watched_plant(database) as opened:
        yield opened


def seen(
    plant: WatchedPlant, as_of: str | None = None, scope: Scope | None = None
) -> tuple[DeviceRegister, Viewpoint]:
    plant.office.catch_up()
    at = plant.office.viewpoint(as_of)
    register = plant.office.devices
    assert isinstance(register, DevicesInSql)
    return register, at if scope is None else replace(at, scope=scope)


def entry(plant: WatchedPlant, as_of: str | None = None) -> DeviceEntry:
    register, at = seen(plant, as_of)
    found = register.device(PID, at)
    assert found is not None
    return found


def test_an_instrument_is_known_from_its_installation_on(plant: WatchedPlant) -> None:
    assert entry(plant) == NEW
    assert entry(plant).standing is Standing.IN_SERVICE
    register, before = seen(plant, "2026-03-01T08:59:00+08:00")
    assert (register.device(PID, before), register.devices(before)) == (None, [])
    assert register.device("NOBODY", before) is None


def test_its_life_is_told_as_it_was_at_each_time(plant: WatchedPlant) -> None:
    plant.tell(IssueDeviceKey(occurred("2026-03-02 09:00"), KeyDigest("a" * 64)))
    plant.tell(FallSilent(occurred("2026-03-03 09:00"), occurred("2026-03-02 09:00")))
    plant.tell(HearAgain(occurred("2026-03-04 09:00")))
    plant.tell(RevokeDeviceKey(occurred("2026-03-05 09:00"), "遗失"))
    plant.tell(IssueDeviceKey(occurred("2026-03-06 09:00"), KeyDigest("b" * 64)))
    plant.tell(ReplaceDevice(occurred("2026-03-07 09:00"), "另一厂", "S-2", 1.0, 1000.0))
    plant.tell(RemoveDevice(occurred("2026-03-08 09:00"), "报废"))
    plant.at("2026-03-09 09:00")
    keyed = replace(NEW, key_issued=occurred("2026-03-02 09:00"))
    assert entry(plant, "2026-03-02") == keyed
    silent = entry(plant, "2026-03-03")
    assert silent == replace(
        keyed,
        silent_since=occurred("2026-03-03 09:00"),
        last_reading=occurred("2026-03-02 09:00"),
    )
    assert silent.standing is Standing.SILENT
    assert entry(plant, "2026-03-04") == keyed
    assert entry(plant, "2026-03-05") == NEW
    other = replace(
        NEW,
        maker="另一厂",
        serial="S-2",
        detection_mg_per_m3=1.0,
        range_mg_per_m3=1000.0,
        placed=occurred("2026-03-07 09:00"),
    )
    assert entry(plant, "2026-03-07") == other
    assert entry(plant) == replace(other, removed=occurred("2026-03-08 09:00"))
    assert entry(plant).standing is Standing.REMOVED


def test_they_are_listed_by_number_plant_enterprise_and_standing(plant: WatchedPlant) -> None:
    plant.tell(installation(bed=2), OTHER)
    plant.tell(FallSilent(occurred("2026-03-02 09:00"), None), OTHER)
    plant.clock.turn_to(plant.clock.now() + timedelta(days=3))
    register, at = seen(plant)

    def numbers(**asked: object) -> list[str]:
        return [each.device for each in register.devices(at, **asked)]  # pyright: ignore[reportArgumentType] - a table of cases

    assert numbers() == ["PID-1", "PID-2"]
    assert numbers(after="PID-1") == ["PID-2"]
    assert numbers(limit=1) == ["PID-1"]
    assert numbers(adsorber=PLANT, enterprise=FIRM) == ["PID-1", "PID-2"]
    assert numbers(adsorber="TADF999999") == numbers(enterprise="91330411MAW7DF1000") == []
    assert numbers(standing=Standing.SILENT) == ["PID-2"]
    assert numbers(standing=Standing.IN_SERVICE) == ["PID-1"]
    assert numbers(standing=Standing.REMOVED) == []


def test_what_a_scope_does_not_cover_is_not_there(plant: WatchedPlant) -> None:
    for scope, visible in (
        (Scope(enterprises=frozenset({FIRM})), True),
        (Scope(towns=frozenset({TOWN})), True),
        (Scope(enterprises=frozenset({"91330411MAW7DF1000"})), False),
        (NOTHING, False),
    ):
        register, at = seen(plant, scope=scope)
        assert (register.device(PID, at) is not None) is visible
        assert bool(register.devices(at)) is visible
