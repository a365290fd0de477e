"""What is said of the code of a charge, and of what it rests on."""

from typing import Literal

from adapters.web.answer import Model, told
from domain.code import Code
from domain.health import Assessment

Colour = Literal["green", "yellow", "orange", "red"]


Quality = Literal["live", "late", "silent", "implausible", "unequipped"]


class Reason(Model):
    """为什么至少是这个码 / Why a code is at least this bad"""

    rule: str = told("规则", "The rule", "binding-date")
    code: Colour = told("该理由对应的码", "The code it leads to", "green")
    text: str = told("说明, 中文", "In Chinese", "还有 8 天到期")
    text_en: str = told("说明, 英文", "In English", "due in 8 days")


class Reference(Model):
    """参考: 未采用的规则, 不约束 / What a rule that is not adopted would say; it does not bind"""

    rule: str = told("规则", "The rule", "replacement-cycle")
    running_days: float = told("运行日", "Running days", 54.8)
    day: str = told("对应的日期", "The day that means", "2022-11-02")
    text: str = told("说明, 中文", "In Chinese", "参考: 更换周期 T = 54.8 个运行日")
    text_en: str = told("说明, 英文", "In English", "for reference: T = 54.8 running days")


class HealthEstimate(Model):
    """物理估计 / The physical estimate"""

    day: str = told("评估日", "The day it was made", "2022-11-30")
    saturation_percent: float = told("饱和度, %", "Saturation, %", 61)
    low_percent: float = told("饱和度 5 % 分位", "Its 5th percentile", 48)
    high_percent: float = told("饱和度 95 % 分位", "Its 95th percentile", 77)
    likely_breakthrough: str | None = told(
        "很可能穿透的日期; 未估计为 null", "By when a breakthrough is likely", "2023-01-08"
    )


class Health(Model):
    """一次填装的码及其依据 / The code of a charge, and what it rests on"""

    code: Colour = told("码", "The code", "green")
    text: str = told("一句话, 中文", "In one sentence, in Chinese")
    text_en: str = told("一句话, 英文", "In one sentence")
    reasons: tuple[Reason, ...] = told("理由, 重者在前", "Reasons, the gravest first")
    references: tuple[Reference, ...] = told("参考", "References")
    binding: str | None = told("约束更换日期", "To be swapped by", "2022-12-08")
    estimate: HealthEstimate | None = told("物理估计; null 为无", "The physical estimate, if any")
    counts: str | None = told(
        "约束日期与很可能穿透的日期中较早者", "The earlier of the two dates", "2022-12-08"
    )
    used_percent: float = told(
        "已用比例, %: 时间与饱和度中较大者",
        "Share used, %: the larger of time and saturation",
        91.2,
    )
    in_use_days: int = told("在用天数", "Days in use", 83)
    fill_percent: float | None = told("填装量占要求, %", "Fill in % of what is required", 100)
    flow_area_m2: float | None = told(
        "炭箱过风面积, m²; 未登记为 null",
        "Cross-section of the bed, m²; null if not on record",
        7.5,
    )
    face_velocity_m_per_s: float | None = told(
        "气流速度, m/s: 实测风量(无则设计风量)除以过风面积; 不知为 null",
        "How fast the air passes: as measured, else by the design; null where it is not known",
        0.53,
    )
    quality: Quality = told(
        "数据: live 正常, late 滞后, silent 缺失, implausible 异常, unequipped 未装传感器",
        "What the readings are worth",
        "unequipped",
    )
    stopped: bool = told("是否在申报的停产期内", "Whether a declared shutdown lasts")
    pending: bool = told("待核实", "The swap is still to be verified")
    policy: str = told("规则版本", "Policy and version", "district@1")


def health(found: Assessment) -> Health:
    """Show a code and its reasons."""
    return Health(
        code=found.code.value,
        text=found.zh,
        text_en=found.en,
        reasons=tuple(
            Reason(rule=each.rule, code=each.code.value, text=each.zh, text_en=each.en)
            for each in found.reasons
        ),
        references=tuple(
            Reference(
                rule=each.rule,
                running_days=round(each.running_days, 1),
                day=each.day.isoformat(),
                text=each.zh,
                text_en=each.en,
            )
            for each in found.references
        ),
        binding=None if found.binding is None else found.binding.isoformat(),
        estimate=_estimate(found),
        counts=None if found.counts is None else found.counts.isoformat(),
        used_percent=round(found.used_percent, 1),
        in_use_days=found.in_use_days,
        fill_percent=None if found.fill_percent is None else round(found.fill_percent, 1),
        flow_area_m2=found.flow_area_m2,
        face_velocity_m_per_s=_to_a_hundredth(found.face_velocity_m_per_s),
        quality=found.quality.value,
        stopped=found.stopped,
        pending=found.pending,
        policy=found.policy,
    )


def _to_a_hundredth(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _estimate(found: Assessment) -> HealthEstimate | None:
    if (estimated := found.estimated) is None:
        return None
    through, full = found.likely_breakthrough, estimated.saturation
    return HealthEstimate(
        day=estimated.day.isoformat(),
        saturation_percent=round(full.middle_percent, 1),
        low_percent=round(full.low_percent, 1),
        high_percent=round(full.high_percent, 1),
        likely_breakthrough=None if through is None else through.isoformat(),
    )


def colour_of(code: Code | None) -> Colour | None:
    """Show a code; None where there is none."""
    return None if code is None else code.value
