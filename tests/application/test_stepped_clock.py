"""The clock of the office is a day off, and is put right: nothing breaks, and it is known what
known-at then means."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.wiring import open_office
from application.act import only
from application.examination import examine
from application.office import Office, request
from domain.enterprise import ENTERPRISE, ChangeContacts, Contact, RegisterEnterprise
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import SHANGHAI, Occurred
from tests.district import FURNITURE, NEW_YEAR

NOON = datetime(2022, 11, 10, 12, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass
class SteppedClock:
    """A clock that somebody steps."""

    stands_at: datetime = NOON

    def now(self) -> datetime:
        """Tell the time it was set to."""
        return self.stands_at


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def office(
    database: str, clock: SteppedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=clock) as opened:
        yield opened


def _receive(office: Office, lot: str) -> int:
    receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
    position = office.log.perform(only(LOT, LotId(lot), receipt), request("tests", lot)).last
    office.catch_up()
    return position


def _contact(office: Office, name: str) -> Contact:
    return Contact(office.vault.seal(FURNITURE, name), None)


def _register(office: Office, name: str) -> None:
    command = RegisterEnterprise(NEW_YEAR, FURNITURE, None, "", "", None, _contact(office, name))
    office.log.perform(only(ENTERPRISE, FURNITURE, command), request("tests", None))
    office.catch_up()


def _change(office: Office, name: str) -> None:
    command = ChangeContacts(Occurred("2022-11-02"), _contact(office, name))
    office.log.perform(only(ENTERPRISE, FURNITURE, command), request("tests", None))
    office.catch_up()


def _lots(office: Office, known_at: datetime | None = None) -> list[str]:
    asked = None if known_at is None else known_at.isoformat()
    return [entry.lot for entry in office.registers.lots(office.viewpoint(known_at=asked))]


def _contact_known(office: Office, known_at: datetime) -> str | None:
    at = office.viewpoint(known_at=known_at.isoformat())
    entry = office.registers.enterprise(FURNITURE, at)
    return None if entry is None else office.show(entry.contact)


def _sound(office: Office) -> bool:
    at = office.viewpoint(known_at=(NOON + 10 * DAY).isoformat())
    return (
        office.followers.differences() == []
        and all(each.stopped is None and each.lag == 0 for each in office.followers.status())
        and office.ledger.totals(at).closing_difference_g == 0
        and office.ledger.unbalanced(at) == []
    )


@pytest.mark.parametrize("step", [-DAY, DAY], ids=["back", "forward"])
def test_a_stepped_clock_changes_neither_the_order_of_the_log_nor_what_the_views_say(
    office: Office, clock: SteppedClock, step: timedelta
) -> None:
    first = _receive(office, "XT1")
    clock.stands_at += step
    second = _receive(office, "XT2")
    clock.stands_at -= step
    third = _receive(office, "XT3")
    assert first < second < third
    assert [fact.position for fact in office.log.page(0, 10)] == [first, second, third]
    assert _sound(office)


@pytest.mark.parametrize("step", [-DAY, DAY], ids=["back", "forward"])
def test_a_repeated_command_gets_its_first_answer_whatever_the_clock_says(
    office: Office, clock: SteppedClock, step: timedelta
) -> None:
    first = _receive(office, "XT1")
    clock.stands_at += step
    assert _receive(office, "XT1") == first


def test_as_of_does_not_depend_on_the_clock_of_recording(
    office: Office, clock: SteppedClock
) -> None:
    _receive(office, "XT1")
    clock.stands_at -= DAY
    _receive(office, "XT2")
    clock.stands_at += DAY
    at = office.viewpoint(as_of="2022-11-01")
    assert [entry.lot for entry in office.registers.lots(at)] == ["XT1", "XT2"]


def test_what_was_recorded_by_a_fast_clock_is_seen_once_that_time_has_come(
    office: Office, clock: SteppedClock
) -> None:
    clock.stands_at = NOON + DAY
    _receive(office, "XT1")
    clock.stands_at = NOON
    _receive(office, "XT2")
    assert _lots(office) == ["XT2"]
    assert _lots(office, NOON + DAY) == ["XT1", "XT2"]
    clock.stands_at = NOON + DAY + MINUTE
    assert _lots(office) == ["XT1", "XT2"]
    assert _sound(office)


def test_the_doctor_says_what_cannot_be_seen_yet(office: Office, clock: SteppedClock) -> None:
    clock.stands_at = NOON + DAY
    _receive(office, "XT1")
    assert {light.name for light in examine(office) if not light.green} == set()
    clock.stands_at = NOON
    assert {light.name for light in examine(office) if not light.green} == {"clock"}


def test_known_at_between_takes_the_word_of_the_clock_that_recorded(
    office: Office, clock: SteppedClock
) -> None:
    _register(office, "林工")
    clock.stands_at = NOON - DAY
    _change(office, "杨工")
    # The change counts as known a day before what it changes was known.
    assert _contact_known(office, NOON - 2 * DAY) is None
    assert _contact_known(office, NOON - DAY) == "杨工"
    assert _contact_known(office, NOON) == "杨工"
    assert _sound(office)
