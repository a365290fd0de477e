"""The one door for readings."""

from collections.abc import Generator
from datetime import timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from adapters.clock import HandTurnedClock
from application.act import only
from application.intake import MOST_ROWS, Intake, RefusedRow, TooManyRows, Why
from application.ports.telemetry_store import TelemetryStore
from application.settings import DistrictSettings
from domain.device import DEVICE as LIFE
from domain.device import (
    Command,
    InstallDevice,
    RemoveDevice,
    ReplaceDevice,
    UnknownDevice,
)
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import Occurred
from domain.reading import Quality, Quantity, Readings
from tests.logbook import Office, asked, open_office
from tests.readings import DEVICE, MIDNIGHT, Line, at_s, outlet, readings
from tests.telemetry_in_memory import TelemetryInMemory

INSTALLED = MIDNIGHT - timedelta(days=30)
NOON = MIDNIGHT + timedelta(hours=12)
NOON_S = 12 * 3600
ENTERPRISE = CreditCode("91330411CN2GER7Y20")
INSTALL = InstallDevice(
    Occurred.at(INSTALLED),
    ENTERPRISE,
    AdsorberId("TADF100001"),
    None,
    "P-300",
    "SN1",
    (Quantity.INLET, Quantity.OUTLET),
    10,
    0.5,
    2000.0,
)


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    with open_office(f"sqlite:///{tmp_path}/books.db") as office:
        yield office


@pytest.fixture
def store() -> TelemetryStore:
    return TelemetryInMemory()


@pytest.fixture
def intake(office: Office, store: TelemetryStore) -> Intake:
    do(office, INSTALL)
    return Intake(office.log, store, HandTurnedClock(NOON))


def do(office: Office, command: Command) -> None:
    office.log.perform(only(LIFE, DEVICE, command), asked(type(command).__name__))


def test_a_batch_is_taken_in(intake: Intake, store: TelemetryStore) -> None:
    taken = intake.take(outlet((0, 0.0), (10, 5.0)))
    assert (taken.new, taken.repeated, taken.late, taken.refused) == (2, 0, 0, [])
    assert taken.received_at == NOON
    kept = store.read(DEVICE, at_s(0), at_s(20))
    assert kept.quality.tolist() == [int(Quality.OUTLET_BELOW), 0]


def test_what_the_sender_says_of_quality_is_not_believed(
    intake: Intake, store: TelemetryStore
) -> None:
    batch = outlet((0, 5.0))
    said = np.array([int(Quality.IMPOSSIBLE)])
    intake.take(Readings(DEVICE, batch.at_ms, batch.counter, batch.values, said))
    assert store.read(DEVICE, at_s(0), at_s(1)).quality.tolist() == [0]


def test_rows_that_are_refused_are_named_in_order_with_their_reason(intake: Intake) -> None:
    intake.take(outlet((0, 1.0)))
    humid: Line = (at_s(10), -1, {Quantity.HUMIDITY: 50.0})
    batch = readings(
        (at_s(0), -1, {Quantity.OUTLET: 2.0}),
        humid,
        (at_s(20), -1, {}),
        (at_s(30), -1, {Quantity.OUTLET: 1.0}),
        (at_s(30), -1, {Quantity.OUTLET: 3.0}),
        (at_s(0), -1, {Quantity.OUTLET: 1.0}),
        (at_s(NOON_S + 301), -1, {Quantity.OUTLET: 1.0}),
        (at_s(-31 * 86_400), -1, {Quantity.OUTLET: 1.0}),
        (at_s(-4000 * 86_400), -1, {Quantity.OUTLET: 1.0}),
    )
    taken = intake.take(batch)
    assert (taken.new, taken.repeated) == (1, 1)
    assert taken.refused == [
        RefusedRow(0, Why.CONTRADICTORY),
        RefusedRow(1, Why.NOT_MEASURED),
        RefusedRow(2, Why.EMPTY),
        RefusedRow(4, Why.CONTRADICTORY),
        RefusedRow(6, Why.FUTURE),
        RefusedRow(7, Why.BEFORE_INSTALLATION),
        RefusedRow(8, Why.TOO_OLD),
    ]


def test_late_rows_are_taken_in_and_counted(intake: Intake) -> None:
    day = -86_400
    batch = outlet((NOON_S + day - 1, 1), (NOON_S + day, 2), (NOON_S + day - 20, 3))
    assert intake.take(batch).late == 2
    again = intake.take(batch)
    assert (again.new, again.repeated, again.late) == (0, 3, 0)


def test_of_a_day_of_which_means_are_kept_nothing_is_taken(
    office: Office, intake: Intake, store: TelemetryStore
) -> None:
    intake.take(outlet((0, 1.0)))
    for day in store.touched():
        store.rolled_up([day])
    kept = DistrictSettings(office.log).retention(Occurred.at(MIDNIGHT))
    store.shrink(at_s(800 * 86_400), kept)
    assert intake.take(outlet((-86_400, 1), (0, 1))).refused == [RefusedRow(1, Why.SAMPLED)]


def test_a_replaced_instrument_has_limits_of_its_own(
    office: Office, intake: Intake, store: TelemetryStore
) -> None:
    replaced = Occurred.at(MIDNIGHT + timedelta(seconds=10))
    do(office, ReplaceDevice(replaced, "P-400", "SN2", 5.0, 20.0))
    intake.take(outlet((0, 1.0), (9, 30.0), (10, 1.0), (11, 30.0)))
    below, clipped = int(Quality.OUTLET_BELOW), int(Quality.CLIPPED)
    assert store.read(DEVICE, at_s(0), at_s(20)).quality.tolist() == [0, 0, below, clipped]


def test_a_device_that_is_not_known_or_was_removed_is_refused(
    office: Office, intake: Intake
) -> None:
    with pytest.raises(UnknownDevice):
        intake.take(outlet((0, 1), device="VOC-9999"))
    do(office, RemoveDevice(Occurred.at(NOON), "拆除"))
    with pytest.raises(UnknownDevice):
        intake.take(outlet((0, 1)))


def test_a_batch_has_a_limit(intake: Intake, store: TelemetryStore) -> None:
    full = [(n / 10, 1.0) for n in range(MOST_ROWS)]
    with pytest.raises(TooManyRows):
        intake.take(outlet(*full, (NOON_S, 1.0)))
    assert store.last([DEVICE]) == {}
    assert intake.take(outlet(*full)).new == MOST_ROWS


def test_an_empty_batch_is_nothing(intake: Intake) -> None:
    taken = intake.take(outlet())
    assert (taken.new, taken.repeated, taken.late, taken.refused) == (0, 0, 0, [])


@pytest.mark.parametrize("zone_h", [0, 8, -5])
def test_the_time_of_receipt_is_told_in_china(office: Office, zone_h: int) -> None:
    do(office, INSTALL)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=zone_h)))
    intake = Intake(office.log, TelemetryInMemory(), HandTurnedClock(elsewhere))
    assert intake.take(outlet((0, 1.0))).received_at.isoformat() == "2026-11-02T12:00:00+08:00"
