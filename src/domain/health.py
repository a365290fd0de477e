"""环保健康码: evidence and policy in, code and reasons out. The same evidence gives the same code.

Nobody sets a code by hand. The rules stand in `health_rules` (what wears the carbon out),
`health_quality` (fill, carbon and air) and `health_data` (readings); each gives a reason with its
numbers and dates, and the gravest of them is the code.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.code import Code, Reason
from domain.estimate import Due
from domain.health_data import DataQuality, by_implausible_data, by_silence, data_quality
from domain.health_dates import Deadline, deadlines
from domain.health_evidence import Estimated, Evidence
from domain.health_policy import Policy
from domain.health_quality import (
    by_certificate,
    by_face_velocity,
    by_fill,
    by_fire_risk,
    by_former_code,
    by_humidity,
    by_inlet_temperature,
    by_iodine,
    doubtful,
)
from domain.health_rules import (
    Rule,
    by_binding_date,
    by_delay,
    by_next_swap,
    by_outlet,
    by_saturation,
    likely_breakthrough,
    used_percent_by_date,
)
from domain.occurred import Occurred

RULES: tuple[Rule, ...] = (
    by_fire_risk,
    by_former_code,
    by_outlet,
    by_delay,
    by_binding_date,
    by_saturation,
    by_next_swap,
    by_silence,
    by_implausible_data,
    by_fill,
    by_iodine,
    by_certificate,
    by_inlet_temperature,
    by_humidity,
    by_face_velocity,
)
"""Reasons of one colour are told in this order."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A code with all its reasons, the gravest first.

    `binding` is the earliest date that binds, `likely_breakthrough` what the estimate says apart
    from that; the earlier one counts. `used_percent` is the larger share of the two. `pending` is
    待核实: until the swap is verified, the code is no better than it was before.
    """

    code: Code
    reasons: tuple[Reason, ...]
    deadlines: tuple[Deadline, ...]
    estimated: Estimated | None
    likely_breakthrough: date | None
    used_percent: float
    in_use_days: int
    fill_percent: float | None
    flow_area_m2: float | None
    face_velocity_m_per_s: float | None
    quality: DataQuality
    stopped: bool
    pending: bool
    policy: str

    @property
    def binding(self) -> date | None:
        """The earliest date that binds; None where nothing does."""
        return next((each.day for each in self.deadlines if each.binding), None)

    @property
    def counts(self) -> date | None:
        """The earlier of the binding date and the likely breakthrough."""
        both = (self.binding, self.likely_breakthrough)
        return min((day for day in both if day is not None), default=None)

    @property
    def references(self) -> tuple[Deadline, ...]:
        """参考: what rules that are not adopted would say."""
        return tuple(
            replace(
                each,
                zh=f"参考: {each.zh}, 即 {each.day}",
                en=f"for reference: {each.en}, which is {each.day}",
            )
            for each in self.deadlines
            if not each.binding
        )

    @property
    def due(self) -> tuple[Due, ...]:
        """The dates as an assessment keeps them."""
        return tuple(
            Due(str(each.rule), Occurred.on(each.day), each.binding) for each in self.deadlines
        )

    @property
    def scheme_delay(self) -> bool:
        """Whether the enterprise booked in time, and the collection is late."""
        return any(reason.rule == "scheme-delay" for reason in self.reasons)

    @property
    def zh(self) -> str:
        """The code in one sentence: its gravest reasons."""
        said = "; ".join(reason.zh for reason in self._gravest())
        return f"{self.code.zh}码: {said}(规则版本 {self.policy})。"

    @property
    def en(self) -> str:
        """The code in one sentence: its gravest reasons."""
        said = "; ".join(reason.en for reason in self._gravest())
        return f"{self.code.capitalize()}: {said} (policy {self.policy})."

    def _gravest(self) -> Iterable[Reason]:
        return (reason for reason in self.reasons if reason.code is self.code)


def assess(evidence: Evidence, at: Occurred, policy: Policy) -> Assessment:
    """Judge a running charge as of a time; a bare date means its start."""
    found = [reason for rule in RULES for reason in rule(evidence, at, policy)]
    reasons = sorted(found, key=lambda reason: -reason.code.rank) or [
        _nothing(evidence, at, policy)
    ]
    dates = deadlines(evidence, policy)
    in_use_days = (at.day - evidence.started.day).days
    return Assessment(
        reasons[0].code,
        tuple(reasons),
        dates,
        evidence.estimated,
        likely_breakthrough(evidence, policy),
        _used_percent(evidence, dates, at.day),
        in_use_days,
        100 * evidence.fresh_g / evidence.required_g if evidence.required_g else None,
        evidence.flow_area_m2,
        evidence.face_velocity_m_per_s,
        data_quality(evidence, at, policy),
        any(stop.covers(at.day) for stop in evidence.shutdowns),
        bool(doubtful(evidence, policy)),
        policy.id,
    )


def _used_percent(evidence: Evidence, dates: Iterable[Deadline], day: date) -> float:
    started, estimated = evidence.started.day, evidence.estimated
    by_date = (used_percent_by_date(started, day, each.day) for each in dates if each.binding)
    by_carbon = estimated.saturation.middle_percent if estimated else 0.0
    return max(*by_date, by_carbon, 0.0)


def _nothing(evidence: Evidence, at: Occurred, policy: Policy) -> Reason:
    started, day = evidence.started.day, at.day
    zh, en = (
        ("", "")
        if policy.binding_rules
        else ("(本区尚未采用更换周期规则)", " (no rule is adopted)")
    )
    return Reason(
        "nothing-binds",
        Code.GREEN,
        f"{started} 填装, 截至 {day} 在用 {(day - started).days} 天, 没有约束日期{zh}, 也没有估计",
        f"filled on {started}, in use for {(day - started).days} days by {day}, no date binds{en} "
        "and nothing is estimated",
    )
