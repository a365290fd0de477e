"""Whom to tell at the towns, the district bureau and the regenerator."""

from collections.abc import Iterator
from datetime import date
from random import Random

from adapters.simulator import people
from adapters.simulator.diary import OFFICE, Entry, at, occurred
from application.act import only
from application.ports.vault import Vault
from domain.alert import Party, PartyKind
from domain.duty import DUTY, NameDutyContact, duty_of
from domain.personal import Contact

_PARTIES = (
    *(Party(PartyKind.TOWN, town) for town in people.TOWNS),
    Party(PartyKind.DISTRICT, ""),
    Party(PartyKind.REGENERATOR, people.RECEIVER),
)


def on_duty(day: date, vault: Vault, rng: Random) -> Iterator[Entry]:
    """Name them all on the first day."""
    for party in _PARTIES:
        duty, name = duty_of(party), people.person(rng)
        phone = vault.seal(duty, people.phone(rng), name=name)
        contact = Contact(vault.seal(duty, name), phone)
        act = only(DUTY, duty, NameDutyContact(occurred(day, 490), contact))
        yield Entry(at(day, 490), f"模拟:值班:{duty}", act, OFFICE, {"值班": duty})
