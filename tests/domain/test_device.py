"""An instrument from its installation to its removal, with its keys and its silences."""

from dataclasses import replace

import pytest

from domain.device import (
    DEVICE,
    BadMeasuringRange,
    BadReadingInterval,
    BeforeInstallation,
    Command,
    DeviceAlreadyInstalled,
    DeviceFellSilent,
    DeviceHeardAgain,
    DeviceInstalled,
    DeviceKeyIssued,
    DeviceKeyRevoked,
    DeviceRemoved,
    DeviceReplaced,
    FallSilent,
    HearAgain,
    InService,
    InstallDevice,
    IssueDeviceKey,
    MeasuresNothing,
    NoDeviceKey,
    Removed,
    RemoveDevice,
    ReplaceDevice,
    RevokeDeviceKey,
    UnknownDevice,
)
from domain.identifiers import AdsorberId, CreditCode
from domain.key import KeyDigest
from domain.occurred import Occurred
from domain.reading import Quantity
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
PLANT = AdsorberId("TADF100001")
MARCH = Occurred("2026-03-01T09:00:00+08:00")
APRIL = Occurred("2026-04-01T09:00:00+08:00")
MAY = Occurred("2026-05-01T09:00:00+08:00")
KEY = KeyDigest("a" * 64)
OTHER_KEY = KeyDigest("b" * 64)
MEASURES = (Quantity.INLET, Quantity.AIRFLOW)

install = InstallDevice(MARCH, FIRM, PLANT, 1, "示例仪器", "S-1", MEASURES, 10, 0.5, 2000.0)
installed = DeviceInstalled(MARCH, FIRM, PLANT, 1, "示例仪器", "S-1", MEASURES, 10, 0.5, 2000.0)
replace_it = ReplaceDevice(APRIL, "另一厂", "S-2", 1.0, 1000.0)
replaced = DeviceReplaced(APRIL, "另一厂", "S-2", 1.0, 1000.0)
fell_silent = DeviceFellSilent(APRIL, MARCH)

device = Given(DEVICE)
in_service = device.given(installed)

EVERYTHING_ELSE: list[Command] = [
    replace_it,
    RemoveDevice(APRIL, "报废"),
    IssueDeviceKey(APRIL, KEY),
    RevokeDeviceKey(APRIL, "遗失"),
    FallSilent(APRIL, MARCH),
    HearAgain(APRIL),
]


def test_an_instrument_is_installed_once() -> None:
    device.when(install).then(installed)
    in_service.when(install).then_refused(DeviceAlreadyInstalled, since=MARCH)
    in_service.given(DeviceRemoved(APRIL, "报废")).when(install).then_refused(
        DeviceAlreadyInstalled, since=MARCH
    )


def test_what_it_measures_is_told_once_each_and_in_one_order() -> None:
    mixed = (Quantity.AIRFLOW, Quantity.INLET, Quantity.AIRFLOW)
    device.when(replace(install, measures=mixed)).then(installed)


def test_an_instrument_measures_something() -> None:
    device.when(replace(install, measures=())).then_refused(MeasuresNothing)


@pytest.mark.parametrize("interval_s", [0, 3601, -10])
def test_an_instrument_reads_once_in_a_second_to_an_hour(interval_s: int) -> None:
    device.when(replace(install, interval_s=interval_s)).then_refused(
        BadReadingInterval, interval_s=interval_s
    )


@pytest.mark.parametrize("limits", [(-0.1, 10.0), (10.0, 10.0), (11.0, 10.0), (0.0, 0.0)])
def test_the_range_of_a_voc_instrument_lies_above_its_limit(limits: tuple[float, float]) -> None:
    detection, end = limits
    wrong = replace(install, detection_mg_per_m3=detection, range_mg_per_m3=end)
    device.when(wrong).then_refused(
        BadMeasuringRange, detection_mg_per_m3=detection, range_mg_per_m3=end
    )
    swap = ReplaceDevice(APRIL, "另一厂", "S-2", detection, end)
    in_service.when(swap).then_refused(
        BadMeasuringRange, detection_mg_per_m3=detection, range_mg_per_m3=end
    )


def test_an_instrument_that_does_not_measure_voc_has_no_range_of_it() -> None:
    measures = (Quantity.AIRFLOW, Quantity.PRESSURE_DROP)
    meter = replace(install, measures=measures, detection_mg_per_m3=0.0, range_mg_per_m3=0.0)
    as_told = replace(installed, measures=measures, detection_mg_per_m3=0.0, range_mg_per_m3=0.0)
    device.when(meter).then(as_told)
    device.given(as_told).when(ReplaceDevice(APRIL, "另一厂", "S-2", 0.0, 0.0)).then(
        DeviceReplaced(APRIL, "另一厂", "S-2", 0.0, 0.0)
    )


@pytest.mark.parametrize("command", EVERYTHING_ELSE, ids=lambda one: type(one).__name__)
def test_what_is_not_in_service_takes_no_commands(command: Command) -> None:
    device.when(command).then_refused(UnknownDevice)
    in_service.given(DeviceRemoved(MARCH, "报废")).when(command).then_refused(UnknownDevice)


@pytest.mark.parametrize("command", EVERYTHING_ELSE, ids=lambda one: type(one).__name__)
def test_nothing_happens_to_it_before_it_was_installed(command: Command) -> None:
    before = Occurred("2026-02-28")
    in_service.when(replace(command, occurred=before)).then_refused(
        BeforeInstallation, installed=MARCH, time=before
    )


def test_another_instrument_in_its_place_has_its_own_limits_and_no_key_yet() -> None:
    keyed = in_service.given(DeviceKeyIssued(MARCH, KEY), fell_silent)
    keyed.when(replace_it).then(replaced)
    now = replace(
        installed, maker="另一厂", serial="S-2", detection_mg_per_m3=1.0, range_mg_per_m3=1000.0
    )
    assert keyed.given(replaced).state == InService(now, None, fell_silent)


def test_a_removed_instrument_is_gone_for_good() -> None:
    in_service.when(RemoveDevice(APRIL, "报废")).then(DeviceRemoved(APRIL, "报废"))
    assert in_service.given(DeviceRemoved(APRIL, "报废")).state == Removed(installed, APRIL)


def test_a_new_key_takes_the_place_of_the_former_one() -> None:
    in_service.when(IssueDeviceKey(APRIL, KEY)).then(DeviceKeyIssued(APRIL, KEY))
    keyed = in_service.given(DeviceKeyIssued(APRIL, KEY))
    keyed.when(IssueDeviceKey(MAY, KEY)).then_nothing()
    keyed.when(IssueDeviceKey(MAY, OTHER_KEY)).then(DeviceKeyIssued(MAY, OTHER_KEY))
    assert keyed.given(DeviceKeyIssued(MAY, OTHER_KEY)).state == InService(installed, OTHER_KEY)


def test_a_key_is_taken_back_where_there_is_one() -> None:
    in_service.when(RevokeDeviceKey(MAY, "遗失")).then_refused(NoDeviceKey)
    keyed = in_service.given(DeviceKeyIssued(APRIL, KEY))
    keyed.when(RevokeDeviceKey(MAY, "遗失")).then(DeviceKeyRevoked(MAY, "遗失"))
    revoked = keyed.given(DeviceKeyRevoked(MAY, "遗失"))
    revoked.when(RevokeDeviceKey(MAY, "遗失")).then_refused(NoDeviceKey)
    assert revoked.state == InService(installed)


def test_a_silence_is_told_once_and_ends_once() -> None:
    in_service.when(FallSilent(APRIL, None)).then(DeviceFellSilent(APRIL, None))
    silent = in_service.given(fell_silent)
    silent.when(FallSilent(MAY, MARCH)).then_nothing()
    silent.when(HearAgain(MAY)).then(DeviceHeardAgain(MAY))
    heard = silent.given(DeviceHeardAgain(MAY))
    heard.when(HearAgain(MAY)).then_nothing()
    heard.when(FallSilent(MAY, APRIL)).then(DeviceFellSilent(MAY, APRIL))
