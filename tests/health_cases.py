"""Every reason for a code, and every step from one code to another, as a table."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.adsorber import CarbonForm
from domain.code import Code
from domain.health_evidence import (
    Booking,
    Commitment,
    Evidence,
    LotQuality,
    Stopped,
)
from domain.health_policy import Policy
from domain.occurred import Occurred
from domain.operation import Flaw
from tests.sound_charge import (
    GREEN,
    NO_RULE,
    ORANGE,
    RED,
    SOUND,
    THREE_MONTHS,
    TODAY,
    YELLOW,
    estimated,
    over,
    silent,
    with_days,
)


@dataclass(frozen=True)
class Case:
    """A row: what is known, what code follows, and for which reason."""

    says: str
    evidence: Evidence
    code: Code
    rule: str
    sentence: str
    at: Occurred = TODAY
    policy: Policy = THREE_MONTHS


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
        # 4392 m³/h are 1.22 m³/s, and through 2 m² that is 0.61 m/s.
        replace(SOUND, airflow_m3_per_h=4392.0, flow_area_m2=2.0),
        YELLOW,
        "face-velocity",
        "0.61 m/s 超过 0.6 m/s(设计风量, 过风面积 2 m²)",
    ),
    Case(
        "air that is measured to be slower than by the design",
        replace(with_days(2, air_m3=33_600.0), airflow_m3_per_h=4392.0, flow_area_m2=2.0),
        GREEN,
        "binding-date",
        "还有",
    ),
    Case(
        "fast air through a honeycomb",
        replace(SOUND, form=CarbonForm.HONEYCOMB, airflow_m3_per_h=7920.0, flow_area_m2=2.0),
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
