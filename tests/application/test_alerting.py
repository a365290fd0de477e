"""Who is told what of an alert, when, and how often: over days, and on both engines."""

from collections.abc import Generator
from datetime import datetime

import pytest

from domain.alert import (
    AlertAcknowledged,
    AlertEscalated,
    AlertNotified,
    AlertRaised,
    Over,
    PartyKind,
    Raised,
    Resolution,
)
from domain.code import Code
from domain.occurred import SHANGHAI
from tests.alarmed import (
    CHARGE_ID,
    DELAY,
    DISTRICTS_PHONE,
    FIRE,
    FIRMS_PHONE,
    SILENT,
    TOWNS_PHONE,
    Alarmed,
    alarmed,
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


def test_yellow_is_told_to_the_enterprise_alone(firm: Alarmed, pigeon: Pigeon) -> None:
    firm.becomes(Code.YELLOW)
    firm.work()
    assert pigeon.told() == [("yellow", FIRMS_PHONE)]


def test_each_level_tells_one_more_and_the_former_level_is_not_told_again(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    for code in (Code.YELLOW, Code.ORANGE, Code.RED):
        firm.becomes(code)
        firm.later(hours=1)
    assert pigeon.told() == [
        ("yellow", FIRMS_PHONE),
        ("orange", FIRMS_PHONE),
        ("orange", TOWNS_PHONE),
        ("red", FIRMS_PHONE),
        ("red", TOWNS_PHONE),
        ("red", DISTRICTS_PHONE),
    ]
    facts = [each.fact for each in firm.office.log.facts(f"alert:{CHARGE_ID}")]
    assert isinstance(facts[0], AlertRaised)
    assert isinstance(facts[1], AlertNotified)
    assert sum(isinstance(fact, AlertEscalated) for fact in facts) == 2


def test_a_level_that_is_come_back_to_is_told_once_in_an_episode(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    for code in (Code.YELLOW, Code.ORANGE, Code.YELLOW, Code.ORANGE):
        firm.becomes(code)
        firm.later(minutes=10)
    assert len(pigeon.heard) == 3


def test_what_is_not_acknowledged_is_told_again_every_day(firm: Alarmed, pigeon: Pigeon) -> None:
    firm.becomes(Code.YELLOW)
    firm.work()
    firm.later(hours=23)
    assert len(pigeon.heard) == 1
    firm.later(hours=1)
    firm.later(hours=24)
    assert len({message.id for message in pigeon.heard}) == 3


def test_who_acknowledges_is_not_told_again_until_it_is_worse(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    firm.becomes(Code.YELLOW)
    firm.work()
    firm.acknowledges()
    firm.later(days=3)
    assert len(pigeon.heard) == 1
    firm.becomes(Code.ORANGE)
    firm.work()
    firm.later(days=1)
    assert len(pigeon.heard) == 5
    facts = [each.fact for each in firm.office.log.facts(f"alert:{CHARGE_ID}")]
    assert sum(isinstance(fact, AlertAcknowledged) for fact in facts) == 1


def test_recovery_is_told_once_to_all_who_were_told(firm: Alarmed, pigeon: Pigeon) -> None:
    firm.becomes(Code.ORANGE)
    firm.work()
    firm.becomes(Code.GREEN)
    firm.work()
    firm.later(days=5)
    assert sorted(pigeon.told()[2:]) == [("recovered", FIRMS_PHONE), ("recovered", TOWNS_PHONE)]


def test_a_swap_ends_an_episode_and_the_next_one_is_another(firm: Alarmed) -> None:
    firm.becomes(Code.RED)
    firm.work()
    firm.is_swapped()
    firm.work()
    state = firm.state()
    assert isinstance(state, Over)
    assert state.resolved.why is Resolution.SWAP


def test_readings_that_come_again_are_why_it_is_over(firm: Alarmed) -> None:
    firm.becomes(Code.YELLOW, SILENT)
    firm.work()
    firm.becomes(Code.GREEN)
    firm.work()
    state = firm.state()
    assert isinstance(state, Over)
    assert state.resolved.why is Resolution.DATA_RETURNED


def test_an_alert_that_was_over_before_anybody_was_told_is_told_to_nobody(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    firm.becomes(Code.RED)
    firm.becomes(Code.GREEN)
    firm.work()
    firm.later(days=2)
    assert pigeon.heard == []


def test_a_new_episode_is_told_like_the_first(firm: Alarmed, pigeon: Pigeon) -> None:
    for code in (Code.YELLOW, Code.GREEN, Code.YELLOW):
        firm.becomes(code)
        firm.later(hours=1)
    assert [template for template, _ in pigeon.told()] == ["yellow", "recovered", "yellow"]
    assert isinstance(firm.state(), Raised)


def test_a_delay_of_the_scheme_is_told_to_the_regenerator_and_the_district(
    firm: Alarmed, pigeon: Pigeon
) -> None:
    firm.names(PartyKind.REGENERATOR, "13800000004", "嘉善再生中心（演示）")
    firm.becomes(Code.ORANGE, DELAY)
    firm.work()
    assert pigeon.told() == [("delayed", "13800000004"), ("delayed", DISTRICTS_PHONE)]
    firm.becomes(Code.ORANGE)
    firm.work()
    assert pigeon.told()[2:] == [("orange", FIRMS_PHONE), ("orange", TOWNS_PHONE)]


def test_a_fire_is_told_to_all_at_once_at_night(database: str, pigeon: Pigeon) -> None:
    with alarmed(database, pigeon, NIGHT) as firm:
        firm.becomes(Code.ORANGE, FIRE)
        firm.work()
        phones = [phone for _, phone in pigeon.told()]
        assert phones == [FIRMS_PHONE, TOWNS_PHONE, DISTRICTS_PHONE]
