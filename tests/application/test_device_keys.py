"""An instrument is recognised by its key for as long as it is in service and has that key."""

from collections.abc import Generator
from datetime import datetime
from hmac import compare_digest
from itertools import count
from pathlib import Path

import pytest

from adapters.clock import StandingClock
from adapters.wiring import open_office
from application import device_keys
from application.act import only
from application.device_keys import FreshDeviceKey, fresh, recognise
from application.keys import NotRecognised, Trouble, without_keys
from application.office import Office, request
from domain.device import (
    DEVICE,
    Command,
    InstallDevice,
    IssueDeviceKey,
    RemoveDevice,
    ReplaceDevice,
    RevokeDeviceKey,
)
from domain.identifiers import AdsorberId, CreditCode, DeviceId
from domain.occurred import SHANGHAI, Occurred
from domain.reading import Quantity

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
MORNING = Occurred("2026-03-02T08:00:00+08:00")
NOON = Occurred("2026-03-02T12:00:00+08:00")
PID = DeviceId("PID_01-A")
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_number = count()

install = InstallDevice(
    MORNING,
    CreditCode("91130200699229617X"),
    AdsorberId("TADF100001"),
    1,
    "示例仪器",
    "S-1",
    (Quantity.INLET,),
    10,
    0.5,
    2000.0,
)


@pytest.fixture
def office(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=StandingClock(TODAY)) as opened:
        tell(opened, install)
        yield opened


def tell(office: Office, command: Command, device: DeviceId = PID) -> None:
    office.log.perform(only(DEVICE, device, command), request("tests", f"t{next(_number)}"))


def keyed(office: Office, seed: int = 1) -> FreshDeviceKey:
    key = fresh(PID, lambda length: bytes(range(seed, seed + length)))
    tell(office, IssueDeviceKey(NOON, key.digest))
    return key


def opens_nothing(office: Office, text: str) -> None:
    with pytest.raises(NotRecognised) as no:
        recognise(office.log, text)
    assert (no.value.trouble, no.value.caller) == (Trouble.UNKNOWN, None)


def test_a_key_names_its_instrument_and_ends_in_32_letters(office: Office) -> None:
    key = keyed(office)
    assert key.text == f"tgd_PID_01-A_{LETTERS[1:]}a"
    assert recognise(office.log, key.text) == PID


def test_what_is_kept_of_a_key_is_not_the_key(office: Office) -> None:
    key = keyed(office)
    secret = key.text.removeprefix("tgd_PID_01-A_")
    assert secret not in repr(key)
    assert all(secret not in repr(kept) for kept in office.log.page(0, 100))


def test_a_wrong_secret_another_instrument_and_nonsense_are_told_the_same(office: Office) -> None:
    key = keyed(office)
    for text in (
        key.text[:-1] + "b",
        key.text.replace("PID_01-A", "PID_02-A"),
        key.text + "a",
        key.text.upper(),
        f" {key.text}",
        f"{key.text}\n",
        "tgd__",
        "",
        "密钥",
    ):
        opens_nothing(office, text)


def test_unknown_removed_and_keyless_instruments_take_the_same_steps(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KEYLESS", "GONE"):
        tell(office, install, DeviceId(name))
    tell(office, RemoveDevice(NOON, "报废"), DeviceId("GONE"))
    compared: list[tuple[int, int]] = []

    def noted(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return compare_digest(one, other)

    monkeypatch.setattr(device_keys, "compare_digest", noted)
    for name in ("KEYLESS", "GONE", "NOBODY"):
        opens_nothing(office, f"tgd_{name}_{'b' * 32}")
    assert compared == [(64, 64)] * 3


def test_a_new_key_a_revoked_key_a_new_instrument_and_a_removal_each_close_the_former_one(
    office: Office,
) -> None:
    first = keyed(office)
    second = keyed(office, seed=2)
    opens_nothing(office, first.text)
    assert recognise(office.log, second.text) == PID
    tell(office, RevokeDeviceKey(NOON, "网关被盗"))
    opens_nothing(office, second.text)
    third = keyed(office, seed=3)
    tell(office, ReplaceDevice(NOON, "示例仪器", "S-2", 0.5, 2000.0))
    opens_nothing(office, third.text)
    fourth = keyed(office, seed=4)
    tell(office, RemoveDevice(NOON, "报废"))
    opens_nothing(office, fourth.text)


def test_a_key_in_a_text_that_is_kept_or_shown_is_made_unusable() -> None:
    key = fresh(PID, lambda length: bytes(length))
    assert without_keys(f"Bearer {key.text}; x") == "Bearer tgd_…; x"
