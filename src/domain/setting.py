"""What a district has set: one life per group of settings, each adoption with the day it begins.

Nothing is ever adopted for days that are over, so what held on a day goes on holding for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal
from domain.setting_registry import GROUPS, Group, definition


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A setting by its name, and its value as text."""

    name: str
    value: str


# --- commands


@dataclass(frozen=True, slots=True)
class AdoptSetting:
    """Set values of a group from a day on; what is not named stays as it is."""

    occurred: Occurred
    group: Group
    effective: Occurred
    values: tuple[SettingValue, ...]
    reason: str


# --- facts


@dataclass(frozen=True, slots=True)
class SettingAdopted:
    """From the day `effective` on these settings of the group have these values."""

    occurred: Occurred
    group: Group
    effective: Occurred
    values: tuple[SettingValue, ...]
    reason: str

    @property
    def begins(self) -> Occurred:
        """When it begins to hold: with its day, or where that has begun, as it is adopted."""
        return max(self.effective, self.occurred)


# --- states


@dataclass(frozen=True, slots=True)
class Settings:
    """What was adopted so far, in order of adoption, which is that of the days it begins."""

    adopted: tuple[SettingAdopted, ...] = ()


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds at a time. `version` counts adoptions; 0 before the first."""

    version: int
    values: Mapping[str, str]


Command = AdoptSetting
Fact = SettingAdopted
State = Settings


# --- refusals


class NothingNamed(Refusal):
    """请写明要采用的参数。

    Say which settings are to be adopted.
    """


class UnknownSetting(Refusal):
    """没有这个参数。

    There is no such setting.
    """


class SettingNamedTwice(Refusal):
    """同一参数写了两次。

    A setting is named twice.
    """


class BadSettingValue(Refusal):
    """参数值不合要求。

    The value is not what this setting can be.
    """


class AdoptedForThePast(Refusal):
    """生效日期不能早于今天: 规则不溯及既往。

    A setting cannot take effect on a day that is over.
    """


class BeforeAdopted(Refusal):
    """已有在更晚日期生效的参数; 新的生效日期不能早于它。

    Settings that begin on a later day are adopted already; these cannot begin before them.
    """


class WarnsAfterDue(Refusal):
    """转黄码的比例应低于转橙码的比例, 转黄码的时间应早于转橙码的时间, 卸出量下限应低于上限。

    What turns a code yellow comes before what turns it orange, and a lower limit lies below the
    upper one.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about settings."""
    values = checked(command.group, command.values)
    effective = Occurred(command.effective[: len("2023-01-01")])
    if effective.day < command.occurred.day:
        raise AdoptedForThePast(effective=effective, today=command.occurred.day.isoformat())
    last = state.adopted[-1].effective if state.adopted else effective
    if effective < last:
        raise BeforeAdopted(effective=effective, adopted=last)
    held = _values(command.group, state.adopted)
    if all(held[each.name] == each.value for each in values):
        return ()
    _must_be_in_order({**held, **{each.name: each.value for each in values}})
    return (SettingAdopted(command.occurred, command.group, effective, values, command.reason),)


def checked(group: Group, values: tuple[SettingValue, ...]) -> tuple[SettingValue, ...]:
    """The values in their one spelling; raises refusals."""
    if not values:
        raise NothingNamed(group=group)
    found: dict[str, SettingValue] = {}
    for each in values:
        if each.name in found:
            raise SettingNamedTwice(setting=each.name)
        found[each.name] = _spelled(group, each)
    return tuple(found.values())


def _spelled(group: Group, told: SettingValue) -> SettingValue:
    known = definition(group, told.name)
    if known is None:
        raise UnknownSetting(group=group, setting=told.name)
    value = known.spelled(told.value.strip())
    if value is None:
        raise BadSettingValue(
            setting=told.name, value=told.value, limits=known.limits, unit=known.unit
        )
    return SettingValue(told.name, value)


_IN_ORDER = (
    ("warn-percent", "due-percent"),
    ("silent-h", "long-silent-h"),
    ("removed-low-percent", "removed-high-percent"),
)
"""Pairs of which the first must lie below the second."""


def _must_be_in_order(values: Mapping[str, str]) -> None:
    for lower, upper in _IN_ORDER:
        if lower in values and not float(values[lower]) < float(values[upper]):
            raise WarnsAfterDue(
                **{lower.replace("-", "_"): values[lower]},
                **{upper.replace("-", "_"): values[upper]},
            )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    return Settings((*state.adopted, fact))


def in_force(group: Group, adopted: tuple[SettingAdopted, ...], at: Occurred | date) -> InForce:
    """What holds at a time, of adoptions in their order; a date means its end."""
    begun = tuple(each for each in adopted if _has_begun(each, at))
    return InForce(len(begun), _values(group, begun))


def _has_begun(fact: SettingAdopted, at: Occurred | date) -> bool:
    if isinstance(at, Occurred) and not at.is_date:
        return fact.begins <= at
    return fact.effective.day <= (at.day if isinstance(at, Occurred) else at)


def _values(group: Group, adopted: tuple[SettingAdopted, ...]) -> dict[str, str]:
    values = {each.name: each.default for each in GROUPS[group]}
    for fact in adopted:
        # What a later version of this program no longer knows is left alone.
        values |= {each.name: each.value for each in fact.values if each.name in values}
    return values


SETTING = Decider[Command, Fact, State]("setting", Settings(), decide, evolve)
