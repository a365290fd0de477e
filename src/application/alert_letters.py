"""Messages about alerts, written: to whom, about what, and always the same under the same id."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from application.alert_contacts import Contacts, Reached
from application.alert_texts import Links, text_about, why_of
from application.ports.alert_desk import Outgoing
from application.ports.clock import Clock
from application.ports.messenger import Message
from domain.alert import Matter, Party, Raised
from domain.alert_notices import Notice
from domain.identifiers import ChargeId
from domain.occurred import Occurred

_MESSAGES = UUID("5f2c3b0a-6f57-4c0b-9f5e-0d9f5a0b7a11")


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes the messages of an installation, whose `source` tells them apart from others'."""

    contacts: Contacts
    links: Links
    clock: Clock
    source: str

    def made(
        self,
        charge: str,
        enterprise: str,
        town: str | None,
        episode: int,
        matter: Matter,
        party: Party,
        *,
        time: int = 0,
        number: int = 0,
        day: Occurred | None = None,
        why: str = "",
    ) -> Outgoing:
        """Write a message; asked again it is the same one."""
        told = f"{self.source}/{charge}/{episode}/{matter}/{party.kind}/{party.id}/{time}"
        link = self.links.of(number) if number else self.links.base
        firm = self.contacts.firm(enterprise)
        text, _ = text_about(matter, firm, _bed(charge), link, day, why)
        return Outgoing(
            str(uuid5(_MESSAGES, told)),
            charge,
            str(enterprise),
            str(town or ""),
            episode,
            matter.value,
            party.kind.value,
            party.id,
            time,
            text,
            self.clock.now(),
            day=str(day or ""),
            why=why,
        )

    def of_notice(self, charge: str, notice: Notice, alert: Raised, number: int) -> Outgoing:
        """Write what a notice about an alert says; the alert is looked at under its number."""
        return self.made(
            charge,
            alert.raised.enterprise,
            alert.raised.town,
            notice.episode,
            notice.matter,
            notice.party,
            time=notice.time,
            number=number,
            why=why_of(notice.matter, [reason.rule for reason in alert.reasons]),
        )

    def to(self, message: Outgoing, reached: Reached) -> Message:
        """Address a message to a person."""
        matter, day = Matter(message.matter), message.day
        link = message.text.rpartition(" ")[2] if self.links.base else ""
        link = link if link.startswith("http") else ""
        said = Occurred(day) if day else None
        firm, bed = self.contacts.firm(message.enterprise), _bed(message.charge)
        _, parameters = text_about(matter, firm, bed, link, said, message.why)
        return Message(
            message.id, message.text, matter.value, parameters, reached.phone, reached.email
        )


def _bed(charge: str) -> str:
    return ChargeId(charge).rpartition("-")[0]
