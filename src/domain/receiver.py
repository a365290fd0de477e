"""A licensed receiver of spent carbon: Unlicensed --license--> Licensed.

Manifests name the receiver and do not number it, so its life is kept under its name.
"""

from dataclasses import dataclass

from domain.enterprise import Location
from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class RegisterLicence:
    """Write down a receiver's permit."""

    occurred: Occurred
    credit_code: CreditCode
    permit: str
    waste_codes: tuple[str, ...]
    yearly_limit_g: int | None
    valid_until: Occurred | None
    location: Location | None


# --- facts


@dataclass(frozen=True, slots=True)
class LicenceRegistered:
    """The receiver holds this permit; `yearly_limit_g` is grams of waste per year, if told."""

    occurred: Occurred
    credit_code: CreditCode
    permit: str
    waste_codes: tuple[str, ...]
    yearly_limit_g: int | None
    valid_until: Occurred | None
    location: Location | None


# --- states


@dataclass(frozen=True, slots=True)
class Unlicensed:
    """No permit is known."""


@dataclass(frozen=True, slots=True)
class Licensed:
    """Holds a permit."""

    permit: str
    waste_codes: tuple[str, ...]
    valid_until: Occurred | None


Command = RegisterLicence
Fact = LicenceRegistered
State = Unlicensed | Licensed


# --- refusals


class LicenceAlreadyRegistered(Refusal):
    """该许可证已经登记。

    This permit is already registered.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a receiver; a renewed permit has another number or date."""
    if isinstance(state, Licensed) and (state.permit, state.valid_until) == (
        command.permit,
        command.valid_until,
    ):
        raise LicenceAlreadyRegistered(permit=state.permit)
    return (
        LicenceRegistered(
            command.occurred,
            command.credit_code,
            command.permit,
            command.waste_codes,
            command.yearly_limit_g,
            command.valid_until,
            command.location,
        ),
    )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    del state
    return Licensed(fact.permit, fact.waste_codes, fact.valid_until)


RECEIVER = Decider[Command, Fact, State]("receiver", Unlicensed(), decide, evolve)
