"""What every `AlertDesk` keeps to: in memory, and in SQL on each engine."""

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.sql.alert_desk import AlertDeskInSql
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from application.ports.alert_desk import AlertDesk, Outgoing, Stage, Wanted
from domain.access import Scope
from domain.occurred import SHANGHAI
from tests.alert_desk import AlertDeskInMemory
from tests.slates import Slate

NOON = datetime(2026, 11, 30, 12, tzinfo=SHANGHAI)
LATER = NOON + timedelta(hours=1)


def message(identity: str = "1", **more: object) -> Outgoing:
    told = Outgoing(
        identity,
        "TADF100001-1-2",
        "91330411MAW7DF1000",
        "330411105",
        1,
        "yellow",
        "enterprise",
        "91330411MAW7DF1000",
        0,
        "文",
        NOON,
    )
    return replace(told, **more)  # pyright: ignore[reportArgumentType] - a test knows the fields


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[AlertDesk]:
    if request.param == "memory":
        yield AlertDeskInMemory()
        return
    if request.param == "sqlite":
        yield from _in_sql(f"sqlite:///{tmp_path / 'alerts.db'}")
        return
    slate: Slate = request.getfixturevalue("slate")
    with slate.clean() as url:
        yield from _in_sql(url)


def _in_sql(url: str) -> Generator[AlertDesk]:
    engine = open_engine(url)
    migrate(engine)
    desk = AlertDeskInSql(engine)
    yield desk
    desk.leave()
    engine.dispose()


def test_a_place_only_goes_on(desk: AlertDesk) -> None:
    assert desk.place() == 0
    for place in (5, 3, 9):
        desk.move(place)
    assert desk.place() == 9


def test_a_charge_is_looked_at_when_its_time_has_come(desk: AlertDesk) -> None:
    desk.look_at("A1-1-1", LATER)
    desk.look_at("B1-1-1", NOON)
    assert desk.to_look_at(NOON) == ["B1-1-1"]
    assert desk.to_look_at(LATER) == ["B1-1-1", "A1-1-1"]
    desk.look_at("B1-1-1", LATER)
    desk.look_at("A1-1-1", None)
    assert desk.to_look_at(NOON) == []
    desk.look_at_all(NOON)
    assert desk.to_look_at(NOON) == ["B1-1-1"]


def test_a_message_is_kept_as_it_is(desk: AlertDesk) -> None:
    assert desk.message("1") is None
    told = message(stage=Stage.HELD, due=LATER, changed_at=NOON, day="2026-12-03", tries=2)
    desk.save(told)
    assert desk.message("1") == told
    desk.save(replace(told, stage=Stage.SENT, due=None))
    assert desk.message("1") == replace(told, stage=Stage.SENT, due=None)


def test_what_is_reported_stays_whatever_is_saved(desk: AlertDesk) -> None:
    assert not desk.report("1", "delivered", NOON)
    desk.save(message())
    assert desk.report("1", "delivered", NOON)
    assert desk.report("1", "delivered", NOON)
    desk.save(message(stage=Stage.SENT))
    kept = desk.message("1")
    assert kept is not None
    assert (kept.stage, kept.receipt) == (Stage.SENT, "delivered")


def test_one_begins_to_hand_a_message_over_and_nobody_else(desk: AlertDesk) -> None:
    trying = message(stage=Stage.TRYING, tries=1)
    assert desk.begin(trying)
    assert not desk.begin(trying)
    desk.save(replace(trying, stage=Stage.FAILED))
    assert not desk.begin(trying)
    assert desk.begin(replace(trying, tries=2))
    desk.save(replace(trying, stage=Stage.SENT, tries=2))
    assert not desk.begin(replace(trying, tries=3))


def test_messages_are_found_by_stage_in_order_of_their_making(desk: AlertDesk) -> None:
    desk.save(message("1", stage=Stage.HELD, made_at=LATER))
    desk.save(message("2", stage=Stage.FAILED))
    desk.save(message("3", stage=Stage.SENT))
    desk.save(message("4", stage=Stage.HELD, charge="B1-1-1"))
    found = desk.in_stage(Stage.HELD, Stage.FAILED)
    assert [each.id for each in found] == ["2", "4", "1"]
    assert [each.id for each in desk.in_stage(Stage.HELD, charge="B1-1-1")] == ["4"]
    assert desk.counts()[Stage.HELD] == 2
    assert desk.counts()[Stage.LAPSED] == 0


def test_reminders_wait_for_their_time(desk: AlertDesk) -> None:
    desk.save(message("1", matter="reminder"))
    desk.save(message("2", matter="reminder", stage=Stage.HELD, due=LATER))
    desk.save(message("3", matter="reminder", stage=Stage.SENT))
    desk.save(message("4"))
    assert [each.id for each in desk.waiting(NOON, "reminder")] == ["1"]
    assert [each.id for each in desk.waiting(LATER, "reminder")] == ["1", "2"]


def test_what_was_not_taken_is_due_again_when_a_contact_is_named(desk: AlertDesk) -> None:
    for number, stage in enumerate(Stage):
        desk.save(message(str(number), stage=stage, due=LATER))
    desk.look_at_all(NOON)
    due = {each.stage for each in desk.outbox(Wanted()) if each.due == NOON}
    assert due == {Stage.UNDELIVERABLE, Stage.REFUSED, Stage.FAILED}


def test_what_a_number_was_sent_is_counted(desk: AlertDesk) -> None:
    for number, stage in enumerate(Stage):
        desk.save(message(str(number), stage=stage, number="n", changed_at=NOON))
    desk.save(message("x", stage=Stage.SENT, number="other", changed_at=NOON))
    assert desk.sent_to("n", NOON) == 3
    assert desk.sent_to("n", LATER) == 0


def test_the_outbox_is_seen_as_far_as_it_may_be(desk: AlertDesk) -> None:
    desk.save(message("1"))
    desk.save(message("2", enterprise="another", town="330411001", stage=Stage.SENT))
    desk.save(message("3", charge="B1-1-1"))

    def ids(wanted: Wanted, after: str = "", limit: int = 10) -> list[str]:
        return [each.id for each in desk.outbox(wanted, after, limit)]

    assert ids(Wanted()) == ["1", "2", "3"]
    assert ids(Wanted(), "1", 1) == ["2"]
    assert ids(Wanted(enterprise="another")) == ["2"]
    assert ids(Wanted(stage=Stage.SENT)) == ["2"]
    assert ids(Wanted(charge="B1-1-1")) == ["3"]
    assert ids(Wanted(scope=Scope(towns=frozenset({"330411105"})))) == ["1", "3"]
    both = Scope(enterprises=frozenset({"another"}), towns=frozenset({"330411105"}))
    assert ids(Wanted(scope=both)) == ["1", "2", "3"]
    assert ids(Wanted(scope=Scope())) == []


def test_one_sends_and_the_other_waits(database: str) -> None:
    first, second = open_engine(database), open_engine(database)
    migrate(first)
    one, other = AlertDeskInSql(first), AlertDeskInSql(second)
    assert one.is_ours()
    assert one.is_ours()
    assert not other.is_ours()
    one.leave()
    assert other.is_ours()
    other.leave()
    first.dispose()
    second.dispose()
