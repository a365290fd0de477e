"""Whether the readings that should be there are there, and can be believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.code import Code, Reason
from domain.health_evidence import Evidence, Instrument
from domain.health_policy import Policy
from domain.health_sustained import sustained_since
from domain.occurred import Occurred
from domain.operation import Flaw


class DataQuality(StrEnum):
    """What the readings of a bed are worth."""

    LIVE = "live"
    LATE = "late"
    """Nothing is recorded of the day before."""
    SILENT = "silent"
    IMPLAUSIBLE = "implausible"
    UNEQUIPPED = "unequipped"
    """Nobody has put an instrument there."""

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        return _ZH[self]


_ZH = {
    DataQuality.LIVE: "数据正常",
    DataQuality.LATE: "数据滞后",
    DataQuality.SILENT: "数据缺失",
    DataQuality.IMPLAUSIBLE: "数据异常",
    DataQuality.UNEQUIPPED: "未装传感器",
}
_FLAWS_ZH = {
    Flaw.FROZEN: "读数不变",
    Flaw.CLIPPED: "超量程",
    Flaw.IMPOSSIBLE: "数值不可能",
    Flaw.SILENT: "读数过少",
    Flaw.REPLAYED: "读数重复",
}
_ROLL_UP_H = 24
"""What was read on a day is recorded when the day is over. So where no fact says that an
instrument is silent, but nothing is recorded, it counts as silent a day later."""


@dataclass(frozen=True, slots=True)
class Silence:
    """An instrument from which nothing comes, since when, and for how many hours."""

    device: str
    since: Occurred
    hours: float


def data_quality(evidence: Evidence, at: Occurred, policy: Policy) -> DataQuality:
    """What the readings are worth, as of a time."""
    if not evidence.instruments:
        return DataQuality.UNEQUIPPED
    silence = longest_silence(evidence, at)
    if silence is not None and silence.hours >= policy.silent_h:
        return DataQuality.SILENT
    if implausible_since(evidence, policy) is not None:
        return DataQuality.IMPLAUSIBLE
    return DataQuality.LATE if _is_late(evidence, at) else DataQuality.LIVE


def by_silence(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """An instrument that has gone silent; a bed without any is not silent."""
    silence = longest_silence(evidence, at)
    if silence is None or silence.hours < policy.silent_h:
        return
    code = Code.ORANGE if silence.hours >= policy.long_silent_h else Code.YELLOW
    yield Reason(
        "data-missing",
        code,
        f"数据缺失: 监测设备 {silence.device} 自 {silence.since[:16].replace('T', ' ')} 起无读数, "
        f"已 {silence.hours:.0f} 小时",
        f"data missing: nothing has come from instrument {silence.device} since "
        f"{silence.since[:16].replace('T', ' ')}, for {silence.hours:.0f} hours",
    )


def by_implausible_data(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Readings that cannot be believed, day after day."""
    del at
    since = implausible_since(evidence, policy)
    if since is None:
        return
    flaws = sorted({flaw for day in evidence.days[-policy.sustained_days :] for flaw in day.flaws})
    zh, en = "、".join(_FLAWS_ZH[flaw] for flaw in flaws), ", ".join(flaws)
    yield Reason(
        "data-implausible",
        Code.YELLOW,
        f"数据异常: 自 {since} 起连续 {policy.sustained_days} 个记录日读数有问题({zh})",
        f"implausible data: readings flawed on {policy.sustained_days} recorded days in a row, "
        f"lasting since {since} ({en})",
    )


def implausible_since(evidence: Evidence, policy: Policy) -> date | None:
    """Since when the readings are not to be believed; None where they are."""
    return sustained_since(
        ((day.day, bool(day.flaws)) for day in evidence.days), policy.sustained_days
    )


def longest_silence(evidence: Evidence, at: Occurred) -> Silence | None:
    """The longest silence of the bed's instruments; None without instruments, or while stopped.

    A shutdown that was declared explains why nothing comes; after it the hours count anew.
    """
    if any(stop.covers(at.day) for stop in evidence.shutdowns):
        return None
    found = [_silence(each, evidence, at) for each in evidence.instruments]
    return max(found, key=lambda silence: silence.hours, default=None)


def _silence(instrument: Instrument, evidence: Evidence, at: Occurred) -> Silence:
    heard = max(instrument.heard, evidence.started, evidence.last_reading or evidence.started)
    allowed_h = 0 if instrument.silent_since else _ROLL_UP_H
    signs = (instrument.silent_since or heard, _restarted(evidence, at))
    since = max(sign for sign in signs if sign is not None)
    hours = (at.moment - since.moment).total_seconds() / 3600 - allowed_h
    return Silence(instrument.device, since, max(hours, 0.0))


def _restarted(evidence: Evidence, at: Occurred) -> Occurred | None:
    """When the last shutdown before a time was over; None where there was none."""
    ends = [stop.last for stop in evidence.shutdowns if stop.last is not None]
    over = [last + timedelta(days=1) for last in ends if last < at.day]
    return Occurred.on(max(over)) if over else None


def _is_late(evidence: Evidence, at: Occurred) -> bool:
    expected = at.day - timedelta(days=1)
    if evidence.started.day >= expected or any(s.covers(expected) for s in evidence.shutdowns):
        return False
    return not evidence.days or evidence.days[-1].day < expected
