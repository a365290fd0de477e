"""What becomes of a message: held, capped, not taken, in doubt; and reminders, on both engines."""

from collections.abc import Generator
from datetime import datetime, timedelta

import pytest

from application.act import only
from application.ports.alert_desk import Stage
from application.ports.messenger import Outcome
from domain.alert import (
    AlertNotified,
)
from domain.code import Code
from domain.enterprise import ENTERPRISE, ChangeContacts
from domain.identifiers import ChargeId
from domain.occurred import SHANGHAI
from domain.personal import Contact
from domain.reminder import ReminderGiven
from tests.alarmed import (
    CHARGE_ID,
    DISTRICTS_PHONE,
    DUE,
    FIRE,
    FIRM,
    FIRMS_PHONE,
    TOWN,
    TOWNS_PHONE,
    Alarmed,
    alarmed,
    start_charge,
)
from tests.messengers import Pigeon

NIGHT = datetime(2026, 11, 30, 23, tzinfo=SHANGHAI)


@pytest.fixture
def pigeon() -> Pigeon:
    return Pigeon()


@pytest.fixture
def firm(database: str, pigeon: Pigeon) -> Generator[Alarmed]:
    with alarmed(database, pigeon) as opened:
        yield opened


def test_nobody_is_woken_for_less(database: str, pigeon: Pigeon) -> None:
    with alarmed(database, pigeon, NIGHT) as firm:
        firm.becomes(Code.YELLOW)
        firm.work()
        assert firm.stages() == [("enterprise", Stage.HELD)]
        firm.later(hours=7, minutes=59)
        assert pigeon.heard == []
        firm.later(minutes=1)
        assert pigeon.told() == [("yellow", FIRMS_PHONE)]


def test_what_was_held_and_is_over_in_the_morning_is_never_told(
    database: str, pigeon: Pigeon
) -> None:
    with alarmed(database, pigeon, NIGHT) as firm:
        firm.becomes(Code.YELLOW)
        firm.work()
        firm.becomes(Code.GREEN)
        firm.later(hours=10)
        assert pigeon.heard == []


def test_without_a_contact_it_stands_in_the_outbox_until_there_is_one(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    nameless = firm.office.vault.seal(FIRM, "李工")
    firm.perform(only(ENTERPRISE, FIRM, ChangeContacts(firm.now(), Contact(nameless))))
    firm.becomes(Code.YELLOW)
    firm.work()
    assert firm.stages() == [("enterprise", Stage.UNDELIVERABLE)]
    firm.calls("13900000000")
    firm.work()
    assert pigeon.told() == [("yellow", "13900000000")]


def test_a_number_gets_so_many_a_day_and_the_rest_the_next_day(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    charges = [ChargeId(f"TADF20000{n}-1-1") for n in range(12)]
    for charge in charges:
        start_charge(firm, charge)
        firm.becomes(Code.YELLOW, charge=charge)
    firm.work()
    assert len(pigeon.heard) == 10
    assert [stage for _, stage in firm.stages()].count(Stage.CAPPED) == 2
    firm.becomes(Code.ORANGE, FIRE, charge=charges[0])
    firm.work()
    assert len(pigeon.heard) == 13
    firm.later(hours=19)
    assert {message.id for message in firm.outbox() if message.stage is not Stage.LAPSED} <= {
        message.id for message in pigeon.heard
    }


def test_what_is_not_taken_is_tried_again_until_it_is(firm: Alarmed, pigeon: Pigeon) -> None:
    pigeon.away = True
    firm.becomes(Code.RED)
    firm.work()
    assert {stage for _, stage in firm.stages()} == {Stage.FAILED}
    for _ in range(60):
        firm.later(minutes=1)
    assert pigeon.heard == []
    pigeon.away = False
    firm.later(minutes=11)
    assert sorted(pigeon.told()) == [
        ("red", FIRMS_PHONE),
        ("red", TOWNS_PHONE),
        ("red", DISTRICTS_PHONE),
    ]


def test_a_message_in_doubt_is_asked_for_and_not_sent_twice(firm: Alarmed, pigeon: Pigeon) -> None:
    pigeon.answers = [Outcome.IN_DOUBT]
    firm.becomes(Code.YELLOW)
    firm.work()
    firm.later(hours=1)
    assert len(pigeon.heard) == 1
    assert firm.stages() == [("enterprise", Stage.SENT)]


def test_a_message_in_doubt_that_was_not_taken_is_sent_again(firm: Alarmed, pigeon: Pigeon) -> None:
    pigeon.answers, pigeon.takes_in_doubt = [Outcome.IN_DOUBT], False
    firm.becomes(Code.YELLOW)
    firm.work()
    assert pigeon.heard == []
    firm.later(minutes=1)
    assert len(pigeon.heard) == 1


def test_where_nobody_keeps_an_account_doubt_stands_until_the_next_day(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    pigeon.accounts, pigeon.answers = False, [Outcome.IN_DOUBT]
    firm.becomes(Code.YELLOW)
    firm.work()
    firm.later(hours=23)
    assert firm.stages() == [("enterprise", Stage.IN_DOUBT)]
    assert len(pigeon.heard) == 1
    firm.later(hours=1)
    assert len(pigeon.heard) == 2
    facts = [each.fact for each in firm.office.log.facts(f"alert:{CHARGE_ID}")]
    told = [fact.certain for fact in facts if isinstance(fact, AlertNotified)]
    assert told == [False, True]


def test_a_wrong_number_is_tried_again_when_another_is_named(firm: Alarmed, pigeon: Pigeon) -> None:
    pigeon.answers = [Outcome.REFUSED]
    firm.becomes(Code.YELLOW)
    firm.work()
    firm.later(hours=2)
    assert firm.stages() == [("enterprise", Stage.REFUSED)]
    firm.calls("13900000000")
    firm.work()
    assert pigeon.told() == [("yellow", "13900000000")]


def test_the_firm_is_reminded_fourteen_seven_and_three_days_before_it_turns_yellow(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    # Filled on 1 September: four fifths of the time until the date are over on 16 December.
    firm.becomes(Code.GREEN)
    for _ in range(20):
        firm.is_due("2027-01-11")
        firm.work()
        firm.clock.stands_at += timedelta(days=1)
    facts = [each.fact for each in firm.office.log.facts(f"reminder:{CHARGE_ID}")]
    given = [(fact.ahead_days, fact.occurred.day.day) for fact in facts]
    assert all(isinstance(fact, ReminderGiven) for fact in facts)
    assert given == [(14, 2), (7, 9), (3, 13)]
    assert [template for template, _ in pigeon.told()] == ["reminder"] * 3


def test_who_is_warned_is_not_reminded(firm: Alarmed, pigeon: Pigeon) -> None:
    firm.becomes(Code.YELLOW)
    firm.is_due("2026-12-03")
    firm.work()
    assert [template for template, _ in pigeon.told()] == ["yellow"]


def test_a_reminder_that_waited_for_the_morning_lapses_with_a_warning(
    database: str, pigeon: Pigeon
) -> None:
    with alarmed(database, pigeon, NIGHT) as firm:
        firm.becomes(Code.GREEN)
        firm.is_due("2026-12-26")
        firm.work()
        assert firm.stages() == [("enterprise", Stage.HELD)]
        firm.becomes(Code.YELLOW, DUE[Code.YELLOW])
        firm.later(hours=9)
        assert [template for template, _ in pigeon.told()] == ["yellow"]


def test_following_again_from_the_beginning_changes_nothing(firm: Alarmed, pigeon: Pigeon) -> None:
    for code in (Code.YELLOW, Code.ORANGE, Code.GREEN):
        firm.becomes(code)
        firm.later(hours=1)
    head, heard = firm.office.log.head(), len(pigeon.heard)
    for recorded in firm.office.log.page(0, 1000):
        firm.alerting._act_on(recorded)  # pyright: ignore[reportPrivateUsage] - as after a crash
    firm.work()
    assert (firm.office.log.head(), len(pigeon.heard)) == (head, heard)
    assert TOWN in {message.party_id for message in firm.outbox()}
