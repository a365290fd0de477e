"""值班联系人: whom to tell at a town, at the district bureau, at a regenerator."""

from dataclasses import dataclass

from domain.alert import Party, PartyKind
from domain.identifiers import TownCode
from domain.occurred import Occurred
from domain.personal import Contact, Personal
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class NameDutyContact:
    """Name who is to be told from now on."""

    occurred: Occurred
    contact: Contact
    email: Personal | None = None


# --- facts


@dataclass(frozen=True, slots=True)
class DutyContactNamed:
    """This person is told from now on."""

    occurred: Occurred
    contact: Contact
    email: Personal | None


# --- states


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody has been named."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """This person is told."""

    contact: Contact
    email: Personal | None
    since: Occurred


Command = NameDutyContact
Fact = DutyContactNamed
State = Nobody | OnDuty


# --- refusals


class NoSuchDuty(Refusal):
    """值班联系人只属于镇街(9 位区划代码)、区局或再生单位(许可证上的名称)。

    There is somebody on duty at a town (9-digit code), at the district, and at a regenerator (the
    name on its permit).
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command; the same person again is no news."""
    named = (command.contact, command.email)
    if isinstance(state, OnDuty) and (state.contact, state.email) == named:
        return ()
    return (DutyContactNamed(command.occurred, command.contact, command.email),)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    del state
    return OnDuty(fact.contact, fact.email, fact.occurred)


DUTY = Decider[Command, Fact, State]("duty", Nobody(), decide, evolve)


def duty_of(party: Party) -> str:
    """Under which id the duty of a party is kept: `town:330411105`, `district`."""
    return f"{party.kind}:{party.id}" if party.id else str(party.kind.value)


def party_on(duty: str) -> Party:
    """Whose duty an id means; raises `NoSuchDuty` and what a division code raises."""
    kind, _, identity = duty.partition(":")
    match kind:
        case PartyKind.DISTRICT if not identity:
            return Party(PartyKind.DISTRICT)
        case PartyKind.TOWN if identity:
            return Party(PartyKind.TOWN, str(TownCode(identity)))
        case PartyKind.REGENERATOR if identity.strip():
            return Party(PartyKind.REGENERATOR, identity)
        case _:
            raise NoSuchDuty(duty=duty)
