"""绿/黄/橙/红 by dates: the share used, the day it is due, the days of grace, the reasons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.code import Code, worst
from domain.health import Assessment, assess
from domain.health_dates import after_months
from domain.health_evidence import Commitment, Evidence, LotQuality
from domain.health_policy import DateRule, Policy
from domain.occurred import Occurred
from tests.sound_charge import NO_RULE, THREE_MONTHS

STARTED = Occurred("2022-09-01T09:00:00+08:00")
DUE = date(2022, 12, 1)
"""Three calendar months later, 91 days."""
GOOD = LotQuality("H1", 900, "C1")


def judged(
    day: date,
    *,
    fresh_g: int = 1_000_000,
    removed_g: int | None = None,
    former: Code | None = None,
    lot: LotQuality = GOOD,
    policy: Policy = THREE_MONTHS,
) -> Assessment:
    evidence = Evidence(
        STARTED,
        fresh_g,
        required_g=1_000_000,
        former=former,
        former_fresh_g=1_000_000,
        removed_g=removed_g,
        lot=lot,
    )
    return assess(evidence, Occurred.on(day), policy)


def test_carbon_is_green_below_four_fifths_of_its_time() -> None:
    # 72 of 91 days are 79.1 %
    assert judged(date(2022, 11, 12)).code is Code.GREEN


def test_carbon_is_yellow_from_four_fifths_of_its_time() -> None:
    # 73 of 91 days are 80.2 %
    assert judged(date(2022, 11, 13)).code is Code.YELLOW
    assert judged(DUE - timedelta(days=1)).code is Code.YELLOW


def test_carbon_is_orange_from_the_day_it_is_due_through_the_days_of_grace() -> None:
    assert judged(DUE).code is Code.ORANGE
    assert judged(DUE + timedelta(days=7)).code is Code.ORANGE


def test_carbon_is_red_when_nobody_came_within_the_days_of_grace() -> None:
    assert judged(DUE + timedelta(days=8)).code is Code.RED


def test_a_code_carries_its_numbers_dates_rule_and_policy_version() -> None:
    assessment = judged(date(2022, 11, 13))
    (reason,) = assessment.reasons
    assert (reason.rule, assessment.binding, assessment.policy) == (
        "binding-date",
        DUE,
        "district@1",
    )
    assert assessment.used_percent == pytest.approx(100 * 73 / 91)
    assert assessment.zh == (
        "黄码: 2022-09-01 填装, 按 3 个月规则应于 2022-12-01 前更换, 截至 2022-11-13 已用 80 %, "
        "还有 18 天到期(规则版本 district@1)。"
    )
    assert assessment.en.startswith("Yellow: filled on 2022-09-01, to be swapped by 2022-12-01")


def test_an_under_filled_bed_is_yellow_at_least_and_to_be_verified() -> None:
    assessment = judged(date(2022, 9, 2), fresh_g=899_000)
    assert (assessment.code, assessment.pending) == (Code.YELLOW, True)


def test_a_doubtful_swap_keeps_the_former_code_until_it_is_verified() -> None:
    assessment = judged(date(2022, 9, 2), removed_g=1_800_000, former=Code.RED)
    assert assessment.code is Code.RED
    assert [reason.rule for reason in assessment.reasons] == ["to-be-verified", "binding-date"]
    assert assessment.zh == (
        "红码: 2022-09-01 的更换待核实(卸出 1800 kg, 为原填装 1000 kg 的 180 %, "
        "不在 80–170 % 之间), 核实前保持更换时的红码(规则版本 district@1)。"
    )


def test_a_swap_beyond_doubt_forgets_the_former_code() -> None:
    assert judged(date(2022, 9, 2), former=Code.RED).code is Code.GREEN


def test_rules_that_are_not_adopted_are_shown_for_reference_only() -> None:
    # 1,000 kg · 0.10 = 100 kg; 15 mg/m³ · 10⁻⁶ · 9,600 m³/h · 8 h = 1.152 kg a day: 86.8 days
    evidence = Evidence(
        STARTED,
        1_000_000,
        lot=GOOD,
        removed_voc_mg_per_m3=15,
        airflow_m3_per_h=9_600,
        run_h_per_day=8,
    )
    hours, cycle = assess(evidence, Occurred("2022-09-02"), THREE_MONTHS).references
    assert (hours.running_days, hours.day) == (62.5, date(2022, 11, 3))
    assert cycle.running_days == pytest.approx(100 / 1.152)
    assert all(reference.zh.startswith("参考") for reference in (hours, cycle))
    assert assess(evidence, Occurred("2022-11-12"), THREE_MONTHS).code is Code.GREEN


def test_what_no_plant_can_be_is_not_calculated_with() -> None:
    evidence = Evidence(
        STARTED, 1_000_000, removed_voc_mg_per_m3=15, airflow_m3_per_h=9_600, run_h_per_day=25
    )
    assert assess(evidence, Occurred.on(DUE), THREE_MONTHS).references == ()


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert after_months(date(2022, 11, 30), 3) == date(2023, 2, 28)
    assert after_months(date(2022, 12, 31), 2) == date(2023, 2, 28)


def test_the_worst_code_of_several_counts() -> None:
    assert worst([Code.GREEN, Code.ORANGE, None, Code.YELLOW]) is Code.ORANGE
    assert worst([None]) is None
    assert [code.zh for code in Code] == ["绿", "黄", "橙", "红"]


@given(st.integers(0, 400), st.integers(0, 30))
def test_a_code_never_gets_better_while_nobody_comes(day: int, later: int) -> None:
    started = STARTED.day
    before = judged(started + timedelta(days=day)).code
    after = judged(started + timedelta(days=day + later)).code
    assert before.rank <= after.rank


def test_a_district_starts_without_a_rule_that_binds() -> None:
    assert (NO_RULE.id, NO_RULE.binding_rules, NO_RULE.binding_months) == ("district@0", (), 3)
    assert (NO_RULE.warn_percent, NO_RULE.grace_days) == (80, 7)


@given(st.integers(0, 2000))
def test_until_a_rule_is_adopted_no_date_changes_a_code(day: int) -> None:
    assessment = judged(STARTED.day + timedelta(days=day), policy=NO_RULE)
    assert (assessment.code, assessment.binding, assessment.counts) == (Code.GREEN, None, None)
    assert assessment.used_percent == 0
    assert [(each.rule, each.day) for each in assessment.references] == [("months", DUE)]
    assert "没有约束日期(本区尚未采用更换周期规则), 也没有估计" in assessment.zh


def test_the_three_months_are_shown_for_reference_as_the_other_rules_are() -> None:
    evidence = Evidence(
        STARTED,
        1_000_000,
        lot=GOOD,
        removed_voc_mg_per_m3=15,
        airflow_m3_per_h=9_600,
        run_h_per_day=8,
    )
    assessment = assess(evidence, Occurred("2023-11-12"), NO_RULE)
    assert (assessment.code, assessment.reasons[0].rule) == (Code.GREEN, "nothing-binds")
    assert [each.zh for each in assessment.references if each.rule == "months"] == [
        "参考: 3 个月规则, 即 2022-12-01"
    ]
    assert {each.rule for each in assessment.references} == set(DateRule)


@pytest.mark.parametrize(
    ("days", "code"),
    [(23, Code.GREEN), (24, Code.YELLOW), (30, Code.ORANGE), (38, Code.RED)],
)
def test_the_enterprises_own_commitment_binds_before_any_rule_is_adopted(
    days: int, code: Code
) -> None:
    evidence = Evidence(STARTED, 1_000_000, commitment=Commitment("环评〔2021〕8号", 30), lot=GOOD)
    assessment = assess(evidence, Occurred.on(STARTED.day + timedelta(days=days)), NO_RULE)
    assert (assessment.code, assessment.binding) == (code, date(2022, 10, 1))
    assert [each.rule for each in assessment.references] == ["months"]
