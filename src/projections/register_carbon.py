"""台账: lots, containers, manifests and kiln runs."""

from collections.abc import Iterable

from domain import batch, container, lot, manifest
from domain.personal import Personal
from projections.register_cards import CARD, STEP, Card, Step
from projections.rows import Assert, Change, Noted, Recall, Supersede, changed_from, since


def lot_cards(noted: Noted, fact: lot.Fact, recall: Recall) -> Iterable[Change]:
    match fact:
        case lot.LotProduced(batch=made_by):
            return [_card(noted, made_by=str(made_by), source=lot.Source.REGENERATED.value)]
        case lot.LotReceived(supplier=supplier, source=source, mass_g=mass_g, booked_g=booked_g):
            arrived = _step(noted, "received", mass_g)
            if not booked_g:
                return [_card(noted, party=supplier, source=source.value), arrived]
            rows = recall(CARD, noted.stream)
            told = changed_from(CARD, rows, noted, fact.occurred, party=supplier)
            return [*told, arrived]
        case lot.LotQualityTested(iodine_mg_per_g=iodine, certificate=certificate):
            return [_step(noted, "tested", iodine, certificate)]
        case lot.LotDrawn(mass_g=mass_g):
            slot = f"{noted.stream}/{fact.adsorber}@{fact.key}"
            return [_step(noted, "drawn", mass_g, str(fact.adsorber), slot=slot)]
        case lot.LotCorrected(drawn=drawn, mass_g=mass_g):
            slot = f"{noted.stream}/{fact.adsorber}@{fact.key}"
            again = _step(noted, "drawn", mass_g, str(fact.adsorber), slot=slot, occurred=drawn)
            return [Supersede(STEP, slot), again]


def container_cards(noted: Noted, fact: container.Fact) -> Iterable[Change]:
    match fact:
        case container.ContainerFilled(enterprise=owner, mass_g=mass_g, manifest=announced):
            number = None if announced is None else str(announced)
            return [
                _card(noted, enterprise=str(owner)),
                _step(noted, "filled", mass_g),
                *([] if number is None else [_step(noted, "announced", 0, number, line=1)]),
            ]
        case container.ContainerLabelled(label=label):
            return [_step(noted, "labelled", 0, str(label))]
        case container.ContainerConsigned(manifest=number, mass_g=mass_g):
            return [_step(noted, "consigned", mass_g, str(number))]
        case container.ContainerCorrected(filled=filled, mass_g=mass_g):
            slot = f"{noted.stream}/filled"
            return [Supersede(STEP, slot), _step(noted, "filled", mass_g, occurred=filled)]


def manifest_cards(noted: Noted, fact: manifest.Fact) -> Iterable[Change]:
    match fact:
        case manifest.ManifestIssued(producer=owner, receiver=receiver, vehicle=vehicle):
            card = _card(
                noted,
                enterprise=str(owner),
                party=receiver,
                vehicle=vehicle,
                driver=fact.driver,
            )
            return [card]
        case manifest.ManifestDeparted(sent_g=sent_g):
            return [_step(noted, "departed", sent_g)]
        case manifest.ManifestArrived(received_g=received_g):
            return [_step(noted, "arrived", received_g)]
        case manifest.ManifestAccepted(accepted_g=accepted_g):
            return [_step(noted, "accepted", accepted_g)]
        case manifest.ManifestPartiallyAccepted(accepted_g=accepted_g, refused_g=refused_g):
            refused = _step(noted, "refused", refused_g, fact.reason, line=1)
            return [_step(noted, "accepted", accepted_g), refused]
        case manifest.ManifestRefused(refused_g=refused_g, reason=reason):
            return [_step(noted, "refused", refused_g, reason)]
        case manifest.ConsignmentCharged(batch=into, mass_g=mass_g):
            return [_step(noted, "charged", mass_g, str(into))]
        case manifest.OriginRecorded():
            return []  # the container's own step says with which manifest it left
        case manifest.ManifestClosed():
            return [_step(noted, "closed", 0)]


def batch_cards(noted: Noted, fact: batch.Fact) -> Iterable[Change]:
    match fact:
        case batch.BatchOpened():
            return [_card(noted)]
        case batch.CarbonCharged(mass_g=mass_g):
            return [_step(noted, "charged", mass_g)]
        case batch.CarbonRegenerated(lot=into, output_g=output_g):
            return [_step(noted, "regenerated", output_g, str(into))]
        case batch.CarbonDisposed(mass_g=mass_g):
            return [_step(noted, "disposed", mass_g)]
        case batch.BatchClosed(unexplained_g=lost_g):
            return [_step(noted, "closed", lost_g)]


def _card(
    noted: Noted,
    *,
    enterprise: str | None = None,
    party: str | None = None,
    source: str | None = None,
    made_by: str | None = None,
    vehicle: str | None = None,
    driver: Personal | None = None,
) -> Change:
    row = Card(
        noted.position,
        0,
        noted.stream,
        noted.stream,
        noted.stream.partition(":")[0],
        noted.id,
        enterprise,
        party,
        source,
        made_by,
        vehicle,
        driver.subject if driver else None,
        driver.sealed if driver else None,
        *since(noted.fact.occurred, noted),
    )
    return Assert(CARD, row)


def _step(
    noted: Noted,
    step: str,
    mass_g: int,
    note: str | None = None,
    *,
    slot: str | None = None,
    occurred: str | None = None,
    line: int = 0,
) -> Change:
    when = since(occurred or noted.fact.occurred, noted)
    name = slot or f"{noted.stream}/{step}"
    return Assert(STEP, Step(noted.position, line, name, noted.stream, step, mass_g, note, *when))
