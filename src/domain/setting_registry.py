"""Every number that a district may set, with its limits and what it is until it is set.

A value is kept as text in one spelling, so that the same value is the same text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from domain.health_policy import DateRule, Policy


class Group(StrEnum):
    """What is adopted together, and stands in one stream."""

    HEALTH = "health"
    ALERTS = "alerts"
    TELEMETRY = "telemetry"


class Kind(StrEnum):
    """How a value is written."""

    WHOLE = "whole"
    """A whole number."""
    NUMBER = "number"
    TIME = "time"
    """A time of day, 22:00."""
    NAMES = "names"
    """Names out of a list, with spaces between them; none is said as `none`."""
    DAYS = "days"
    """Whole numbers of days, falling, with spaces between them."""


NONE = "none"
"""How an empty list is written."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value: its name, limits and unit, and what holds until a district adopts another."""

    name: str
    kind: Kind
    unit: str
    low: float
    high: float
    default: str
    zh: str
    en: str
    names: tuple[str, ...] = ()

    @property
    def limits(self) -> str:
        """What it can be, in a few signs."""
        match self.kind:
            case Kind.TIME:
                return "00:00–23:59"
            case Kind.NAMES:
                return " ".join((*self.names, NONE))
            case _:
                return f"{self.low:g}–{self.high:g}"

    def spelled(self, text: str) -> str | None:
        """The value in its one spelling; None where it is none."""
        match self.kind:
            case Kind.WHOLE:
                return self._within(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else None
            case Kind.NUMBER:
                return self._within(text) if _NUMBER.fullmatch(text) else None
            case Kind.TIME:
                return text if _TIME.fullmatch(text) else None
            case Kind.NAMES:
                return self._named(text)
            case Kind.DAYS:
                return self._days(text)

    def _within(self, text: str) -> str | None:
        value = float(text)
        return f"{value:.10g}" if self.low <= value <= self.high else None

    def _named(self, text: str) -> str | None:
        chosen = set[str]() if text == NONE else set(text.split())
        if not chosen <= set(self.names):
            return None
        return " ".join(name for name in self.names if name in chosen) or NONE

    def _days(self, text: str) -> str | None:
        parts = [] if text == NONE else text.split()
        if not all(re.fullmatch(r"\d{1,3}", part, re.ASCII) for part in parts):
            return None
        days = sorted({int(part) for part in parts}, reverse=True)
        within = all(self.low <= day <= self.high for day in days)
        return (" ".join(map(str, days)) or NONE) if within else None


_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _whole(name: str, unit: str, low: int, high: int, default: int, zh: str, en: str) -> Setting:
    return Setting(name, Kind.WHOLE, unit, low, high, str(default), zh, en)


def _of_policy() -> Iterator[Setting]:
    """The health settings are the fields of the policy, in their order."""
    for field in fields(Policy):
        if field.name in _HEALTH:
            unit, low, high, zh, en = _HEALTH[field.name]
            default: int | float = getattr(Policy(), field.name)
            kind = Kind.WHOLE if isinstance(default, int) else Kind.NUMBER
            name = field.name.replace("_", "-")
            yield Setting(name, kind, unit, low, high, f"{default:.10g}", zh, en)


_HEALTH: Mapping[str, tuple[str, float, float, str, str]] = {
    "binding_months": ("月", 1, 60, "几个月更换一次", "Calendar months from fill to swap"),
    "reference_hours": ("h", 1, 100_000, "累计运行多少小时更换", "Running hours from fill to swap"),
    "warn_percent": ("%", 1, 100, "用到多少转黄码", "Share used at which a code turns yellow"),
    "due_percent": ("%", 1, 100, "用到多少转橙码", "Share used at which a code turns orange"),
    "grace_days": ("天", 0, 28, "到期后宽限几天转红码", "Days of grace before a code turns red"),
    "swap_days": ("天", 0, 60, "从预约到更换需几天", "Days from a booking to the swap"),
    "likely_percent": (
        "%",
        1,
        95,
        "穿透概率达到多少算很可能",
        "Probability at which a breakthrough counts as likely",
    ),
    "outlet_limit_mg_per_m3": ("mg/m³", 1, 10_000, "出口浓度限值", "Limit of the outlet"),
    "sustained_days": (
        "天",
        1,
        7,
        "连续几个记录日算持续",
        "Recorded days in a row that make a measured value last",
    ),
    "fill_floor_percent": ("%", 1, 100, "填装量下限, 占要求的", "Least fill, of what is required"),
    "removed_low_percent": (
        "%",
        1,
        100,
        "卸出量下限, 占原填装的",
        "Least mass taken out, of what had gone in",
    ),
    "removed_high_percent": (
        "%",
        100,
        500,
        "卸出量上限, 占原填装的",
        "Most mass taken out, of what had gone in",
    ),
    "iodine_floor_mg_per_g": ("mg/g", 0, 2_000, "碘值下限", "Least iodine value"),
    "honeycomb_iodine_floor_mg_per_g": (
        "mg/g",
        0,
        2_000,
        "蜂窝炭碘值下限",
        "Least iodine value of honeycomb",
    ),
    "inlet_limit_c": ("°C", 0, 200, "进口温度限值", "Highest inlet temperature"),
    "humidity_limit_percent": ("%", 1, 100, "进口湿度限值", "Highest humidity of the inlet"),
    "granular_face_velocity_m_per_s": (
        "m/s",
        0.01,
        10,
        "颗粒炭气流速度限值",
        "Highest face velocity, granular",
    ),
    "honeycomb_face_velocity_m_per_s": (
        "m/s",
        0.01,
        10,
        "蜂窝炭气流速度限值",
        "Highest face velocity, honeycomb",
    ),
    "fibre_face_velocity_m_per_s": (
        "m/s",
        0.01,
        10,
        "纤维炭气流速度限值",
        "Highest face velocity, fibre",
    ),
    "fire_c": ("°C", 40, 200, "炭层着火风险温度", "Bed temperature of fire risk"),
    "silent_h": ("h", 1, 240, "无读数多久转黄码", "Hours of silence until yellow"),
    "long_silent_h": ("h", 1, 720, "无读数多久转橙码", "Hours of silence until orange"),
}

GROUPS: Mapping[Group, tuple[Setting, ...]] = {
    Group.HEALTH: (
        Setting(
            "binding-rules",
            Kind.NAMES,
            "",
            0,
            0,
            NONE,
            "采用哪些更换期限规则(其余仅供参考)",
            "Rules that bind; the others are for reference",
            tuple(DateRule),
        ),
        *_of_policy(),
    ),
    Group.ALERTS: (
        _whole("repeat-hours", "h", 1, 720, 24, "未确认多久再发", "Hours until it is sent again"),
        Setting("quiet-from", Kind.TIME, "", 0, 0, "22:00", "免打扰开始", "Quiet hours begin"),
        Setting("quiet-to", Kind.TIME, "", 0, 0, "07:00", "免打扰结束", "Quiet hours end"),
        _whole(
            "daily-cap", "条", 1, 1_000, 10, "每个号码每天最多几条", "Messages a day to one number"
        ),
        Setting(
            "reminder-days",
            Kind.DAYS,
            "天",
            1,
            365,
            "14 7 3",
            "提前几天提醒",
            "Days ahead of a date on which it is called to mind",
        ),
    ),
    Group.TELEMETRY: (
        _whole("raw-days", "天", 1, 3_650, 400, "原始读数保存几天", "Days that readings are kept"),
        _whole(
            "sampled-days", "天", 1, 36_500, 1_825, "抽样读数保存几天", "Days that samples are kept"
        ),
        _whole(
            "sampling-minutes", "min", 1, 1_440, 10, "抽样间隔", "Minutes from sample to sample"
        ),
        _whole(
            "silence-hours", "h", 1, 240, 24, "无读数多久算缺失", "Hours until a device is silent"
        ),
    ),
}


def definition(group: Group, name: str) -> Setting | None:
    """The definition of a setting; None where there is none of the name."""
    return next((each for each in GROUPS[group] if each.name == name), None)
