"""By when carbon is to be replaced: what the enterprise promised, and what each rule says."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from domain.adsorption.replacement_cycle import Load, replacement_cycle_days
from domain.health_evidence import Evidence, WorkDay
from domain.health_policy import DateRule, Policy
from domain.quantities import kilograms

COMMITMENT = "commitment"
_LONGEST_DAYS = 36_500
"""A date further away is none: the plant hardly runs."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that a rule gives. The sentence says how, without the date."""

    rule: str
    day: date
    running_days: float
    binding: bool
    zh: str
    en: str


def deadlines(evidence: Evidence, policy: Policy) -> tuple[Deadline, ...]:
    """What binds and what is for reference, each with the earliest first, binding ones in front."""
    pace = _pace(evidence)
    found = [each for rule in _RULES for each in rule(evidence, policy, pace)]
    return tuple(sorted(found, key=lambda each: (not each.binding, each.day)))


def after_months(day: date, months: int) -> date:
    """So many calendar months later; a month that is too short ends on its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _by_commitment(evidence: Evidence, policy: Policy, pace: "_Pace | None") -> Iterator[Deadline]:
    del policy, pace
    if (promised := evidence.commitment) is not None:
        yield Deadline(
            COMMITMENT,
            evidence.started.day + timedelta(days=promised.every_days),
            promised.every_days,
            binding=True,
            zh=f"企业承诺({promised.document}, 每 {promised.every_days} 天更换)",
            en=f"the commitment of every {promised.every_days} days ({promised.document})",
        )


def _by_months(evidence: Evidence, policy: Policy, pace: "_Pace | None") -> Iterator[Deadline]:
    del pace
    started, months = evidence.started.day, policy.binding_months
    day = after_months(started, months)
    yield Deadline(
        DateRule.MONTHS,
        day,
        (day - started).days,
        DateRule.MONTHS in policy.binding_rules,
        f"{months} 个月规则",
        f"the {months}-month rule",
    )


def _by_running_hours(
    evidence: Evidence, policy: Policy, pace: "_Pace | None"
) -> Iterator[Deadline]:
    hours = policy.reference_hours
    if pace is not None and pace.run_h_per_day:
        days = hours / pace.run_h_per_day
        yield from _deadline(
            DateRule.RUNNING_HOURS,
            evidence,
            policy,
            days,
            pace,
            f"{hours} 小时规则, 约 {days:.0f} 个运行日",
            f"{hours} running hours, about {days:.0f} running days",
        )


def _by_cycle(evidence: Evidence, policy: Policy, pace: "_Pace | None") -> Iterator[Deadline]:
    load = _load(evidence, pace)
    if pace is not None and load is not None:
        days = replacement_cycle_days(load)
        air = "实测" if pace.air_m3_per_h else "设计"
        measured = "measured" if pace.air_m3_per_h else "design"
        mass_kg = kilograms(evidence.fresh_g)
        yield from _deadline(
            DateRule.CYCLE,
            evidence,
            policy,
            days,
            pace,
            f"更换周期 T = {days:.1f} 个运行日({mass_kg} kg, s = {load.capacity}, "
            f"{air}风量 {load.airflow_m3_per_h:.0f} m³/h)",
            f"T = {days:.1f} running days ({mass_kg} kg, s = {load.capacity}, "
            f"{measured} airflow {load.airflow_m3_per_h:.0f} m³/h)",
        )


_RULES: tuple[Callable[[Evidence, Policy, "_Pace | None"], Iterator[Deadline]], ...] = (
    _by_commitment,
    _by_months,
    _by_running_hours,
    _by_cycle,
)


@dataclass(frozen=True, slots=True)
class _Pace:
    """How much a bed works: as measured of late, else as designed and on every day."""

    run_h_per_day: float
    running_share: float = 1.0
    air_m3_per_h: float | None = None
    removed_mg_per_m3: float | None = None


def _pace(evidence: Evidence) -> _Pace | None:
    running = [day for day in evidence.days if day.run_h > 0]
    if running:
        hours = sum(day.run_h for day in running)
        share = len(running) / len(evidence.days)
        air = evidence.measured_airflow_m3_per_h
        return _Pace(hours / len(running), share, air, _removed(running))
    designed = evidence.run_h_per_day
    return _Pace(designed) if designed and 0 < designed <= 24 else None


def _removed(running: list[WorkDay]) -> float | None:
    both = [
        (day.inlet_mg_per_m3 - day.outlet_mg_per_m3, day.run_h)
        for day in running
        if day.inlet_mg_per_m3 is not None and day.outlet_mg_per_m3 is not None
    ]
    if not both:
        return None
    return sum(removed * hours for removed, hours in both) / sum(hours for _, hours in both)


def _load(evidence: Evidence, pace: _Pace | None) -> Load | None:
    if pace is None:
        return None
    removed = pace.removed_mg_per_m3 or evidence.removed_voc_mg_per_m3
    airflow = pace.air_m3_per_h or evidence.airflow_m3_per_h
    if not (removed and removed > 0 and airflow and airflow > 0 and pace.run_h_per_day <= 24):
        return None
    return Load(evidence.fresh_g / 1000, removed, airflow, pace.run_h_per_day)


def _deadline(
    rule: DateRule,
    evidence: Evidence,
    policy: Policy,
    running_days: float,
    pace: _Pace,
    zh: str,
    en: str,
) -> Iterator[Deadline]:
    calendar_days = ceil(running_days / pace.running_share)
    if calendar_days <= _LONGEST_DAYS:
        day = evidence.started.day + timedelta(days=calendar_days)
        yield Deadline(rule, day, running_days, rule in policy.binding_rules, zh, en)
