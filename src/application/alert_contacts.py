"""How those are reached who have to be told: the enterprise's contact, and those on duty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application.carbon_log import CarbonLog
from application.ports.streams import Streams
from application.ports.vault import Vault
from domain.alert import Party, PartyKind
from domain.duty import DUTY, OnDuty, duty_of
from domain.enterprise import ENTERPRISE, Unregistered
from domain.personal import Contact, Personal


@dataclass(frozen=True, slots=True)
class Reached:
    """How a person is reached. `number` names the number without telling it."""

    number: str
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Reads the lives in which contacts are named, and opens what is sealed only to tell them."""

    log: CarbonLog
    vault: Vault
    streams: Streams

    def regenerators(self) -> Sequence[str]:
        """The regenerators that have somebody on duty."""
        kind = PartyKind.REGENERATOR.value
        duties = self.streams.of_kind(DUTY.kind, since=f"{kind}:")
        return [duty.partition(":")[2] for duty in duties if duty.startswith(f"{kind}:")]

    def reached(self, party: Party) -> Reached | None:
        """Who is to be told, as far as he can be reached."""
        contact, mail = self._contact(party)
        if contact is None:
            return None
        phone = self._open(contact.phone)
        email = self._open(mail)
        if phone is None and email is None:
            return None
        return Reached((contact.phone or mail or contact.name).subject, phone, email)

    def _contact(self, party: Party) -> tuple[Contact | None, Personal | None]:
        if party.kind is PartyKind.ENTERPRISE:
            state = self.log.read(ENTERPRISE, party.id).state
            return (None if isinstance(state, Unregistered) else state.contact), None
        duty = self.log.read(DUTY, duty_of(party)).state
        return (duty.contact, duty.email) if isinstance(duty, OnDuty) else (None, None)

    def _open(self, personal: Personal | None) -> str | None:
        return None if personal is None else self.vault.open(personal)

    def firm(self, enterprise: str) -> str:
        """What an enterprise is called."""
        state = self.log.read(ENTERPRISE, enterprise).state
        return str(enterprise) if isinstance(state, Unregistered) else state.name


def on_duty(contacts: Contacts) -> Iterator[tuple[str, OnDuty]]:
    """Everybody on duty, by the id of the duty."""
    for duty in contacts.streams.of_kind(DUTY.kind):
        state = contacts.log.read(DUTY, duty).state
        if isinstance(state, OnDuty):
            yield duty, state
