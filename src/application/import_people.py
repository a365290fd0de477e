"""Whose name stands in a row, and under which scope it is sealed.

A person is one subject within one enterprise, whether as its contact or as the operator of its
adsorbers. Drivers belong to the receiver they drive for.
"""

from application.carbon_log import CarbonLog
from application.ledger_file import LedgerFile
from application.ports.vault import Vault
from domain.adsorber import ADSORBER, Commissioned
from domain.identifiers import AdsorberId, CreditCode
from domain.personal import Contact, Personal

UNNAMED_CONTACT = "联系人"
"""Under which name a phone is sealed whose owner the row does not name."""


class People:
    """Seals the names and phones of a file."""

    def __init__(self, file: LedgerFile, log: CarbonLog, vault: Vault) -> None:
        """Learn from the file to whom its adsorbers belong; what is recorded goes before it."""
        self._log = log
        self._vault = vault
        rows = (line.value for line in file.adsorbers)
        self._in_file = {row.adsorber: row.enterprise for row in rows if row is not None}
        self._owners: dict[AdsorberId, str] = {}

    def contact(self, code: CreditCode, name: str | None, phone: str | None) -> Contact | None:
        """Seal whom to call at an enterprise."""
        if name is None and phone is None:
            return None
        person = name or UNNAMED_CONTACT
        sealed = None if phone is None else self._vault.seal(code, phone, name=person)
        return Contact(self._vault.seal(code, person), sealed)

    def operator(self, adsorber: AdsorberId, name: str | None) -> Personal | None:
        """Seal who changed the carbon of an adsorber."""
        return None if name is None else self._vault.seal(self._owner(adsorber), name)

    def driver(self, receiver: str, name: str | None) -> Personal | None:
        """Seal who drove for a receiver."""
        return None if name is None else self._vault.seal(receiver, name)

    def _owner(self, adsorber: AdsorberId) -> str:
        if adsorber not in self._owners:
            state = self._log.read(ADSORBER, adsorber).state
            known = state.enterprise if isinstance(state, Commissioned) else None
            self._owners[adsorber] = known or self._in_file.get(adsorber) or adsorber
        return self._owners[adsorber]
