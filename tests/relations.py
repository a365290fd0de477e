"""Who is related to what, read off the facts: the policy's word on every row of every view."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from application.carbon_log import CarbonLog
from application.viewpoint import Viewpoint
from domain.access import Action, Caller, Resource, Verdict, may
from domain.adsorber import AdsorberCommissioned
from domain.alert import AlertRaised
from domain.charge import ChargeStarted
from domain.container import ContainerFilled
from domain.device import DeviceInstalled
from domain.enterprise import EnterpriseRegistered
from domain.lot import LotProduced, LotReceived
from domain.manifest import ConsignmentCharged, ManifestIssued
from domain.record import Recorded
from domain.unit import UnitInstalled


class Relations:
    """What is known, from a viewpoint, of whose things are and who has to do with them."""

    def __init__(self, log: CarbonLog, at: Viewpoint) -> None:
        """Read the whole log: whose a thing is never changes, the rest is as of the viewpoint."""
        self.facts = log.page(0, 100_000)
        self.owner: dict[str, str] = {}
        self._town: dict[str, str | None] = {}
        self._manifest: dict[str, ManifestIssued] = {}
        self._fed: dict[str, list[str]] = defaultdict(list)
        self._suppliers: dict[str, str] = {}
        self._made_by: dict[str, str] = {}
        for recorded in self.facts:
            self._own(recorded)
            if at.as_of >= recorded.fact.occurred and _known_since(recorded) <= at.known_at:
                self._relate(recorded)

    def seen(self, caller: Caller, thing: str) -> bool:
        """Whether the policy lets a caller read a thing, named as its stream is."""
        return any(
            may(caller, Action.READ, resource) is Verdict.ALLOWED
            for resource in self.resources(thing)
        )

    def resources(self, thing: str) -> Iterable[Resource]:
        """A thing by its relations; a kiln run has one for each manifest that was fed to it."""
        kind, _, identity = thing.partition(":")
        match kind:
            case "manifest":
                yield self._consignment(thing)
            case "on-duty":
                office, _, named = identity.partition(":")
                yield Resource(
                    town=named if office == "town" else None,
                    receiver=named if office == "regenerator" else None,
                )
            case "batch" | "disposal":
                yield Resource()
                for manifest in self._fed[f"batch:{identity}"]:
                    yield Resource(receiver=self._consignment(manifest).receiver)
            case "lot":
                yield Resource(receiver=self._suppliers.get(thing))
                yield from self.resources(self._made_by.get(thing, "nothing:"))
            case _:
                yield self._of(self.owner.get(thing))

    def _of(self, enterprise: str | None) -> Resource:
        return Resource(enterprise, self._town.get(enterprise) if enterprise else None)

    def _consignment(self, manifest: str) -> Resource:
        producer = self._of(self.owner.get(manifest))
        issued = self._manifest.get(manifest)
        if issued is None:
            return producer
        driver = issued.driver.subject if issued.driver else None
        return Resource(producer.enterprise, producer.town, issued.receiver, driver)

    def _own(self, recorded: Recorded[Any]) -> None:
        match recorded.fact:
            case EnterpriseRegistered():
                self.owner[recorded.stream] = recorded.stream.partition(":")[2]
            case (
                UnitInstalled(enterprise=owner)
                | AdsorberCommissioned(enterprise=owner)
                | AlertRaised(enterprise=owner)
                | ChargeStarted(enterprise=owner)
                | ContainerFilled(enterprise=owner)
                | ManifestIssued(producer=owner)
                | DeviceInstalled(enterprise=owner)
            ):
                self.owner[recorded.stream] = str(owner)
            case _:
                pass

    def _relate(self, recorded: Recorded[Any]) -> None:
        match recorded.fact:
            case EnterpriseRegistered(town=town):
                self._town[recorded.stream.partition(":")[2]] = town
            case ManifestIssued() as issued:
                self._manifest[recorded.stream] = issued
            case ConsignmentCharged(batch=batch):
                self._fed[f"batch:{batch}"].append(recorded.stream)
            case LotProduced(batch=batch):
                self._made_by[recorded.stream] = f"batch:{batch}"
            case LotReceived(supplier=supplier):
                self._suppliers[recorded.stream] = supplier
            case _:
                pass


def _known_since(recorded: Recorded[Any]) -> str:
    return recorded.recorded_at.isoformat(timespec="microseconds")
