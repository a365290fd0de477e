"""An assessment in plain sentences: what was known, what was believed, what follows and what moved
it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from application.charge_evidence import Case
from domain.adsorption.load_steps import inlet_mg_per_m3
from domain.charge_course import SaturationAssessed
from domain.charge_evidence import ChargeEvidence, DaySource
from domain.estimate import Breakthrough, Physical
from domain.health_dates import COMMITMENT
from domain.health_policy import DateRule
from domain.identifiers import ChargeId
from domain.quantities import kilograms

_MOSTLY_BELOW = 0.5
_LATE_DAYS = 10
_SOURCES = {
    DaySource.MEASURED: ("仪器测得", "measured"),
    DaySource.DECLARED: ("按该日申报", "declared for that day"),
    DaySource.LIKE_MEASURED: ("按已测各日的平均", "like the mean of measured days"),
    DaySource.COMMISSIONED: ("按投运时的申报", "as declared at commissioning"),
    DaySource.UNKNOWN: ("不明", "unknown"),
}
_RULES = {
    COMMITMENT: "企业承诺的周期",
    DateRule.MONTHS: "月数规则",
    DateRule.RUNNING_HOURS: "运行小时规则",
    DateRule.CYCLE: "更换周期公式",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same in both languages."""

    zh: str
    en: str


def estimate_told(case: Case, fact: SaturationAssessed) -> Iterator[Sentence]:
    """What the estimate started from, and what it says."""
    state, plant = case.state, case.plant
    solvents = () if plant is None else plant.exhaust.solvents
    mass_kg = kilograms(state.fresh_g)
    yield Sentence(
        f"{state.since.day} 填装 {mass_kg} kg, 炭批次 {state.lot}; "
        f"申报的溶剂: {'、'.join(solvents) or '无'}",
        f"filled on {state.since.day} with {mass_kg} kg of lot {state.lot}; "
        f"solvents as declared: {', '.join(solvents) or 'none'}",
    )
    known = case.known
    if known is None:
        yield Sentence(
            "气量或 VOCs 来量既没有测量也没有申报, 因此无法估计饱和度",
            "air or VOC was neither measured nor declared, so saturation cannot be estimated",
        )
        return
    yield _days(known)
    yield from _left_out(known)
    yield _came_in(known)
    yield _outlet(known)
    yield _believed(case, known)
    physical = fact.physical
    if physical is not None:
        yield from _estimate(physical)


def _days(known: ChargeEvidence) -> Sentence:
    many, days = Counter(known.sources), known.charge.days
    inlet, outlet = (
        int((~np.isnan(each)).sum()) for each in (days.inlet_mg_per_m3, days.outlet_mg_per_m3)
    )
    parts = [(zh, en, many[source]) for source, (zh, en) in _SOURCES.items() if many[source]]
    iodine = known.charge.fill.iodine_mg_per_g
    tested = ("碘值未检测", "iodine not tested")
    if iodine is not None:
        tested = (f"碘值 {iodine:.0f} mg/g", f"iodine {iodine:.0f} mg/g")
    return Sentence(
        f"至此 {len(days)} 天: {', '.join(f'{zh} {n} 天' for zh, _, n in parts) or '无'}; "
        f"进口有读数 {inlet} 天, 出口有读数 {outlet} 天; {tested[0]}",
        f"{len(days)} days so far: {', '.join(f'{en} {n}' for _, en, n in parts) or 'none'}; "
        f"inlet read on {inlet}, outlet on {outlet}; {tested[1]}",
    )


def _left_out(known: ChargeEvidence) -> Iterator[Sentence]:
    if known.flawed_days:
        yield Sentence(
            f"{known.flawed_days} 天的浓度因数值不变或疑似重放而未采用",
            f"concentrations of {known.flawed_days} day(s) were left out as frozen or replayed",
        )
    if known.disregarded_days:
        yield Sentence(
            f"{known.disregarded_days} 天的读数因申诉成立而不计",
            f"readings of {known.disregarded_days} day(s) do not count, an objection was upheld",
        )
    if known.stack_tests:
        yield Sentence(
            f"排口检测 {known.stack_tests} 次已计入",
            f"stack tests taken into account: {known.stack_tests}",
        )


def voc_kg(known: ChargeEvidence) -> float:
    """VOC that has come in, kg."""
    charge = known.charge
    return float((charge.days.air_m3 * inlet_mg_per_m3(charge)).sum() * 1e-6)


def _came_in(known: ChargeEvidence) -> Sentence:
    charge = known.charge
    air_m3, came_kg = float(charge.days.air_m3.sum()), voc_kg(known)
    share = 100 * came_kg / charge.fill.carbon_kg
    return Sentence(
        f"共通过空气 {air_m3:,.0f} m³, 带入 VOCs 约 {came_kg:,.1f} kg, 为炭重的 {share:.1f} %",
        f"{air_m3:,.0f} m³ of air brought about {came_kg:,.1f} kg of VOC, {share:.1f} % of the "
        "carbon's mass",
    )


def _outlet(known: ChargeEvidence) -> Sentence:
    days = known.charge.days
    read = ~np.isnan(days.outlet_mg_per_m3)
    if not read.any():
        return Sentence(
            "出口没有读数: 只能由来量与申报推断, 区间因此很宽",
            "the outlet was not read: only the load and the declaration tell, so the interval is "
            "wide",
        )
    late = np.flatnonzero(read)[-_LATE_DAYS:]
    out = float(days.outlet_mg_per_m3[late].mean())
    share = 100 * out / float(inlet_mg_per_m3(known.charge)[late].mean())
    below = int((days.outlet_below[late] >= _MOSTLY_BELOW).sum())
    return Sentence(
        f"最近 {len(late)} 个有读数的日子, 出口平均 {out:.3g} mg/m³, 为进口的 {share:.0f} %; "
        f"其中 {below} 天多半低于检出限",
        f"over the last {len(late)} days that were read the outlet was {out:.3g} mg/m³ on "
        f"average, {share:.0f} % of the inlet; on {below} of them mostly below detection",
    )


def _believed(case: Case, known: ChargeEvidence) -> Sentence:
    """A bed whose outlet nobody watches keeps from its last charge only what came in."""
    district, former = case.prior.name, case.former
    if former is None:
        return Sentence(
            f"事先: 这个炭箱没有可借鉴的上一次填装, 从其他炭箱的经验({district})出发",
            "before that: the bed has no earlier charge to learn from, so belief starts from other "
            f"beds ({district})",
        )
    if np.isnan(known.charge.days.outlet_mg_per_m3).all():
        return Sentence(
            f"事先: 从其他炭箱的经验({district})出发, 来量与申报之比取自上一次填装 {former.charge}",
            f"before that: belief starts from other beds ({district}), and from charge "
            f"{former.charge} as to how much comes in against what is declared",
        )
    return Sentence(
        f"事先: 从这个炭箱上一次填装 {former.charge} 的表现出发",
        f"before that: belief starts from how the bed did over charge {former.charge}",
    )


def _estimate(physical: Physical) -> Iterator[Sentence]:
    full = physical.saturation
    yield Sentence(
        f"饱和度约 {full.middle_percent:.0f} %, 90 % 区间 "
        f"{full.low_percent:.0f}–{full.high_percent:.0f} %",
        f"about {full.middle_percent:.0f} % saturated, 90 % interval "
        f"{full.low_percent:.0f}–{full.high_percent:.0f} %",
    )
    early, middle, late = (_by(physical.breakthrough, p) for p in (0.05, 0.50, 0.95))
    yield Sentence(
        f"穿透: 一半可能在 {middle} 之前; 5 % 可能在 {early} 之前, 95 % 可能在 {late} 之前",
        f"breakthrough: as likely as not by {middle}; 5 % by {early}, 95 % by {late}",
    )
    yield Sentence(
        f"模型 {physical.model}, 校准 {physical.calibration}, 先验 {physical.prior}, "
        f"随机数种子 {physical.seed}",
        f"model {physical.model}, calibration {physical.calibration}, prior {physical.prior}, "
        f"seed {physical.seed}",
    )


def _by(breakthrough: Sequence[Breakthrough], probability: float) -> str:
    return next((str(each.day) for each in breakthrough if each.probability == probability), "-")


def moved_told(
    case: Case, fact: SaturationAssessed, before: tuple[SaturationAssessed, Case] | None
) -> Iterator[Sentence]:
    """What is different from the assessment before."""
    if before is None:
        yield Sentence("这是第一次评估", "this is the first assessment")
        return
    earlier, then = before
    if earlier.physical is not None and fact.physical is not None:
        was, now = earlier.physical.saturation, fact.physical.saturation
        yield Sentence(
            f"与 {earlier.day} 的评估相比, 饱和度由 {was.middle_percent:.0f} % 变为 "
            f"{now.middle_percent:.0f} %",
            f"against the assessment of {earlier.day}, saturation went from "
            f"{was.middle_percent:.0f} % to {now.middle_percent:.0f} %",
        )
    yield from _because(case, then)


def _because(case: Case, then: Case) -> Iterator[Sentence]:
    if case.known is not None and then.known is not None:
        more_kg, days = voc_kg(case.known) - voc_kg(then.known), (case.day - then.day).days
        yield Sentence(
            f"其间 {days} 天, VOCs 来量累计变化 {more_kg:+,.1f} kg",
            f"{days} day(s) on, VOC that has come in changed by {more_kg:+,.1f} kg",
        )
        if case.known.charge.fill.told_once != then.known.charge.fill.told_once:
            yield Sentence(
                "填装、炭质检测或申报的溶剂有更正",
                "the fill, the carbon's test or the declared solvents were corrected",
            )
    if case.prior.name != then.prior.name:
        yield Sentence(
            f"其他炭箱的经验由 {then.prior.name} 换成 {case.prior.name}",
            f"belief of other beds changed from {then.prior.name} to {case.prior.name}",
        )
    if _charge_of(case) != _charge_of(then):
        yield Sentence(
            "上一次填装的表现这次才归纳出来",
            "how the bed did over the charge before was learned only now",
        )


def _charge_of(case: Case) -> ChargeId | None:
    return None if case.former is None else case.former.charge


def due_told(fact: SaturationAssessed, policy: str) -> Iterator[Sentence]:
    """The dates that rules give, and the version of the rules."""
    for due in fact.due:
        binds = ("约束", "binding") if due.binding else ("参考", "for reference")
        zh = _RULES.get(due.rule, due.rule)
        yield Sentence(
            f"{binds[0]}: 按{zh}应于 {due.day} 前更换(规则版本 {policy})",
            f"{binds[1]}: to be replaced by {due.day} under rule {due.rule} (policy {policy})",
        )
