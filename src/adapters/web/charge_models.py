"""The answers on charges and their assessments."""

from datetime import datetime

from adapters.web.answer import Answer, Kg, Model, Page, kg, kg_or_none, told
from application.assessment_told import Sentence
from application.ports.charge_book import Brief, ChargeEntry
from domain.charge_course import SaturationAssessed
from domain.estimate import Physical
from domain.record import Recorded


class Interval(Model):
    """5 %、中位、95 % / 5th percentile, median, 95th percentile."""

    low: float = told("5 % 分位", "5th percentile", 31.2)
    middle: float = told("中位数", "Median", 42.5)
    high: float = told("95 % 分位", "95th percentile", 60.1)


class Days(Model):
    """穿透日期 / When the bed has broken through."""

    early: str | None = told("5 % 可能在此之前", "By then with 5 %", "2022-12-05")
    middle: str | None = told("一半可能在此之前", "As likely as not by then", "2022-12-28")
    late: str | None = told("95 % 可能在此之前", "By then with 95 %", "2023-02-01")


class LastAssessment(Model):
    """最近一次评估 / The last assessment, in short."""

    day: str = told("所评估的日期, 指该日早晨", "The day whose morning it tells of", "2022-11-30")
    saturation_percent: Interval | None = told(
        "饱和度, %; null 为无法估计", "Saturation in %; null if it cannot be estimated"
    )
    breakthrough: Days | None = told(
        "穿透日期; null 为无法估计", "Breakthrough; null if it cannot be estimated"
    )
    binding: str | None = told(
        "约束更换日期; null 为无", "The date that binds; null if none", "2023-01-15"
    )
    instruments: str | None = told("何处测 VOCs", "Where VOC is measured", "inlet and outlet")


class Charge(Model):
    """一次填装 / A charge: one fill of one bed."""

    id: str = told("填装编号: 装置-炭箱-序号", "Adsorber, bed and number", "TADF100001-1-2")
    adsorber: str = told("装置编号", "The adsorber", "TADF100001")
    bed: int = told("炭箱", "The bed", 1)
    number: int = told("该炭箱的第几次填装", "Which fill of the bed it is", 2)
    enterprise: str = told("企业信用代码", "Credit code of the enterprise", "91330411MAW7DF1000")
    lot: str = told("炭批次", "The lot", "ZS221009014")
    fresh_kg: Kg = told("装填, kg", "Filled, kg", 1000)
    required_kg: Kg = told("要求填充量, kg", "Required fill, kg", 1000)
    started: str = told("开始时间", "When it started", "2022-10-15T08:57:00+08:00")
    ended: str | None = told("结束时间; null 为在用", "When it ended; null while at work", None)
    removed_kg: Kg | None = told("卸出, kg; null 为在用", "Taken out, kg; null while at work", None)
    code: str | None = told(
        "健康码: green 绿, yellow 黄, orange 橙, red 红; null 为尚无",
        "Health code: green, yellow, orange or red; null if it has none yet",
        "green",
    )
    pending: bool = told("是否待核实", "Whether the swap is to be verified")
    assessed: LastAssessment | None = told(
        "最近一次评估; null 为尚无", "The last assessment; null if there is none yet"
    )


class ChargePage(Page):
    """填装的一页 / A page of charges"""

    items: tuple[Charge, ...] = told("按填装编号排列", "In order of their number")


class OneCharge(Answer):
    """一次填装 / One charge"""

    charge: Charge = told("填装", "The charge")


class Due(Model):
    """规则给出的日期 / A date that a rule gives."""

    rule: str = told("规则", "The rule", "months")
    day: str = told("日期", "The day", "2023-01-15")
    binding: bool = told("是否约束; 否则仅供参考", "Whether it binds, or is for reference")


class Breakthrough(Model):
    """到该日已穿透的概率 / How probably the bed has broken through by a day."""

    probability: float = told("概率, 0–1", "Probability, 0–1", 0.05)
    day: str = told("日期", "The day", "2022-12-05")


class Source(Model):
    """所依据的事实流 / A stream that was relied on."""

    stream: str = told("事实流", "The stream", "charge:TADF100001-1-2")
    version: int = told("读到的版本", "How far it was read", 47)


class ChargeEstimate(Model):
    """物理估计 / The physical estimate."""

    saturation_percent: Interval = told("饱和度, %", "Saturation in %")
    breakthrough: tuple[Breakthrough, ...] = told("穿透", "Breakthrough")
    instruments: str = told("何处测 VOCs", "Where VOC is measured", "inlet and outlet")
    model: str = told("模型版本", "The version of the model", "reduced-bed-1")
    calibration: str = told("校准编号", "The calibration", "simulated-districts-1")
    prior: str = told("先验编号", "What was believed of other beds", "shipped-1")
    former: str | None = told(
        "同一炭箱的上一次填装; null 为无", "The bed's charge before; null if none counts", None
    )
    seed: int = told("随机数种子", "The seed", 2958138675)


class AssessmentModel(Model):
    """一次评估 / An assessment"""

    version: int = told("版本: 在填装事实流中的序号", "Its place in the life of the charge", 48)
    day: str = told("所评估的日期, 指该日早晨", "The day whose morning it tells of", "2022-11-30")
    recorded_at: datetime = told("记录时间", "When it was recorded", "2022-11-30T18:00:00+08:00")
    physical: ChargeEstimate | None = told(
        "物理估计; null 为无法估计", "The physical estimate; null if there can be none"
    )
    due: tuple[Due, ...] = told("规则给出的日期", "The dates that rules give")


class AssessmentPage(Page):
    """评估的一页 / A page of assessments"""

    items: tuple[AssessmentModel, ...] = told("按版本排列", "In order of version")


class Told(Model):
    """一句说明 / A sentence"""

    zh: str = told("中文", "In Chinese", "饱和度约 42 %, 90 % 区间 31–60 %")
    en: str = told("英文", "In English", "about 42 % saturated, 90 % interval 31–60 %")


class ExplainedAssessment(AssessmentModel):
    """一次评估及其依据 / An assessment and what it rests on"""

    relied: tuple[Source, ...] = told(
        "所依据的事实流及读到的版本", "The streams relied on, and how far they were read"
    )
    explanation: tuple[Told, ...] = told("依据与结论", "What it rests on, and what follows")


class OneAssessment(Answer):
    """一次评估 / One assessment"""

    assessment: ExplainedAssessment = told("评估", "The assessment")


def charge_shown(entry: ChargeEntry) -> Charge:
    """A charge as it is shown."""
    return Charge(
        id=entry.charge,
        adsorber=entry.adsorber,
        bed=entry.bed,
        number=entry.number,
        enterprise=entry.enterprise,
        lot=entry.lot,
        fresh_kg=kg(entry.fresh_g),
        required_kg=kg(entry.required_g),
        started=entry.started,
        ended=entry.ended,
        removed_kg=kg_or_none(entry.removed_g),
        code=None if entry.code is None else entry.code.value,
        pending=entry.pending,
        assessed=None if entry.assessed is None else _brief(entry.assessed),
    )


def _brief(brief: Brief) -> LastAssessment:
    return LastAssessment(
        day=brief.day,
        saturation_percent=_interval(brief),
        breakthrough=_days(brief),
        binding=brief.binding,
        instruments=brief.instruments,
    )


def _interval(brief: Brief) -> Interval | None:
    low, middle, high = brief.low_percent, brief.middle_percent, brief.high_percent
    if low is None or middle is None or high is None:
        return None
    return _to_a_tenth(low, middle, high)


def _to_a_tenth(low: float, middle: float, high: float) -> Interval:
    """As people read it; the recorded fact has every digit."""
    return Interval(low=round(low, 1), middle=round(middle, 1), high=round(high, 1))


def _days(brief: Brief) -> Days | None:
    if brief.middle is None:
        return None
    return Days(early=brief.early, middle=brief.middle, late=brief.late)


def assessment_shown(recorded: Recorded[SaturationAssessed]) -> AssessmentModel:
    """An assessment as it is shown in a list."""
    fact = recorded.fact
    return AssessmentModel(
        version=recorded.version,
        day=fact.day,
        recorded_at=recorded.recorded_at,
        physical=None if fact.physical is None else _physical(fact.physical),
        due=tuple(Due(rule=each.rule, day=each.day, binding=each.binding) for each in fact.due),
    )


def explained(
    recorded: Recorded[SaturationAssessed], sentences: tuple[Sentence, ...]
) -> ExplainedAssessment:
    """An assessment with what it rests on."""
    return ExplainedAssessment(
        **dict(assessment_shown(recorded)),
        relied=tuple(
            Source(stream=each.stream, version=each.version) for each in recorded.fact.relied
        ),
        explanation=tuple(Told(zh=each.zh, en=each.en) for each in sentences),
    )


def _physical(physical: Physical) -> ChargeEstimate:
    full = physical.saturation
    return ChargeEstimate(
        saturation_percent=_to_a_tenth(full.low_percent, full.middle_percent, full.high_percent),
        breakthrough=tuple(
            Breakthrough(probability=each.probability, day=each.day)
            for each in physical.breakthrough
        ),
        instruments=physical.instruments,
        model=physical.model,
        calibration=physical.calibration,
        prior=physical.prior,
        former=physical.former,
        seed=physical.seed,
    )
