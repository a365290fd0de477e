"""Who may take spent carbon, and under which permit."""

from dataclasses import replace

from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.receiver import (
    RECEIVER,
    LicenceAlreadyRegistered,
    LicenceRegistered,
    Licensed,
    RegisterLicence,
)
from tests.given import Given

DAY = Occurred("2022-01-01")
UNTIL = Occurred("2024-12-31")
LATER = Occurred("2027-12-31")
CODE = CreditCode("911302307808371268")
CODES = ("900-039-49",)

register = RegisterLicence(DAY, CODE, "ZJ-330411-01", CODES, 5_000_000_000, UNTIL, None)
registered = LicenceRegistered(DAY, CODE, "ZJ-330411-01", CODES, 5_000_000_000, UNTIL, None)

receiver = Given(RECEIVER)


def test_a_permit_is_registered() -> None:
    receiver.when(register).then(registered)
    assert receiver.given(registered).state == Licensed("ZJ-330411-01", CODES, UNTIL)


def test_a_permit_is_registered_once() -> None:
    receiver.given(registered).when(register).then_refused(
        LicenceAlreadyRegistered, permit="ZJ-330411-01"
    )


def test_a_renewed_permit_has_another_date_or_number() -> None:
    receiver.given(registered).when(replace(register, valid_until=LATER)).then(
        replace(registered, valid_until=LATER)
    )
    receiver.given(registered).when(replace(register, permit="ZJ-330411-02")).then(
        replace(registered, permit="ZJ-330411-02")
    )
