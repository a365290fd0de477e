"""Carry spent carbon to the receiver: the manifest from issue to close, and its containers."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.act import Act, Change, Read, decided
from domain.container import CONTAINER, ConsignContainer, ContainerNotThere, Filled
from domain.enterprise import ENTERPRISE, UnknownEnterprise, Unregistered
from domain.identifiers import ContainerId, CreditCode, ManifestNumber
from domain.manifest import (
    MANIFEST,
    AcceptConsignment,
    CloseManifest,
    Command,
    Consigned,
    DepartManifest,
    IssueManifest,
    Permit,
    WeighArrival,
)
from domain.occurred import Occurred
from domain.personal import Personal
from domain.receiver import RECEIVER, Licensed
from domain.refusal import Refusal


class ContainerOfAnotherProducer(Refusal):
    """联单的产生单位与容器(换炭记录)的企业不一致。

    The manifest's producer is not the enterprise that filled the container.
    """


@dataclass(frozen=True, slots=True)
class Shipment:
    """One consignment as its paper tells it; masses in grams, None where not yet known."""

    occurred: Occurred
    number: ManifestNumber
    producer: CreditCode
    receiver: str
    waste_code: str
    vehicle: str | None
    driver: Personal | None
    containers: tuple[ContainerId, ...]
    sent_g: int
    received_g: int | None = None
    refused_g: int = 0
    refusal_reason: str | None = None
    closed: bool = False


def ship_consignment(shipment: Shipment) -> Act:
    """Write down the manifest as far as its paper goes."""

    def act(read: Read) -> list[Change]:
        if isinstance(read(ENTERPRISE, shipment.producer).state, Unregistered):
            raise UnknownEnterprise(enterprise=shipment.producer)
        named = dict.fromkeys(shipment.containers)  # a container written down twice is one
        held = tuple(_held(read, shipment, container) for container in named)
        manifest = decided(read, MANIFEST, shipment.number, *_steps(read, shipment, held))
        consign = ConsignContainer(shipment.occurred, shipment.number)
        return [
            manifest,
            *(decided(read, CONTAINER, container.container, consign) for container in held),
        ]

    return act


def _held(read: Read, shipment: Shipment, container: ContainerId) -> Consigned:
    state = read(CONTAINER, container).state
    if not isinstance(state, Filled):
        raise ContainerNotThere(container=container)
    if state.enterprise != shipment.producer:
        raise ContainerOfAnotherProducer(
            producer=shipment.producer, container=container, filled_by=state.enterprise
        )
    return Consigned(container, state.mass_g)


def _steps(read: Read, shipment: Shipment, held: tuple[Consigned, ...]) -> Iterator[Command]:
    when = shipment.occurred
    yield IssueManifest(
        when,
        shipment.producer,
        shipment.receiver,
        _permit(read, shipment.receiver),
        shipment.waste_code,
        shipment.vehicle,
        shipment.driver,
        held,
    )
    yield DepartManifest(when, shipment.sent_g)
    if shipment.received_g is not None:
        yield WeighArrival(when, shipment.received_g)
        yield AcceptConsignment(when, shipment.refused_g, shipment.refusal_reason)
        if shipment.closed:
            yield CloseManifest(when)


def _permit(read: Read, receiver: str) -> Permit | None:
    licence = read(RECEIVER, receiver).state
    if isinstance(licence, Licensed):
        return Permit(licence.permit, licence.valid_until)
    return None
