"""环保健康码: evidence and policy in, code and reasons out. The same evidence gives the same code.

For now the evidence is dates and what was observed of fill and lot; nobody sets a code by hand.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.adsorption.replacement_cycle import Load, replacement_cycle_days
from domain.code import Code, Reason
from domain.observation import Observation
from domain.occurred import Occurred
from domain.quantities import kilograms


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that a district has adopted. The numbers are chosen."""

    name: str
    version: int
    binding_months: int
    """A fill has to be swapped within so many calendar months."""
    warn_percent: int
    due_percent: int
    grace_days: int
    """How long a fill that is due may stay before it counts as unattended."""
    reference_hours: int
    """Another rule, in running hours; shown as 参考, it does not bind."""

    @property
    def id(self) -> str:
        """How reasons name the policy."""
        return f"{self.name}@{self.version}"


DISTRICT = Policy("three-months", 1, 3, 80, 100, 7, 500)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a running charge. None where nothing is known.

    `observations` are those of the fill and of its lot; `former` is the code that the bed had
    when this charge was put in.
    """

    started: Occurred
    fresh_g: int
    observations: tuple[Observation, ...] = ()
    former: Code | None = None
    removed_voc_mg_per_m3: float | None = None
    airflow_m3_per_h: float | None = None
    run_h_per_day: float | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """参考: what a rule that is not adopted would say."""

    rule: str
    running_days: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A code with all its reasons, the gravest first.

    `pending` is 待核实: until the swap is verified, the code is no better than it was before.
    `remarks` on the carbon's quality are shown; this policy lets them change no code.
    """

    code: Code
    reasons: tuple[Reason, ...]
    references: tuple[Reference, ...]
    remarks: tuple[Observation, ...]
    binding: date
    used_percent: float
    pending: bool
    policy: str

    @property
    def zh(self) -> str:
        """The code in one sentence."""
        return f"{self.code.zh}码: {'; '.join(reason.zh for reason in self.reasons)}。"

    @property
    def en(self) -> str:
        """The code in one sentence."""
        return f"{self.code.capitalize()}: {'; '.join(reason.en for reason in self.reasons)}."


_TO_VERIFY = frozenset(
    {
        Observation.UNDER_FILLED,
        Observation.REMOVED_MASS_IMPLAUSIBLE,
    }
)


def assess(evidence: Evidence, day: date, policy: Policy = DISTRICT) -> Assessment:
    """Judge a running charge as of a day."""
    pending = not _TO_VERIFY.isdisjoint(evidence.observations)
    reasons = [
        _by_date(evidence.started.day, day, policy),
        *_by_fill(evidence.observations),
        *(_by_former(evidence.former) if pending else ()),
    ]
    reasons.sort(key=lambda reason: -reason.code.rank)
    binding = after_months(evidence.started.day, policy.binding_months)
    return Assessment(
        reasons[0].code,
        tuple(reasons),
        tuple(_references(evidence, policy)),
        tuple(each for each in evidence.observations if each not in _TO_VERIFY),
        binding,
        _used_percent(evidence.started.day, day, binding),
        pending,
        policy.id,
    )


def after_months(day: date, months: int) -> date:
    """So many calendar months later; a month that is too short ends on its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _used_percent(started: date, day: date, binding: date) -> float:
    return 100 * (day - started).days / (binding - started).days


def _by_date(started: date, day: date, policy: Policy) -> Reason:
    binding = after_months(started, policy.binding_months)
    used = _used_percent(started, day, binding)
    over_days = (day - binding).days
    code, zh, en = _standing(used, over_days, policy)
    return Reason(
        "binding-date",
        code,
        f"{started} 填装, 按 {policy.binding_months} 个月规则应于 {binding} 前更换, "
        f"截至 {day} 已用 {used:.0f} %, {zh}(规则版本 {policy.id})",
        f"filled on {started}, to be swapped by {binding} under the {policy.binding_months}-month "
        f"rule, {used:.0f} % used by {day}, {en} (policy {policy.id})",
    )


def _standing(used: float, over_days: int, policy: Policy) -> tuple[Code, str, str]:
    if over_days > policy.grace_days:
        return (
            Code.RED,
            f"已超期 {over_days} 天, 超过 {policy.grace_days} 天宽限仍未更换",
            f"overdue for {over_days} days, beyond the {policy.grace_days} days of grace",
        )
    if used >= policy.due_percent:
        return Code.ORANGE, f"已到期 {over_days} 天", f"days overdue: {over_days}"
    if used >= policy.warn_percent:
        return Code.YELLOW, f"还有 {-over_days} 天到期", f"days left: {-over_days}"
    return Code.GREEN, f"还有 {-over_days} 天到期", f"days left: {-over_days}"


def _by_fill(observations: tuple[Observation, ...]) -> Iterator[Reason]:
    under = Observation.UNDER_FILLED
    if under in observations:
        en = "the bed was filled with less than 90 % of what it should hold"
        yield Reason(under.value, Code.YELLOW, under.zh, en)


def _by_former(former: Code | None) -> Iterator[Reason]:
    if former is not None:
        yield Reason(
            "to-be-verified",
            former,
            f"本次更换待核实, 核实前保持更换时的{former.zh}码",
            f"the swap is to be verified and until then the code stays {former}",
        )


def _references(evidence: Evidence, policy: Policy) -> Iterator[Reference]:
    if evidence.run_h_per_day:
        days = policy.reference_hours / evidence.run_h_per_day
        yield Reference(
            "running-hours",
            days,
            f"参考: {policy.reference_hours} 小时规则, 约 {days:.0f} 个运行日",
            f"for reference: {policy.reference_hours} running hours, about {days:.0f} running days",
        )
    load = _load(evidence)
    if load is not None:
        days = replacement_cycle_days(load)
        mass_kg = kilograms(evidence.fresh_g)
        yield Reference(
            "replacement-cycle",
            days,
            f"参考: 更换周期 T = {days:.1f} 个运行日({mass_kg} kg, s = {load.capacity})",
            f"for reference: T = {days:.1f} running days ({mass_kg} kg, s = {load.capacity})",
        )


def _load(evidence: Evidence) -> Load | None:
    removed, airflow = evidence.removed_voc_mg_per_m3, evidence.airflow_m3_per_h
    run_h = evidence.run_h_per_day
    if not (removed and airflow and run_h and 0 < run_h <= 24):
        return None
    return Load(evidence.fresh_g / 1000, removed, airflow, run_h)
