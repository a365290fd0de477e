"""绿/黄/橙/红 by dates: the share used, the day it is due, the days of grace, the reasons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.code import Code, worst
from domain.health import DISTRICT, Assessment, Evidence, after_months, assess
from domain.observation import Observation
from domain.occurred import Occurred

STARTED = Occurred("2022-09-01T09:00:00+08:00")
DUE = date(2022, 12, 1)
"""Three calendar months later, 91 days."""


def judged(day: date, *observations: Observation, former: Code | None = None) -> Assessment:
    return assess(Evidence(STARTED, 1_000_000, observations, former), day)


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
        "three-months@1",
    )
    assert assessment.used_percent == pytest.approx(100 * 73 / 91)
    assert assessment.zh == (
        "黄码: 2022-09-01 填装, 按 3 个月规则应于 2022-12-01 前更换, 截至 2022-11-13 已用 80 %, "
        "还有 18 天到期(规则版本 three-months@1)。"
    )
    assert assessment.en.startswith("Yellow: filled on 2022-09-01, to be swapped by 2022-12-01")


def test_an_under_filled_bed_is_yellow_at_least_and_to_be_verified() -> None:
    assessment = judged(date(2022, 9, 2), Observation.UNDER_FILLED)
    assert (assessment.code, assessment.pending) == (Code.YELLOW, True)


def test_a_doubtful_swap_keeps_the_former_code_until_it_is_verified() -> None:
    doubt = Observation.REMOVED_MASS_IMPLAUSIBLE
    assessment = judged(date(2022, 9, 2), doubt, former=Code.RED)
    assert assessment.code is Code.RED
    assert [reason.rule for reason in assessment.reasons] == ["to-be-verified", "binding-date"]
    assert "核实前保持更换时的红码" in assessment.zh


def test_a_swap_beyond_doubt_forgets_the_former_code() -> None:
    assert judged(date(2022, 9, 2), former=Code.RED).code is Code.GREEN


def test_the_quality_of_a_lot_is_shown_and_changes_no_code_yet() -> None:
    assessment = judged(date(2022, 9, 2), Observation.IODINE_BELOW_FLOOR)
    assert (assessment.code, assessment.remarks) == (
        Code.GREEN,
        (Observation.IODINE_BELOW_FLOOR,),
    )


def test_rules_that_are_not_adopted_are_shown_for_reference_only() -> None:
    # 1,000 kg · 0.10 = 100 kg; 15 mg/m³ · 10⁻⁶ · 9,600 m³/h · 8 h = 1.152 kg a day: 86.8 days
    evidence = Evidence(
        STARTED, 1_000_000, removed_voc_mg_per_m3=15, airflow_m3_per_h=9_600, run_h_per_day=8
    )
    hours, cycle = assess(evidence, date(2022, 9, 2)).references
    assert hours.running_days == 62.5
    assert cycle.running_days == pytest.approx(100 / 1.152)
    assert all(reference.zh.startswith("参考") for reference in (hours, cycle))
    assert assess(evidence, date(2022, 11, 12)).code is Code.GREEN


def test_what_no_plant_can_be_is_not_calculated_with() -> None:
    evidence = Evidence(
        STARTED, 1_000_000, removed_voc_mg_per_m3=15, airflow_m3_per_h=9_600, run_h_per_day=25
    )
    assert [each.rule for each in assess(evidence, DUE).references] == ["running-hours"]


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


def test_the_district_has_adopted_three_months() -> None:
    assert (DISTRICT.binding_months, DISTRICT.warn_percent, DISTRICT.grace_days) == (3, 80, 7)
