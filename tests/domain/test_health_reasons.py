"""Every reason for a code, and every step from one code to another, as a table."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorber import CarbonForm
from domain.code import Code
from domain.estimate import Breakthrough, Saturation
from domain.health import RULES, assess
from domain.health_data import DataQuality
from domain.health_dates import deadlines
from domain.health_evidence import (
    Booking,
    Commitment,
    Estimated,
    Evidence,
    Instrument,
    LotQuality,
    Stopped,
    WorkDay,
)
from domain.health_policy import DISTRICT, DateRule, Policy
from domain.health_sustained import sustained_since
from domain.occurred import Occurred
from domain.operation import Flaw

GREEN, YELLOW, ORANGE, RED = Code
FILLED = date(2022, 9, 1)
TODAY = Occurred("2022-10-01T08:00:00+08:00")
"""30 of the 91 days that three months are."""
SOUND = Evidence(
    Occurred.on(FILLED),
    1_000_000,
    required_g=1_000_000,
    form=CarbonForm.GRANULAR,
    lot=LotQuality("H1", 900, "C1"),
)
NO_RULE = Policy(binding_rules=())
"""A district that has adopted no rule by date."""


def with_days(count: int, **measured: Any) -> Evidence:
    """Sound, with recorded days up to yesterday."""
    last = TODAY.day - timedelta(days=1)
    days = [
        replace(WorkDay(last - timedelta(days=back), 8.0), **measured)
        for back in reversed(range(count))
    ]
    return replace(SOUND, days=tuple(days))


def estimated(middle: float, through_in_days: int, probability: float = 0.5) -> Evidence:
    """Sound, and estimated this morning."""
    through = Occurred.on(TODAY.day + timedelta(days=through_in_days))
    return replace(
        SOUND,
        estimated=Estimated(
            TODAY.day,
            Saturation(middle - 10, middle, middle + 10),
            (Breakthrough(probability, through),),
        ),
    )


def silent(hours: float, **more: Any) -> Evidence:
    """Sound, with an instrument that fell silent so many hours ago."""
    since = Occurred.at(TODAY.moment - timedelta(hours=hours))
    watch = Instrument("VOC-0001", Occurred.on(FILLED), since)
    return replace(SOUND, instruments=(watch,), **more)


def over(days: int, **more: Any) -> tuple[Evidence, Occurred]:
    """Sound, so many days after its date."""
    return replace(SOUND, **more), Occurred.on(date(2022, 12, 1) + timedelta(days=days))


@dataclass(frozen=True)
class Case:
    """A row: what is known, what code follows, and for which reason."""

    says: str
    evidence: Evidence
    code: Code
    rule: str
    sentence: str
    at: Occurred = TODAY
    policy: Policy = DISTRICT


def late(says: str, days: int, code: Code, rule: str, sentence: str, **more: Any) -> Case:
    evidence, at = over(days, **more)
    return Case(says, evidence, code, rule, sentence, at)


BOOKED = Booking(date(2022, 12, 5), date(2022, 12, 7))
CASES = (
    Case("time is left", SOUND, GREEN, "binding-date", "还有 61 天到期"),
    late("four fifths of the time are used", -18, YELLOW, "binding-date", "已用 80 %"),
    late("the date has come", 0, ORANGE, "binding-date", "已到期 0 天"),
    late("the last day of grace", 7, ORANGE, "binding-date", "已到期 7 天"),
    late("nobody came within the grace", 8, RED, "binding-date", "超过 7 天宽限仍未更换"),
    late("booked in time", 8, ORANGE, "scheme-delay", "属收运方延误", booking=BOOKED),
    late(
        "booked too late",
        12,
        RED,
        "binding-date",
        "已超期 12 天",
        booking=Booking(date(2022, 12, 9)),
    ),
    Case(
        "the enterprise's own promise is shorter",
        replace(SOUND, commitment=Commitment("环评〔2021〕8号", 30)),
        ORANGE,
        "binding-date",
        "企业承诺(环评〔2021〕8号, 每 30 天更换)应于 2022-10-01 前更换",
    ),
    Case(
        "the enterprise's own promise is longer than the rule",
        replace(SOUND, commitment=Commitment("环评〔2021〕8号", 180)),
        GREEN,
        "binding-date",
        "按 3 个月规则应于 2022-12-01 前更换",
    ),
    Case("nothing binds", SOUND, GREEN, "nothing-binds", "没有约束日期", policy=NO_RULE),
    Case("half full", estimated(50, 60), GREEN, "saturation", "饱和度 50 %(40–60 %)"),
    Case("nearly full", estimated(80, 60), YELLOW, "saturation", "饱和度 80 %"),
    Case("a breakthrough before the next swap", estimated(70, 7), YELLOW, "breakthrough-soon", "7"),
    Case("a breakthrough after it", estimated(70, 8), GREEN, "saturation", "70 %"),
    Case("an unlikely one", estimated(70, 7, 0.2), GREEN, "saturation", "70 %"),
    Case("full", estimated(100, 5), ORANGE, "saturation", "已到期 0 天"),
    Case("likely through", estimated(96, -7), ORANGE, "saturation", "已到期 7 天"),
    Case("likely through for long", estimated(96, -8), RED, "saturation", "超过 7 天宽限"),
    Case(
        "two odd days at the outlet",
        with_days(2, outlet_mg_per_m3=61.0),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "three days above the limit",
        with_days(3, outlet_mg_per_m3=61.0),
        ORANGE,
        "outlet-exceedance",
        "连续 3 个记录日超过 60 mg/m³, 自 2022-09-30 起持续超标, 最近为 61.0 mg/m³",
    ),
    Case(
        "above the limit for longer than the grace",
        with_days(11, outlet_mg_per_m3=61.0),
        RED,
        "outlet-exceedance",
        "已超期 9 天",
    ),
    Case(
        "as high as the limit",
        with_days(9, outlet_mg_per_m3=60.0),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "an outlet read while nothing runs",
        with_days(9, outlet_mg_per_m3=90.0, run_h=0.0),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "too little carbon",
        replace(SOUND, fresh_g=899_999),
        YELLOW,
        "under-filled",
        "为要求 1000 kg 的 90 %, 不足 90 %",
    ),
    Case(
        "poor carbon",
        replace(SOUND, lot=LotQuality("H1", 799, "C1")),
        YELLOW,
        "iodine-below-floor",
        "炭批次 H1 碘值 799 mg/g 低于下限 800 mg/g",
    ),
    Case(
        "good enough for a honeycomb",
        replace(SOUND, form=CarbonForm.HONEYCOMB, lot=LotQuality("H1", 650, "C1")),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "no certificate",
        replace(SOUND, lot=LotQuality("H1", 900)),
        YELLOW,
        "certificate-missing",
        "炭批次 H1 缺检测报告",
    ),
    Case("never tested", replace(SOUND, lot=None), YELLOW, "certificate-missing", "缺检测报告"),
    Case(
        "a certificate used twice",
        replace(SOUND, lot=LotQuality("H1", 900, "C1", ("H2",))),
        YELLOW,
        "certificate-reused",
        "检测报告 C1 也用于炭批次 H2",
    ),
    Case(
        "hot exhaust",
        with_days(3, temperature_c=40.5),
        YELLOW,
        "inlet-temperature",
        "超过 40 °C, 最近为 40.5 °C",
    ),
    Case("wet exhaust", with_days(3, humidity_percent=81.0), YELLOW, "humidity", "超过 80 %"),
    Case(
        "air that is too fast",
        replace(SOUND, face_velocity_m_per_s=0.61),
        YELLOW,
        "face-velocity",
        "0.61 m/s 超过 0.6 m/s",
    ),
    Case(
        "fast air through a honeycomb",
        replace(SOUND, form=CarbonForm.HONEYCOMB, face_velocity_m_per_s=1.1),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "a bed about to burn",
        with_days(1, bed_max_c=83.0),
        RED,
        "fire-risk",
        "着火风险: 2022-09-30 炭层温度达 83 °C",
    ),
    Case("a warm bed", with_days(1, bed_max_c=82.9), GREEN, "binding-date", "还有"),
    Case("silent for a day", silent(24), YELLOW, "data-missing", "数据缺失: 监测设备 VOC-0001"),
    Case("silent for a little less", silent(23.9), GREEN, "binding-date", "还有"),
    Case("silent for three days", silent(72), ORANGE, "data-missing", "已 72 小时"),
    Case(
        "silent and shut down",
        silent(72, shutdowns=(Stopped(date(2022, 9, 27), None),)),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "silent since the shutdown was over",
        silent(200, shutdowns=(Stopped(date(2022, 9, 20), date(2022, 9, 29)),)),
        YELLOW,
        "data-missing",
        "已 32 小时",
    ),
    Case(
        "flawed readings day after day",
        with_days(3, flaws=(Flaw.FROZEN,)),
        YELLOW,
        "data-implausible",
        "数据异常: 自 2022-09-30 起连续 3 个记录日读数有问题(读数不变)",
    ),
    Case(
        "a doubtful swap",
        replace(SOUND, fresh_g=800_000, former=RED),
        RED,
        "to-be-verified",
        "核实前保持更换时的红码",
    ),
    Case(
        "a doubtful swap that somebody has looked at",
        replace(SOUND, fresh_g=800_000, former=RED, verified=True),
        YELLOW,
        "under-filled",
        "填装 800 kg",
    ),
    Case(
        "poor carbon put into a bed that was orange",
        replace(SOUND, lot=LotQuality("H1", 799, "C1"), former=ORANGE),
        ORANGE,
        "to-be-verified",
        "碘值 799 mg/g",
    ),
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
    assert assess(evidence, TODAY).quality is quality


def test_an_instrument_counts_as_silent_also_where_no_fact_says_so() -> None:
    # Nothing for four days: three days after the day that is allowed for its record.
    watched = replace(SOUND, instruments=(Instrument("VOC-0001", Occurred.on(FILLED)),))
    long_ago = replace(watched, last_reading=Occurred("2022-09-27T08:00:00+08:00"))
    yesterday = replace(watched, last_reading=Occurred("2022-09-30T09:00:00+08:00"))
    assert assess(long_ago, TODAY).code is ORANGE
    assert assess(yesterday, TODAY).code is GREEN


def test_a_shutdown_does_not_stop_the_binding_clock() -> None:
    evidence, at = over(8, shutdowns=(Stopped(date(2022, 9, 2), None),))
    assessment = assess(evidence, at)
    assert (assessment.code, assessment.stopped) == (RED, True)


def test_the_binding_date_and_the_estimate_are_shown_apart_and_the_earlier_counts() -> None:
    assessment = assess(estimated(70, 20), TODAY)
    assert assessment.binding == date(2022, 12, 1)
    assert assessment.likely_breakthrough == date(2022, 10, 21)
    assert assessment.counts == date(2022, 10, 21)
    assert assessment.used_percent == 70
    assert [(each.rule, each.binding) for each in assessment.due] == [("months", True)]


def test_a_rule_binds_from_its_adoption_on() -> None:
    works = replace(SOUND, run_h_per_day=20.0)
    hours = Policy(binding_rules=(DateRule.RUNNING_HOURS, DateRule.MONTHS))
    # 500 h at 20 h a day are 25 days.
    assert assess(works, TODAY).code is GREEN
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
        cycle = next(each for each in assess(evidence, TODAY).references if "T =" in each.zh)
        assert cycle.running_days == pytest.approx(days)


def test_days_that_are_disregarded_are_no_evidence() -> None:
    above = with_days(3, outlet_mg_per_m3=61.0)
    assert assess(replace(above, days=above.days[:1]), TODAY).code is GREEN


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
    assert assess(light, TODAY).code.rank <= assess(heavy, TODAY).code.rank


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
