"""An enterprise that uses carbon: Unregistered --register--> Registered --admit--> Admitted."""

from dataclasses import dataclass

from domain.identifiers import TownCode
from domain.occurred import Occurred
from domain.personal import Contact
from domain.record import Decider
from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Location:
    """Where it stands, with the coordinate system the numbers belong to."""

    longitude_deg: float
    latitude_deg: float
    system: str


# --- commands


@dataclass(frozen=True, slots=True)
class RegisterEnterprise:
    """Write down who the enterprise is."""

    occurred: Occurred
    name: str
    town: TownCode | None
    address: str
    industry: str
    location: Location | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class ChangeContacts:
    """Name another person to call."""

    occurred: Occurred
    contact: Contact


@dataclass(frozen=True, slots=True)
class AdmitEnterprise:
    """Take the enterprise into the scheme (入册)."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class EnterpriseRegistered:
    """The enterprise became known."""

    occurred: Occurred
    name: str
    town: TownCode | None
    address: str
    industry: str
    location: Location | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class ContactsChanged:
    """Another person is to be called."""

    occurred: Occurred
    contact: Contact


@dataclass(frozen=True, slots=True)
class EnterpriseAdmitted:
    """The enterprise is in the scheme."""

    occurred: Occurred


# --- states


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nobody has written it down."""


@dataclass(frozen=True, slots=True)
class Registered:
    """Known, not yet in the scheme."""

    name: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """In the scheme."""

    name: str
    contact: Contact | None
    since: Occurred


Command = RegisterEnterprise | ChangeContacts | AdmitEnterprise
Fact = EnterpriseRegistered | ContactsChanged | EnterpriseAdmitted
State = Unregistered | Registered | Admitted


# --- refusals


class EnterpriseAlreadyRegistered(Refusal):
    """该企业已经登记。

    This enterprise is already registered.
    """


class UnknownEnterprise(Refusal):
    """企业尚未登记。

    This enterprise is not registered.
    """


class EnterpriseAlreadyAdmitted(Refusal):
    """该企业已经入册。

    This enterprise is already admitted to the scheme.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about an enterprise."""
    match command, state:
        case RegisterEnterprise(occurred, name, town, address, industry, place, contact), (
            Unregistered()
        ):
            return (EnterpriseRegistered(occurred, name, town, address, industry, place, contact),)
        case RegisterEnterprise(name=name), Registered() | Admitted():
            raise EnterpriseAlreadyRegistered(name=name, registered_as=state.name)
        case ((ChangeContacts() | AdmitEnterprise()), Unregistered()):
            raise UnknownEnterprise
        case ChangeContacts(occurred, contact), Registered() | Admitted():
            return () if contact == state.contact else (ContactsChanged(occurred, contact),)
        case AdmitEnterprise(occurred), Registered():
            return (EnterpriseAdmitted(occurred),)
        case AdmitEnterprise(), Admitted(since=since):
            raise EnterpriseAlreadyAdmitted(since=since)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case EnterpriseRegistered(name=name, contact=contact), _:
            return Registered(name, contact)
        case ContactsChanged(contact=contact), Registered(name=name):
            return Registered(name, contact)
        case ContactsChanged(contact=contact), Admitted(name=name, since=since):
            return Admitted(name, contact, since)
        case EnterpriseAdmitted(occurred), Registered(name=name, contact=contact):
            return Admitted(name, contact, occurred)
        case ((ContactsChanged() | EnterpriseAdmitted()), _):
            return state


ENTERPRISE = Decider[Command, Fact, State]("enterprise", Unregistered(), decide, evolve)
