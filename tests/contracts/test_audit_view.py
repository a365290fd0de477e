"""What every `AuditView` keeps to, on each engine."""

from collections.abc import Generator

import pytest

from application.act import only
from application.ports.audit_view import AuditView
from domain.lot import LOT, DrawFromLot, LotDrawn
from domain.occurred import Occurred
from domain.record import Provenance, Request
from tests.small_ledger import ADSORBER, FIRM, VIRGIN
from tests.view_desk import ViewDesk, at, one_round, open_view_desk

LATE, IN_TIME = Occurred("2022-11-27T17:59:00+08:00"), Occurred("2022-11-27T18:00:00+08:00")
LATE_DAY, DAY_IN_TIME = Occurred("2022-11-26"), Occurred("2022-11-27")


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def audit(desk: ViewDesk) -> AuditView:
    return desk.audit


def draw(desk: ViewDesk, when: Occurred, provenance: Provenance = Provenance.LIVE) -> None:
    act = only(LOT, VIRGIN, DrawFromLot(when, ADSORBER, when, 1))
    desk.log.perform(act, Request(f"draw@{when}", "tester", provenance))
    desk.followers.catch_up()


def test_a_stream_is_shown_with_who_when_and_how(audit: AuditView) -> None:
    received, tested, *draws = audit.stream(f"lot:{VIRGIN}", at())
    assert [received.name, tested.name] == ["lot-received.v1", "lot-quality-tested.v1"]
    assert {entry.name for entry in draws} == {"lot-drawn.v1"}
    assert (received.recorded.version, received.recorded.actor) == (1, "office")
    assert received.recorded.provenance is Provenance.IMPORTED
    assert [entry.recorded.version for entry in draws] == [3, 4]


def test_the_life_of_an_enterprise_is_told_in_order(audit: AuditView) -> None:
    entries = audit.enterprise(FIRM, at())
    places = [entry.recorded.position for entry in entries]
    assert places == sorted(places)
    assert {entry.enterprise for entry in entries} == {FIRM}
    kinds = {entry.recorded.stream.partition(":")[0] for entry in entries}
    assert kinds == {"enterprise", "unit", "adsorber", "charge", "lot", "container", "manifest"}


def test_of_a_lot_only_what_was_drawn_for_it_belongs_to_an_enterprise(audit: AuditView) -> None:
    of_lots = [
        entry.recorded.fact
        for entry in audit.enterprise(FIRM, at())
        if entry.recorded.stream.startswith("lot:")
    ]
    assert {type(fact) for fact in of_lots} == {LotDrawn}


def test_a_life_can_be_read_in_pages_and_up_to_a_position(audit: AuditView) -> None:
    whole = audit.enterprise(FIRM, at())
    first = audit.enterprise(FIRM, at(), limit=3)
    middle = whole[5].recorded.position
    rest = audit.enterprise(FIRM, at(), after=first[-1].recorded.position, until=middle)
    assert [*first, *rest] == whole[:6]


def test_a_life_can_be_read_as_of_a_day(audit: AuditView) -> None:
    facts = [entry.recorded.fact for entry in audit.enterprise(FIRM, at("2022-08-31"))]
    assert max(fact.occurred for fact in facts) < "2022-09-01"
    assert audit.enterprise(FIRM, at(None, "2022-11-29")) == []


@pytest.mark.parametrize(("when", "late"), [(LATE, True), (IN_TIME, False), (LATE_DAY, True)])
def test_a_live_fact_is_late_after_72_hours(desk: ViewDesk, when: Occurred, late: bool) -> None:
    draw(desk, when)
    assert [entry.late for entry in desk.audit.stream(f"lot:{VIRGIN}", at())][-1] is late
    assert len(desk.audit.late(at())) == late


def test_a_bare_date_is_late_only_counted_from_its_end(desk: ViewDesk) -> None:
    draw(desk, DAY_IN_TIME)
    assert desk.audit.late(at()) == []


@pytest.mark.parametrize("provenance", [Provenance.PAPER, Provenance.IMPORTED])
def test_what_was_entered_afterwards_is_never_late(desk: ViewDesk, provenance: Provenance) -> None:
    draw(desk, LATE, provenance)
    assert desk.audit.late(at()) == []
