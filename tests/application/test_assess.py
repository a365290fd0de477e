"""Charges are assessed from their facts, and an assessment can be computed again."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.wiring import open_office
from application.assess import assess
from application.carbon_log import Answer, Order
from application.charge_evidence import ReadNow, case_of
from application.explaining import case_relied_on, chosen, computed_again, explain
from application.office import Office
from domain.charge import CHARGE, Ended, Running
from domain.charge_course import HealthCodeChanged
from domain.charge_noting import CheckSite, DecideObjection, ObjectToCode
from domain.code import Code
from domain.experience import ENOUGH_NEW
from domain.identifiers import ChargeId
from domain.occurred import SHANGHAI, Occurred
from domain.refusal import Refusal
from tests.assessed import (
    FILLED,
    NEXT_ONE,
    ONE,
    TWO,
    MovableClock,
    assessments,
    day_of,
    filled_office,
    measure,
    note,
    take,
)
from tests.small_ledger import swap


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(
    database: str, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with filled_office(database, clock) as opened:
        yield opened


def test_every_charge_at_work_is_assessed_and_gets_a_code(office: Office) -> None:
    measure(office, ONE, FILLED, 19)
    done = assess(office)
    assert sorted(done.assessed) == [ONE, TWO]
    assert {(each.charge, each.former) for each in done.codes} == {(ONE, None), (TWO, None)}
    entry = office.charges.charge(ONE, office.viewpoint())
    assert entry is not None
    assert entry.code is Code.GREEN
    (said,) = assessments(office, ONE)
    physical = said.fact.physical
    assert physical is not None
    assert said.fact.day == "2022-02-20"
    assert physical.instruments == "inlet and outlet"
    assert (physical.prior, physical.former) == ("shipped-1", None)
    assert physical.saturation.low_percent < physical.saturation.middle_percent
    days = [each.day for each in physical.breakthrough]
    assert days == sorted(days)
    assert [due.binding for due in said.fact.due].count(True) == 1


def test_assessing_again_writes_nothing(office: Office) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    head = office.log.head()
    for everything in (False, True):
        done = assess(office, all_of_them=everything)
        assert (done.assessed, done.codes, done.learned) == ([], [], [])
    assert office.log.head() == head


def test_a_recorded_assessment_computed_again_gives_the_same_bits(
    office: Office, clock: MovableClock
) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    # What came later was not known, so it changes nothing of what was said.
    measure(office, ONE, FILLED, 30)
    clock.stands_at += timedelta(days=12)
    assess(office)
    first, second = assessments(office, ONE)
    for said in (first, second):
        case = case_relied_on(office.log, ONE, said.fact)
        assert computed_again(case, said.fact) is True
    assert first.fact.physical is not None
    other = replace(first.fact.physical, seed=first.fact.physical.seed + 1)
    assert not computed_again(
        case_relied_on(office.log, ONE, first.fact), replace(first.fact, physical=other)
    )


def test_what_another_model_said_cannot_be_computed_again(office: Office) -> None:
    assess(office)
    (said,) = assessments(office, ONE)
    assert said.fact.physical is not None
    older = replace(said.fact, physical=replace(said.fact.physical, model="reduced-bed-0"))
    assert computed_again(case_relied_on(office.log, ONE, said.fact), older) is None


def test_a_late_reading_that_changes_a_day_is_followed_by_an_assessment(office: Office) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    note(office, ONE, *(day_of(FILLED + timedelta(n), 900.0, 300.0) for n in range(5, 19)))
    done = assess(office)
    assert done.assessed == [ONE]
    before, after = (each.fact.physical for each in assessments(office, ONE))
    assert before is not None
    assert after is not None
    assert after.saturation.middle_percent > before.saturation.middle_percent


def test_a_new_day_is_assessed_anew(office: Office, clock: MovableClock) -> None:
    assess(office)
    clock.stands_at += timedelta(days=1)
    assert sorted(assess(office).assessed) == [ONE, TWO]
    assert [each.fact.day for each in assessments(office, ONE)] == ["2022-02-20", "2022-02-21"]


def test_the_past_of_what_was_assessed_is_left_alone(office: Office) -> None:
    assess(office)
    assert assess(office, Occurred("2022-02-10T09:00:00+08:00")).assessed == []


def test_days_disregarded_by_a_decision_do_not_count(office: Office) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    known = case_relied_on(office.log, ONE, assessments(office, ONE)[-1].fact).known
    assert known is not None
    assert known.disregarded_days == 0
    _objected(office)
    now = case_of(ReadNow(office.log), ONE, date(2022, 2, 20))
    assert now is not None
    assert now.known is not None
    assert now.known.disregarded_days == 3


def _objected(office: Office) -> None:
    when = Occurred("2022-02-20T10:00:00+08:00")
    first, last = Occurred("2022-02-05"), Occurred("2022-02-07")
    note(office, ONE, ObjectToCode(when, "设备故障"))
    note(office, ONE, CheckSite(when, "镇环保所", "传感器脱落"))
    note(office, ONE, DecideObjection(when, True, "属实", first, last))


def test_a_charge_that_is_over_teaches_the_next_of_its_bed(
    office: Office, clock: MovableClock
) -> None:
    measure(office, ONE, FILLED, 60)
    clock.stands_at = datetime(2022, 4, 2, 9, tzinfo=SHANGHAI)
    take(office, swap("2022-04-02 08:00", 2300, 2000))
    done = assess(office)
    assert sorted(done.learned) == [ONE, TWO]
    assert done.prior is None
    over = office.log.read(CHARGE, ONE).state
    assert isinstance(over, Ended)
    assert over.course.behaviour is not None
    assert over.course.behaviour.behaviour.watched
    (said,) = assessments(office, NEXT_ONE)
    assert said.fact.physical is not None
    assert said.fact.physical.former == ONE
    assert computed_again(case_relied_on(office.log, NEXT_ONE, said.fact), said.fact) is True
    assert assess(office).learned == []


def test_experience_changes_the_prior_of_later_assessments(
    office: Office, clock: MovableClock
) -> None:
    measure(office, ONE, FILLED, 40)
    clock.stands_at = datetime(2022, 3, 13, 9, tzinfo=SHANGHAI)
    fill, last = 1, assess(office)
    while last.prior is None and fill < ENOUGH_NEW:
        fill += 1
        take(office, swap(f"{clock.stands_at:%Y-%m-%d} 08:00", 2300, 2000))
        for bed in (1, 2):
            measure(office, ChargeId(f"TADF100001-{bed}-{fill}"), clock.stands_at.date(), 8)
        clock.stands_at += timedelta(days=9)
        last = assess(office)
    assert last.prior == "district-1"
    charge = ChargeId(f"TADF100001-1-{fill}")
    said = assessments(office, charge)[-1].fact
    assert said.physical is not None
    assert said.physical.prior == "district-1"
    assert computed_again(case_relied_on(office.log, charge, said), said) is True
    explanation = explain(office.log, charge, *chosen(assessments(office, charge)))
    assert any("district-1" in each.zh for each in explanation.sentences)


def test_a_charge_that_moves_on_meanwhile_is_assessed_with_what_came(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure(office, ONE, FILLED, 10)
    perform_all, again = office.log.perform_all, iter([True])

    def overtaken(orders: Sequence[Order]) -> list[Answer | Refusal]:
        if next(again, False):
            measure(office, ONE, FILLED + timedelta(10), 3)
        return perform_all(orders)

    monkeypatch.setattr(office.log, "perform_all", overtaken)
    done = assess(office)
    assert sorted(done.assessed) == [ONE, TWO]
    (said,) = assessments(office, ONE)
    case = case_relied_on(office.log, ONE, said.fact)
    assert isinstance(case.state, Running)
    assert len(case.state.course.days) == 13


def test_two_servers_that_assess_at_once_write_everything_once(
    office: Office, database: str, clock: MovableClock
) -> None:
    measure(office, ONE, FILLED, 19)
    with open_office(database, clock=clock) as other, ThreadPoolExecutor(2) as threads:
        list(threads.map(assess, [office, other]))
    for charge in (ONE, TWO):
        codes = [
            each
            for each in office.log.facts(f"charge:{charge}")
            if isinstance(each.fact, HealthCodeChanged)
        ]
        assert (len(assessments(office, charge)), len(codes)) == (1, 1)
