"""Settings as those who follow them read them: typed, and as of a time."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from domain.health_policy import DateRule, Policy
from domain.occurred import Occurred
from domain.setting import InForce, SettingAdopted, SettingValue, in_force
from domain.setting_registry import NONE, Group

Adopted = tuple[SettingAdopted, ...]
"""The adoptions of one group, in their order."""


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """When and how often people are told."""

    repeat_hours: int
    quiet_from: time
    quiet_to: time
    daily_cap: int
    reminder_days: tuple[int, ...]
    version: int


@dataclass(frozen=True, slots=True)
class TelemetrySettings:
    """How long readings are kept, and how densely."""

    raw_days: int
    sampled_days: int
    sampling_minutes: int
    silence_hours: int
    version: int


def policy_in_force(adopted: Adopted, at: Occurred | date) -> Policy:
    """The rules of the health code at a time; a date means its end."""
    return policy_of(in_force(Group.HEALTH, adopted, at))


def policy_of(held: InForce) -> Policy:
    """Read the rules of the health code out of what holds."""
    numbers: dict[str, Any] = {
        field.name: _like(field.default, held.values[name])
        for field in fields(Policy)
        if (name := field.name.replace("_", "-")) in held.values and name != "binding-rules"
    }
    rules = tuple(map(DateRule, _names(held.values["binding-rules"])))
    return Policy(version=held.version, binding_rules=rules, **numbers)


_ASSUMED = SettingAdopted(
    Occurred("2000-01-01"),
    Group.HEALTH,
    Occurred("2000-01-01"),
    (SettingValue("binding-rules", DateRule.MONTHS),),
    "",
)


def policy_once_assumed(adopted: Adopted, at: Occurred | date) -> Policy:
    """The rules as former versions of this program took them to be: three months bound wherever a
    district had not adopted otherwise. What they have recorded goes by these.
    """
    held = in_force(Group.HEALTH, (_ASSUMED, *adopted), at)
    policy = policy_of(InForce(held.version - 1, held.values))
    return policy if policy.version else replace(policy, name="three-months", version=1)


def policy_with(adopted: Adopted, values: tuple[SettingValue, ...], at: Occurred | date) -> Policy:
    """The rules as they would be if these values were adopted and held at that time."""
    held = in_force(Group.HEALTH, adopted, at)
    changed: Mapping[str, str] = {**held.values, **{each.name: each.value for each in values}}
    return policy_of(InForce(len(adopted) + 1, changed))


def alerts_in_force(adopted: Adopted, at: Occurred | date) -> AlertSettings:
    """When and how often people are told at a time."""
    held = in_force(Group.ALERTS, adopted, at)
    return AlertSettings(
        int(held.values["repeat-hours"]),
        time.fromisoformat(held.values["quiet-from"]),
        time.fromisoformat(held.values["quiet-to"]),
        int(held.values["daily-cap"]),
        tuple(map(int, _names(held.values["reminder-days"]))),
        held.version,
    )


def telemetry_in_force(adopted: Adopted, at: Occurred | date) -> TelemetrySettings:
    """How readings are kept at a time."""
    held = in_force(Group.TELEMETRY, adopted, at)
    return TelemetrySettings(
        int(held.values["raw-days"]),
        int(held.values["sampled-days"]),
        int(held.values["sampling-minutes"]),
        int(held.values["silence-hours"]),
        held.version,
    )


def _names(text: str) -> list[str]:
    return [] if text == NONE else text.split()


def _like(default: object, text: str) -> int | float:
    return int(text) if isinstance(default, int) else float(text)
