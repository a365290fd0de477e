"""A code follows from what is known, case by case; and the laws that hold in every case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.life_prior import Instruments
from domain.adsorption.wheeler_jonas import Bed, breakthrough_min
from domain.code import Code
from domain.estimate import NOWHERE, Breakthrough, Saturation
from domain.health import RULES, assess
from domain.health_data import DataQuality
from domain.health_dates import deadlines
from domain.health_evidence import (
    Estimated,
    Evidence,
    Instrument,
    Stopped,
    WorkDay,
)
from domain.health_policy import DateRule
from domain.health_sustained import sustained_since
from domain.occurred import Occurred
from domain.operation import Flaw
from tests.health_cases import CASES, Case
from tests.sound_charge import (
    FILLED,
    GREEN,
    ORANGE,
    RED,
    SOUND,
    THREE_MONTHS,
    TODAY,
    estimated,
    judged,
    over,
    silent,
    with_days,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_code_follows_from_what_is_known(case: Case) -> None:
    assessment = assess(case.evidence, case.at, case.policy)
    assert assessment.code is case.code
    gravest = [reason for reason in assessment.reasons if reason.code is case.code]
    assert case.rule in [reason.rule for reason in gravest]
    assert case.sentence in assessment.zh
    assert assessment.zh.startswith(f"{case.code.zh}码: ")
    assert assessment.zh.endswith(f"(规则版本 {case.policy.id})。")
    assert assessment.en.endswith(f"(policy {case.policy.id}).")


def test_every_rule_stands_in_the_table() -> None:
    told = {case.rule for case in CASES}
    for rule in RULES:
        given_by = {
            reason.rule for case in CASES for reason in rule(case.evidence, case.at, case.policy)
        }
        assert given_by
        assert given_by <= told


@pytest.mark.parametrize(
    ("evidence", "quality"),
    [
        (SOUND, DataQuality.UNEQUIPPED),
        (silent(24), DataQuality.SILENT),
        (silent(5, days=with_days(3).days), DataQuality.LIVE),
        (silent(5, days=with_days(3).days[:-1]), DataQuality.LATE),
        (silent(5, days=with_days(3, flaws=(Flaw.CLIPPED,)).days), DataQuality.IMPLAUSIBLE),
    ],
    ids=lambda each: each.value if isinstance(each, DataQuality) else "",
)
def test_readings_are_told_for_what_they_are_worth(
    evidence: Evidence, quality: DataQuality
) -> None:
    assert judged(evidence).quality is quality


def test_an_instrument_counts_as_silent_also_where_no_fact_says_so() -> None:
    # Nothing for four days: three days after the day that is allowed for its record.
    watched = replace(SOUND, instruments=(Instrument("VOC-0001", Occurred.on(FILLED)),))
    long_ago = replace(watched, last_reading=Occurred("2022-09-27T08:00:00+08:00"))
    yesterday = replace(watched, last_reading=Occurred("2022-09-30T09:00:00+08:00"))
    assert judged(long_ago).code is ORANGE
    assert judged(yesterday).code is GREEN


def test_a_shutdown_does_not_stop_the_binding_clock() -> None:
    evidence, at = over(8, shutdowns=(Stopped(date(2022, 9, 2), None),))
    assessment = judged(evidence, at)
    assert (assessment.code, assessment.stopped) == (RED, True)


@pytest.mark.parametrize(("mornings", "code"), [(1, ORANGE), (8, ORANGE), (9, RED)])
def test_carbon_counts_as_through_since_the_first_estimate_that_said_so(
    mornings: int, code: Code
) -> None:
    # Each estimate names its own morning at the earliest.
    evidence = replace(
        estimated(100, 0),
        estimated_before=(_morning(mornings, 96, 1), *_through_since(mornings - 1)),
    )
    assert judged(evidence).code is code


def test_an_estimate_from_declarations_alone_is_yellow_at_most() -> None:
    found = estimated(130, -20).estimated
    assert found is not None
    evidence = replace(SOUND, estimated=replace(found, measured=False))
    assessment = judged(evidence)
    assert assessment.code is Code.YELLOW
    assert "仅按申报估计" in assessment.zh


def test_measured_nowhere_is_what_the_estimator_calls_it() -> None:
    assert Instruments.NONE.value == NOWHERE


def test_an_estimate_that_was_taken_back_does_not_count_in_the_grace() -> None:
    recovered = (*_through_since(12), _morning(1, 96, 3))
    evidence = replace(estimated(100, 0), estimated_before=recovered)
    assert judged(evidence).code is ORANGE


def _through_since(mornings: int) -> tuple[Estimated, ...]:
    return tuple(_morning(ago, 100, 0) for ago in range(mornings, 0, -1))


def _morning(days_ago: int, full: float, through_in_days: int) -> Estimated:
    day = TODAY.day - timedelta(days=days_ago)
    through = Occurred.on(day + timedelta(days=through_in_days))
    return Estimated(day, Saturation(full, full, full), (Breakthrough(0.5, through),))


def test_the_binding_date_and_the_estimate_are_shown_apart_and_the_earlier_counts() -> None:
    assessment = judged(estimated(70, 20))
    assert assessment.binding == date(2022, 12, 1)
    assert assessment.likely_breakthrough == date(2022, 10, 21)
    assert assessment.counts == date(2022, 10, 21)
    assert assessment.used_percent == 70
    assert [(each.rule, each.binding) for each in assessment.due] == [("months", True)]


def test_a_rule_binds_from_its_adoption_on() -> None:
    works = replace(SOUND, run_h_per_day=20.0)
    hours = replace(THREE_MONTHS, binding_rules=(DateRule.RUNNING_HOURS, DateRule.MONTHS))
    # 500 h at 20 h a day are 25 days.
    assert judged(works).code is GREEN
    assert assess(works, TODAY, hours).code is ORANGE
    assert [each.rule for each in deadlines(works, hours) if each.binding] == [
        "running-hours",
        "months",
    ]


def test_the_cycle_goes_by_the_measured_air_where_it_is_known() -> None:
    designed = replace(
        SOUND, removed_voc_mg_per_m3=20.0, airflow_m3_per_h=10_000.0, run_h_per_day=10.0
    )
    # 100 kg over 20 mg/m³ · 10,000 m³/h · 10 h = 2 kg a day; half the air lasts twice as long.
    measured = replace(designed, days=with_days(10, run_h=10.0, air_m3=50_000.0).days)
    for evidence, days in ((designed, 50.0), (measured, 100.0)):
        cycle = next(each for each in judged(evidence).references if "T =" in each.zh)
        assert cycle.running_days == pytest.approx(days)


def test_days_that_are_disregarded_are_no_evidence() -> None:
    above = with_days(3, outlet_mg_per_m3=61.0)
    assert judged(replace(above, days=above.days[:1])).code is GREEN


days_seen = st.lists(st.booleans(), max_size=40)


@given(days_seen, st.integers(1, 7))
def test_what_lasts_began_with_so_many_days_and_ends_with_as_many(
    seen: list[bool], days: int
) -> None:
    watched = [(FILLED + timedelta(days=n), high) for n, high in enumerate(seen)]
    lasting = sustained_since(watched, days)
    if seen[-days:] == [True] * days:
        assert lasting is not None
    if not any(all(seen[n : n + days]) for n in range(len(seen) - days + 1)):
        assert lasting is None
    if seen[-days:] == [False] * days:
        assert lasting is None


loads = st.lists(st.floats(0, 200), min_size=1, max_size=30)


@given(loads, st.lists(st.floats(0, 50), min_size=30, max_size=30), st.data())
def test_more_load_never_lowers_the_code(
    outlets: list[float], more: list[float], data: st.DataObject
) -> None:
    """More through the bed: fuller, through no later, and never less at the outlet."""
    full = data.draw(st.floats(0, 150))
    fuller = data.draw(st.floats(full, 200))
    through = data.draw(st.integers(-40, 90))
    sooner = data.draw(st.integers(-40, through))
    light = _loaded(full, through, outlets)
    heavy = _loaded(fuller, sooner, [low + up for low, up in zip(outlets, more, strict=False)])
    assert judged(light).code.rank <= judged(heavy).code.rank


inlets = st.floats(10, 500)


@given(inlets, st.floats(1, 10), st.integers(0, 200))
def test_more_load_on_the_same_bed_never_lowers_its_code(
    inlet: float, more: float, age_days: int
) -> None:
    """The estimate is that of Wheeler and Jonas with fixed capacity and rate."""
    light, heavy = (
        judged(_by_wheeler_jonas(mg_per_m3, age_days)) for mg_per_m3 in (inlet, inlet * more)
    )
    assert light.code.rank <= heavy.code.rank
    assert light.used_percent <= heavy.used_percent


def _by_wheeler_jonas(inlet_mg_per_m3: float, age_days: int) -> Evidence:
    bed = Bed(1000.0, 450.0, 4.0, 5000.0)
    minutes: float = breakthrough_min(bed, 0.2, inlet_mg_per_m3, 3000.0).item()
    life_days = max(1, int(minutes / 60 / 8))
    full = 100 * age_days / life_days
    through = Occurred.on(TODAY.day + timedelta(days=life_days - age_days))
    found = Estimated(TODAY.day, Saturation(full, full, full), (Breakthrough(0.5, through),))
    return replace(SOUND, estimated=found)


def _loaded(full: float, through: int, outlets: list[float]) -> Evidence:
    first = TODAY.day - timedelta(days=len(outlets))
    days = tuple(
        WorkDay(first + timedelta(days=n), 8.0, outlet_mg_per_m3=outlet)
        for n, outlet in enumerate(outlets)
    )
    return replace(estimated(full, through), days=days)


@given(st.sampled_from(CASES))
def test_the_same_evidence_and_policy_give_the_same_code(case: Case) -> None:
    assert assess(case.evidence, case.at, case.policy) == assess(
        case.evidence, case.at, case.policy
    )
