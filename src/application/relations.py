"""Whose a thing is, folded from the log itself: who writes must not be judged by a lagging view.

What does not exist is related to nobody, so a caller who sees a part of the books cannot tell it
from what is another's.
"""

from application.carbon_log import CarbonLog
from domain.access import Resource
from domain.adsorber import ADSORBER, AdsorberCommissioned
from domain.batch import BATCH, CarbonCharged
from domain.charge import CHARGE, ChargeStarted
from domain.container import CONTAINER, ContainerFilled
from domain.device import DEVICE, DeviceInstalled
from domain.enterprise import ENTERPRISE, EnterpriseRegistered
from domain.lot import LOT, LotProduced, LotReceived
from domain.manifest import MANIFEST, ManifestIssued
from domain.unit import UNIT, UnitInstalled

NOBODYS_THING = Resource()


class Relations:
    """Reads how a life began, which is where it says whose it is."""

    def __init__(self, log: CarbonLog) -> None:
        """Ask this log."""
        self._log = log

    def enterprise(self, code: str) -> Resource:
        """An enterprise, in its town."""
        for fact in self._log.beginning(ENTERPRISE, code):
            if isinstance(fact, EnterpriseRegistered):
                return Resource(enterprise=code, town=fact.town)
        return NOBODYS_THING

    def adsorber(self, number: str) -> Resource:
        """An adsorber, in or out of service."""
        for fact in self._log.beginning(ADSORBER, number):
            if isinstance(fact, AdsorberCommissioned):
                return self.enterprise(fact.enterprise)
        return NOBODYS_THING

    def unit(self, number: str) -> Resource:
        """A treatment unit."""
        for fact in self._log.beginning(UNIT, number):
            if isinstance(fact, UnitInstalled):
                return self.enterprise(fact.enterprise)
        return NOBODYS_THING

    def device(self, number: str) -> Resource:
        """An instrument, in or out of service."""
        for fact in self._log.beginning(DEVICE, number):
            if isinstance(fact, DeviceInstalled):
                return self.enterprise(fact.enterprise)
        return NOBODYS_THING

    def charge(self, number: str) -> Resource:
        """A fill of a bed."""
        for fact in self._log.beginning(CHARGE, number):
            if isinstance(fact, ChargeStarted):
                return self.enterprise(fact.enterprise)
        return NOBODYS_THING

    def container(self, number: str) -> Resource:
        """A container, by who filled it."""
        for fact in self._log.beginning(CONTAINER, number):
            if isinstance(fact, ContainerFilled):
                return self.enterprise(fact.enterprise)
        return NOBODYS_THING

    def manifest(self, number: str) -> Resource:
        """A manifest, by its producer, its receiver and its driver."""
        for fact in self._log.beginning(MANIFEST, number):
            if isinstance(fact, ManifestIssued):
                driver = None if fact.driver is None else fact.driver.subject
                town = self.enterprise(fact.producer).town
                return Resource(fact.producer, town, fact.receiver, driver)
        return NOBODYS_THING

    def lot(self, number: str) -> Resource:
        """A lot, by the kiln that made it or else by who supplied it."""
        for fact in self._log.beginning(LOT, number):
            if isinstance(fact, LotProduced):
                return self.batch(fact.batch)
            if isinstance(fact, LotReceived):
                return Resource(receiver=fact.supplier)
        return NOBODYS_THING

    def batch(self, number: str) -> Resource:
        """A kiln run, by the receiver of what went into it."""
        for fact in self._log.beginning(BATCH, number, 2):
            if isinstance(fact, CarbonCharged) and fact.feeds:
                return Resource(receiver=self.manifest(fact.feeds[0].manifest).receiver)
        return NOBODYS_THING
