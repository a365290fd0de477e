"""What treats the exhaust, from installation to removal."""

from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.unit import (
    UNIT,
    InstallUnit,
    RemovedBeforeInstalled,
    RemoveUnit,
    UnitAlreadyInstalled,
    UnitInstalled,
    UnitKind,
    UnitNotInstalled,
    UnitRemoved,
)
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
MONDAY = Occurred("2022-01-03")
TUESDAY = Occurred("2022-01-04")

install = InstallUnit(MONDAY, FIRM, UnitKind.PHOTOCATALYSIS, low_efficiency=True)
installed = UnitInstalled(MONDAY, FIRM, UnitKind.PHOTOCATALYSIS, low_efficiency=True)
removed = UnitRemoved(TUESDAY)

unit = Given(UNIT)


def test_a_unit_is_installed() -> None:
    unit.when(install).then(installed)


def test_a_unit_is_installed_once() -> None:
    unit.given(installed).when(install).then_refused(UnitAlreadyInstalled, since=MONDAY)


def test_the_number_of_a_removed_unit_is_not_used_again() -> None:
    unit.given(installed, removed).when(install).then_refused(UnitAlreadyInstalled, since=TUESDAY)


def test_an_installed_unit_is_removed() -> None:
    unit.given(installed).when(RemoveUnit(TUESDAY)).then(removed)


def test_a_unit_may_be_removed_on_the_day_it_was_installed() -> None:
    unit.given(installed).when(RemoveUnit(MONDAY)).then(UnitRemoved(MONDAY))


def test_a_unit_that_is_not_there_is_not_removed() -> None:
    unit.when(RemoveUnit(TUESDAY)).then_refused(UnitNotInstalled)
    unit.given(installed, removed).when(RemoveUnit(TUESDAY)).then_refused(UnitNotInstalled)


def test_a_unit_is_not_removed_before_it_was_installed() -> None:
    unit.given(UnitInstalled(TUESDAY, FIRM, UnitKind.PLASMA, low_efficiency=True)).when(
        RemoveUnit(MONDAY)
    ).then_refused(RemovedBeforeInstalled, installed=TUESDAY, removed=MONDAY)
