"""What speaks for a code, one small rule each: what wears the carbon out comes first.

A rule gives no reason, or one. What is too late counts from the day on which the threshold was
reached: orange, and red once the grace is over and nobody has come.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil

from domain.code import Code, Reason
from domain.health_dates import deadlines
from domain.health_evidence import Estimated, Evidence, WorkDay
from domain.health_policy import Policy
from domain.health_sustained import sustained_since
from domain.occurred import Occurred

Rule = Callable[[Evidence, Occurred, Policy], Iterator[Reason]]

_CERTAIN = 100


def used_percent_by_date(started: date, day: date, due: date) -> float:
    """The share of the time until a date that has passed."""
    return 100 * (day - started).days / max((due - started).days, 1)


def by_binding_date(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """The earliest date that binds."""
    due = next((each for each in deadlines(evidence, policy) if each.binding), None)
    if due is None:
        return
    started, day = evidence.started.day, at.day
    used = used_percent_by_date(started, day, due.day)
    code, zh, en = _standing(used, due.day, day, evidence, policy)
    yield Reason(
        "binding-date",
        code,
        f"{started} 填装, 按 {due.zh}应于 {due.day} 前更换, 截至 {day} 已用 {used:.0f} %, {zh}",
        f"filled on {started}, to be swapped by {due.day} under {due.en}, {used:.0f} % used by "
        f"{day}, {en}",
    )


def by_saturation(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """How full the carbon is by the physical estimate."""
    if (estimated := evidence.estimated) is None:
        return
    full = estimated.saturation
    since = full_since(evidence, at.day, policy)
    code, zh, en = _wear(full.middle_percent, since, at.day, evidence, policy)
    span = f"{full.low_percent:.0f}–{full.high_percent:.0f} %"
    yield Reason(
        "saturation",
        code,
        f"{estimated.day} 估计饱和度 {full.middle_percent:.0f} %({span}){zh}",
        f"estimated on {estimated.day} to be {full.middle_percent:.0f} % saturated ({span}){en}",
    )


def full_since(evidence: Evidence, day: date, policy: Policy) -> date | None:
    """Since when the carbon is likely to be through; None where it is not."""
    since = full_by(evidence.estimated, day, policy)
    # An estimate names no day before its own, so what was said before tells since when it holds.
    for before in reversed(evidence.estimated_before):
        sooner = full_by(before, before.day, policy)
        if since is None or sooner is None:
            break
        since = sooner
    return since


def full_by(estimated: Estimated | None, day: date, policy: Policy) -> date | None:
    """Since when the carbon is likely to be through by one estimate alone; None where it is not."""
    if estimated is None:
        return None
    through = _likely(estimated, policy)
    if through is not None and through <= day:
        return through
    full = estimated.saturation.middle_percent >= policy.due_percent
    return min(estimated.day, day) if full else None


def likely_breakthrough(evidence: Evidence, policy: Policy) -> date | None:
    """The first day by which a breakthrough is likely; None where none is estimated."""
    return None if evidence.estimated is None else _likely(evidence.estimated, policy)


def _likely(estimated: Estimated, policy: Policy) -> date | None:
    days = (
        each.day.day
        for each in estimated.breakthrough
        if each.probability * _CERTAIN >= policy.likely_percent
    )
    return min(days, default=None)


def by_next_swap(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """A breakthrough that is likely before a swap booked today could be done."""
    through = likely_breakthrough(evidence, policy)
    if through is None or not 0 < (through - at.day).days <= policy.swap_days:
        return
    yield Reason(
        "breakthrough-soon",
        Code.YELLOW,
        f"预计 {through} 前穿透(概率不低于 {policy.likely_percent} %), "
        f"从预约到更换需 {policy.swap_days} 天",
        f"likely to break through by {through} (at least {policy.likely_percent} %), and a swap "
        f"takes {policy.swap_days} days",
    )


def by_outlet(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """An outlet that is measured above the limit and stays there."""
    limit, days = policy.outlet_limit_mg_per_m3, policy.sustained_days
    since, value = lasting(evidence, policy, lambda day: day.outlet_mg_per_m3, limit)
    if since is None:
        return
    code, zh, en = _overdue(since, at.day, evidence, policy)
    yield Reason(
        "outlet-exceedance",
        code,
        f"出口浓度连续 {days} 个记录日超过 {limit:g} mg/m³, 自 {since} 起持续超标, "
        f"最近为 {value:.1f} mg/m³, {zh}",
        f"the outlet was above {limit:g} mg/m³ on {days} recorded days in a row, lasting since "
        f"{since}, lately {value:.1f} mg/m³, {en}",
    )


def by_delay(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """A collection that was booked in time and has not come: the scheme's delay."""
    if (booking := evidence.booking) is None:
        return
    since = reached_since(evidence, at, policy)
    if since is None or not excused(since, at.day, evidence, policy):
        return
    agreed = f", 约定 {booking.agreed} 上门" if booking.agreed else ""
    promised = f" for {booking.agreed}" if booking.agreed else ""
    yield Reason(
        "scheme-delay",
        Code.ORANGE,
        f"企业已于 {booking.made} 按时预约{agreed}, 至今未更换, 属收运方延误, 不转红码",
        f"booked in time on {booking.made}{promised} and not collected yet: the scheme's delay, so "
        f"the code does not turn red",
    )


def reached_since(evidence: Evidence, at: Occurred, policy: Policy) -> date | None:
    """The day on which the first threshold was reached; None where none is."""
    started = evidence.started.day
    binding = (
        _due_since(started, each.day, policy)
        for each in deadlines(evidence, policy)
        if each.binding
    )
    outlet, _ = lasting(
        evidence, policy, lambda day: day.outlet_mg_per_m3, policy.outlet_limit_mg_per_m3
    )
    # What is only declared may be off by half, so it makes nobody late.
    measured = evidence.estimated is not None and evidence.estimated.measured
    full = full_since(evidence, at.day, policy) if measured else None
    found = (min(binding, default=None), full, outlet)
    return min((day for day in found if day is not None and day <= at.day), default=None)


def excused(since: date, day: date, evidence: Evidence, policy: Policy) -> bool:
    """Whether the grace is over, and a booking was made before that."""
    last = since + timedelta(days=policy.grace_days)
    return day > last and evidence.booking is not None and evidence.booking.made <= last


def _due_since(started: date, due: date, policy: Policy) -> date:
    """The day on which so much of the time is used that the carbon is due."""
    return started + timedelta(days=ceil((due - started).days * policy.due_percent / 100))


def _standing(
    used: float, due: date, day: date, evidence: Evidence, policy: Policy
) -> tuple[Code, str, str]:
    left = (due - day).days
    since = _due_since(evidence.started.day, due, policy)
    if since <= day:
        return _overdue(since, day, evidence, policy)
    code = Code.YELLOW if used >= policy.warn_percent else Code.GREEN
    return code, f"还有 {left} 天到期", f"days left: {left}"


def _overdue(since: date, day: date, evidence: Evidence, policy: Policy) -> tuple[Code, str, str]:
    over, grace = (day - since).days, policy.grace_days
    if over <= grace or excused(since, day, evidence, policy):
        return Code.ORANGE, f"已到期 {over} 天", f"days overdue: {over}"
    return (
        Code.RED,
        f"已超期 {over} 天, 超过 {grace} 天宽限仍未更换",
        f"overdue for {over} days, beyond the {grace} days of grace",
    )


def _wear(
    used: float, since: date | None, day: date, evidence: Evidence, policy: Policy
) -> tuple[Code, str, str]:
    if since is not None and evidence.estimated is not None and not evidence.estimated.measured:
        return (
            Code.YELLOW,
            f", 自 {since} 起应已穿透; 未装监测, 仅按申报估计, 不高于黄码",
            f", through since {since}; estimated from declarations alone, so yellow at most",
        )
    if since is not None:
        code, zh, en = _overdue(since, day, evidence, policy)
        return code, f", 自 {since} 起应已穿透, {zh}", f", through since {since}, {en}"
    code = Code.YELLOW if used >= policy.warn_percent else Code.GREEN
    return code, "", ""


def lasting(
    evidence: Evidence, policy: Policy, value: Callable[[WorkDay], float | None], limit: float
) -> tuple[date | None, float]:
    """Since when a value lasts above its limit on days with air flowing, and the last value."""
    seen = [
        (day.day, found)
        for day in evidence.days
        if day.run_h > 0 and (found := value(day)) is not None
    ]
    since = sustained_since(((day, found > limit) for day, found in seen), policy.sustained_days)
    return since, seen[-1][1] if seen else 0.0
