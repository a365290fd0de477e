"""What is noted of a charge at work is worth a fact once, and an objection takes its turns."""

from dataclasses import replace

import pytest

from domain.charge import ChargeNotEnded, ChargeNotRunning, OutsideTheCharge, Running
from domain.charge_course import (
    BehaviourLearned,
    CodeObjected,
    HealthCodeChanged,
    ObjectionDecided,
    OperationRecorded,
    SaturationAssessed,
    SiteChecked,
)
from domain.charge_noting import (
    AssessSaturation,
    ChangeHealthCode,
    CheckSite,
    DecideObjection,
    LearnBehaviour,
    NoCodeYet,
    NoObjection,
    ObjectionUnderWay,
    ObjectToCode,
    RecordOperation,
    RejectionDisregards,
    SiteNotChecked,
)
from domain.code import Code, Reason
from domain.estimate import Behaviour, Breakthrough, Due, Physical, Relied, Saturation
from domain.occurred import Occurred
from tests.charge_example import (
    APRIL,
    ELEVENTH,
    MARCH,
    MAY,
    TENTH,
    TWELFTH,
    charge,
    nearly_full,
    over,
    running,
    worked,
    yellow,
)

objected = CodeObjected(ELEVENTH, Code.YELLOW, "传感器坏了")
checked = SiteChecked(TWELFTH, "李检查员", "探头结垢")
objection = running.given(yellow, objected)


# --- days


def test_a_day_is_recorded_once() -> None:
    running.when(RecordOperation(TENTH, worked)).then(OperationRecorded(TENTH, worked))
    running.given(OperationRecorded(TENTH, worked)).when(
        RecordOperation(TENTH, worked)
    ).then_nothing()


def test_another_answer_for_a_day_supersedes_the_first() -> None:
    corrected = replace(worked, run_h=11.0)
    recorded = running.given(OperationRecorded(TENTH, worked))
    recorded.when(RecordOperation(TENTH, corrected)).then(OperationRecorded(TENTH, corrected))
    again = recorded.given(OperationRecorded(TENTH, corrected))
    again.when(RecordOperation(TENTH, worked)).then(OperationRecorded(TENTH, worked))


def test_a_day_is_recorded_whole_at_whatever_hour_it_is_named() -> None:
    evening = Occurred("2026-03-10T21:00:00+08:00")
    running.when(RecordOperation(evening, worked)).then(OperationRecorded(TENTH, worked))
    running.given(OperationRecorded(TENTH, worked)).when(
        RecordOperation(evening, worked)
    ).then_nothing()


def test_a_day_lies_within_the_charge_and_is_taken_afterwards_too() -> None:
    before, after = Occurred("2026-03-01"), Occurred("2026-04-02")
    running.when(RecordOperation(before, worked)).then_refused(
        OutsideTheCharge, day=before, started=MARCH, ended=""
    )
    over.when(RecordOperation(after, worked)).then_refused(
        OutsideTheCharge, day=after, started=MARCH, ended=APRIL
    )
    over.when(RecordOperation(TENTH, worked)).then(OperationRecorded(TENTH, worked))
    charge.when(RecordOperation(TENTH, worked)).then_refused(ChargeNotRunning)


# --- assessments


def estimate(middle: float, day: str) -> Physical:
    return Physical(
        Saturation(middle - 9, middle, middle + 9),
        (Breakthrough(0.5, Occurred(day)),),
        "inlet",
        "m-1",
        "c-1",
        "p-1",
        None,
        7,
    )


due = (Due("permit", Occurred("2026-06-01"), binding=True),)
relied = (Relied("charge:TADF100001-1-1", 3),)
full = estimate(40.0, "2026-05-20")
assess = AssessSaturation(TENTH, TENTH, full, due, relied)
assessed = SaturationAssessed(TENTH, TENTH, full, due, relied)


def test_an_assessment_of_the_day_is_kept_once_unless_it_moves() -> None:
    running.when(assess).then(assessed)
    known = running.given(assessed)
    little = replace(assess, physical=estimate(42.0, "2026-05-21"))
    known.when(little).then_nothing()
    for moved in (estimate(42.1, "2026-05-20"), estimate(40.0, "2026-05-22"), None):
        known.when(replace(assess, physical=moved)).then(replace(assessed, physical=moved))


def test_each_day_and_each_change_of_a_date_is_worth_an_assessment() -> None:
    known = running.given(assessed)
    tomorrow = replace(assess, day=ELEVENTH)
    known.when(tomorrow).then(replace(assessed, day=ELEVENTH))
    known.when(replace(assess, due=())).then(replace(assessed, due=()))


def test_what_is_over_is_not_assessed() -> None:
    over.when(assess).then_refused(ChargeNotRunning)
    over.when(ChangeHealthCode(MAY, Code.RED, (), "P-1")).then_refused(ChargeNotRunning)


# --- codes


def test_a_code_is_told_when_it_or_its_reasons_change() -> None:
    first = ChangeHealthCode(TENTH, Code.YELLOW, (nearly_full,), "P-1")
    running.when(first).then(yellow)
    coded = running.given(yellow)
    later = replace(first, occurred=ELEVENTH)
    coded.when(later).then_nothing()
    other_number = Reason("used", Code.YELLOW, "已用 86 %", "86 % used")
    coded.when(replace(later, reasons=(other_number,), policy="P-2")).then_nothing()
    hot = Reason("hot-inlet", Code.YELLOW, "入口 45 °C", "inlet at 45 °C")
    for changed in (
        replace(later, code=Code.ORANGE),
        replace(later, reasons=(nearly_full, hot)),
        replace(later, reasons=()),
        replace(later, pending=True),
    ):
        coded.when(changed).then(
            HealthCodeChanged(
                ELEVENTH, changed.code, Code.YELLOW, changed.reasons, "P-1", changed.pending
            )
        )


# --- objections


def test_an_objection_needs_a_code_and_comes_one_at_a_time() -> None:
    complain = ObjectToCode(ELEVENTH, "传感器坏了")
    running.when(complain).then_refused(NoCodeYet)
    running.given(yellow).when(complain).then(objected)
    objection.when(complain).then_refused(ObjectionUnderWay, since=ELEVENTH)


def test_an_objection_is_checked_on_the_spot_before_it_is_decided() -> None:
    decide = DecideObjection(APRIL, upheld=False, reason="读数无误")
    running.given(yellow).when(decide).then_refused(NoObjection)
    objection.when(decide).then_refused(SiteNotChecked, objected=ELEVENTH)
    objection.when(CheckSite(TWELFTH, "李检查员", "探头结垢")).then(checked)
    decided = ObjectionDecided(
        APRIL, upheld=False, reason="读数无误", disregarded_from=None, disregarded_until=None
    )
    objection.given(checked).when(decide).then(decided)
    after = objection.given(checked, decided)
    after.when(CheckSite(MAY, "李检查员", "又看")).then_refused(NoObjection)
    after.when(ObjectToCode(MAY, "再申诉")).then(CodeObjected(MAY, Code.YELLOW, "再申诉"))


def test_days_that_are_disregarded_count_no_more_and_others_do() -> None:
    decide = DecideObjection(
        APRIL,
        upheld=True,
        reason="探头结垢",
        disregarded_from=Occurred("2026-03-10T08:00:00+08:00"),
        disregarded_until=ELEVENTH,
    )
    decided = ObjectionDecided(APRIL, True, "探头结垢", TENTH, ELEVENTH)
    objection.given(checked).when(decide).then(decided)
    days = [OperationRecorded(day, worked) for day in (TWELFTH, TENTH, ELEVENTH)]
    state = objection.given(checked, *days, decided).state
    assert isinstance(state, Running)
    assert list(state.course.counted()) == [TWELFTH]
    assert len(state.course.days) == 3


@pytest.mark.parametrize(
    ("upheld", "first", "last"),
    [(False, TENTH, TWELFTH), (True, TENTH, None), (True, None, TENTH), (True, TWELFTH, TENTH)],
)
def test_only_an_upheld_objection_disregards_whole_periods(
    upheld: bool,
    first: Occurred | None,
    last: Occurred | None,
) -> None:
    decide = DecideObjection(APRIL, upheld, "原因", first, last)
    objection.given(checked).when(decide).then_refused(
        RejectionDisregards, upheld=upheld, first=first or "", last=last or ""
    )


# --- what is learned


def test_how_a_bed_turned_out_is_learned_once_it_is_over() -> None:
    behaviour = Behaviour((0.1, 0.2), (1.0, 0.0, 1.0), True, "m-1", "p-1", None, 7)
    learn = LearnBehaviour(MAY, behaviour, relied)
    learned = BehaviourLearned(MAY, behaviour, relied)
    running.when(learn).then_refused(ChargeNotEnded, since=MARCH)
    over.when(learn).then(learned)
    over.given(learned).when(learn).then_nothing()
    other = replace(behaviour, seed=8)
    over.given(learned).when(replace(learn, behaviour=other)).then(
        BehaviourLearned(MAY, other, relied)
    )
