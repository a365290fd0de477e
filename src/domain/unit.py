"""A treatment unit, whatever its kind: NotInstalled --install--> Installed --remove--> Removed."""

from dataclasses import dataclass
from enum import StrEnum

from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal


class UnitKind(StrEnum):
    """How the exhaust is treated."""

    ADSORBER = "adsorber"
    PHOTOCATALYSIS = "photocatalysis"
    PHOTO_OXIDATION = "photo-oxidation"
    PLASMA = "plasma"
    COMBUSTION = "combustion"


# --- commands


@dataclass(frozen=True, slots=True)
class InstallUnit:
    """Write down that a unit treats the exhaust of an enterprise."""

    occurred: Occurred
    enterprise: CreditCode
    unit_kind: UnitKind
    low_efficiency: bool


@dataclass(frozen=True, slots=True)
class RemoveUnit:
    """Take the unit out of service."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class UnitInstalled:
    """A unit treats the exhaust. `low_efficiency` marks it for the rectification programme."""

    occurred: Occurred
    enterprise: CreditCode
    unit_kind: UnitKind
    low_efficiency: bool


@dataclass(frozen=True, slots=True)
class UnitRemoved:
    """The unit is gone."""

    occurred: Occurred


# --- states


@dataclass(frozen=True, slots=True)
class NotInstalled:
    """There is no such unit."""


@dataclass(frozen=True, slots=True)
class Installed:
    """In service."""

    enterprise: CreditCode
    since: Occurred


@dataclass(frozen=True, slots=True)
class Removed:
    """Out of service for good."""

    since: Occurred


Command = InstallUnit | RemoveUnit
Fact = UnitInstalled | UnitRemoved
State = NotInstalled | Installed | Removed


# --- refusals


class UnitAlreadyInstalled(Refusal):
    """该治理设施编号已经使用。

    A unit with this number is or was already installed.
    """


class UnitNotInstalled(Refusal):
    """没有这台治理设施, 或已拆除。

    There is no such unit in service.
    """


class RemovedBeforeInstalled(Refusal):
    """拆除时间早于安装时间。

    A unit cannot be removed before it was installed.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a treatment unit."""
    match command, state:
        case InstallUnit(occurred, enterprise, unit_kind, low_efficiency), NotInstalled():
            return (UnitInstalled(occurred, enterprise, unit_kind, low_efficiency),)
        case InstallUnit(), Installed() | Removed():
            raise UnitAlreadyInstalled(since=state.since)
        case RemoveUnit(), NotInstalled() | Removed():
            raise UnitNotInstalled
        case RemoveUnit(occurred), Installed(since=since):
            if occurred < since:
                raise RemovedBeforeInstalled(installed=since, removed=occurred)
            return (UnitRemoved(occurred),)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    del state
    match fact:
        case UnitInstalled(occurred, enterprise):
            return Installed(enterprise, occurred)
        case UnitRemoved(occurred):
            return Removed(occurred)


UNIT = Decider[Command, Fact, State]("unit", NotInstalled(), decide, evolve)
