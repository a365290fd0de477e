"""贴标、起运、到达、接收、办结: spent carbon from the enterprise to the receiver."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.answer import told
from adapters.web.lots import TAG
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated
from adapters.web.writing.operation import writes
from adapters.web.writing.places import ContainerInPath, ManifestInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from application.ship_consignment import Shipment, ship_consignment
from domain.access import Action, Resource
from domain.container import CONTAINER, LabelContainer
from domain.identifiers import ContainerId, ManifestNumber
from domain.manifest import (
    MANIFEST,
    SPENT_CARBON_CODE,
    AcceptConsignment,
    CloseManifest,
    WeighArrival,
)
from domain.manifest import Command as ManifestCommand
from domain.personal import Personal
from domain.quantities import grams

MOST_CONTAINERS = 200


class Labelling(Dated):
    """贴危险废物标签 / An official label for a container"""

    label: fields.Label = told("标签数字识别码(37 位)", "The 37 characters on it", story.LABEL)


class Departure(Dated):
    """开具联单并起运 / A manifest that is made out and leaves"""

    number: fields.Manifest = told("全国联单编号", "The national number", story.MANIFEST)
    producer: fields.Enterprise = told(
        "产生单位信用代码", "Credit code of the producer", story.FIRM
    )
    receiver: fields.Name = told(
        "接收单位(许可证上的名称)", "The receiver, by the name on its permit", story.RECEIVER
    )
    containers: Annotated[
        tuple[fields.Container, ...], Field(strict=False, max_length=MOST_CONTAINERS)
    ] = told(
        "随车容器; 没有则来源未记录",
        "The containers on the vehicle; without any the origin is unrecorded",
        [story.CONTAINER],
        default=(),
    )
    sent_kg: fields.Kg = told("发出量, kg", "Sent, kg", 580)
    waste_code: fields.Name = told(
        "废物代码", "Waste code", SPENT_CARBON_CODE, default=SPENT_CARBON_CODE
    )
    vehicle: fields.Name | None = told("车牌号", "Vehicle", "浙F1T40X", default=None)
    driver: fields.PersonName | None = told("司机", "Driver", "吴师傅", default=None)


class Arrival(Dated):
    """到达过磅 / The weight at the receiver"""

    received_kg: fields.Kg = told("接收量, kg", "Received, kg", 578)


class Acceptance(Dated):
    """接收、部分接收或拒收 / What the receiver takes of it"""

    refused_kg: fields.Kg = told(
        "拒收量, kg; 0 即全部接收, 等于接收量即全部拒收",
        "Refused, kg: 0 accepts all of it, all that arrived refuses it",
        0,
    )
    reason: fields.Note | None = told("拒收原因", "Why", "混入废抹布", default=None)


class Closing(Dated):
    """办结 / The end of the paper"""


@writes(
    "/containers/{container:str}/label",
    tag=TAG,
    zh="容器贴标",
    en="Label a container",
    more=(
        "登记容器上的危险废物标签。",
        "Writes down which official label a container carries.",
    ),
    body=Labelling,
    example={"occurred": "2022-11-30T09:30:00+08:00", "label": story.LABEL},
)
def label_container(
    submission: NamedDependency[Submission], container: ContainerInPath
) -> Response[Recorded]:
    """Label a container."""
    number = named(ContainerId, "container", container)
    whose = submission.whose.container(number)
    submission.permit(Action.LABEL_CONTAINER, whose, container=number)
    told = submission.read(Labelling)
    command = LabelContainer(submission.occurred(told), told.label)
    return submission.record(only(CONTAINER, number, command), told, {"container": number})


@writes(
    "/manifests",
    tag=TAG,
    zh="开具联单并起运",
    en="Issue a manifest and depart",
    more=(
        "开具转移联单并起运, 一次办理; 容器须是同一产生单位的。",
        "Makes the manifest out and lets the vehicle leave, in one act; the containers must be the "
        "producer's.",
    ),
    body=Departure,
    example={
        "occurred": "2022-11-30T10:00:00+08:00",
        "number": story.MANIFEST,
        "producer": story.FIRM,
        "receiver": story.RECEIVER,
        "containers": [story.CONTAINER],
        "sent_kg": 580,
        "vehicle": "浙F1T40X",
        "driver": "吴师傅",
    },
)
def issue_manifest(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Issue a manifest and depart."""
    told = submission.read(Departure)
    _permit_load(submission, told)
    occurred = submission.occurred(told)
    driver = None if told.driver is None else submission.seal(told.receiver, told.driver)
    act = ship_consignment(
        Shipment(
            occurred,
            told.number,
            told.producer,
            told.receiver,
            told.waste_code,
            told.vehicle,
            driver,
            told.containers,
            grams(told.sent_kg),
        )
    )
    sealed: dict[str, Personal | None] = {"driver": driver}
    at = facts_of(f"manifest:{told.number}")
    return submission.record(act, told, {}, at=at, sealed=sealed)


def _permit_load(submission: Submission, told: Departure) -> None:
    """Whoever sends must be allowed to for the producer and for everything on the vehicle."""
    town = submission.whose.enterprise(told.producer).town
    producer = Resource(enterprise=told.producer, town=town, receiver=told.receiver)
    submission.permit(Action.SHIP_CONSIGNMENT, producer, enterprise=told.producer)
    for container in told.containers:
        whose = submission.whose.container(container)
        submission.permit(Action.SHIP_CONSIGNMENT, whose, container=container)


@writes(
    "/manifests/{number:str}/arrival",
    tag=TAG,
    zh="到达过磅",
    en="Weigh an arrival",
    more=(
        "登记接收单位的称重; 与发出量之差记为计量差。",
        "Writes down the receiver's weight; what it differs from the sent mass is shown as a "
        "measured difference.",
    ),
    body=Arrival,
    example={"occurred": "2022-11-30T12:00:00+08:00", "received_kg": 578},
)
def weigh_arrival(
    submission: NamedDependency[Submission], number: ManifestInPath
) -> Response[Recorded]:
    """Weigh an arrival."""
    manifest = _permitted(submission, number)
    told = submission.read(Arrival)
    command = WeighArrival(submission.occurred(told), grams(told.received_kg))
    return _record(submission, manifest, command, told)


@writes(
    "/manifests/{number:str}/acceptance",
    tag=TAG,
    zh="接收或拒收",
    en="Accept or refuse a consignment",
    more=(
        "全部接收、部分接收或全部拒收; 拒收须写明原因。",
        "Takes all, a part or nothing of what arrived; what is refused needs a reason.",
    ),
    body=Acceptance,
    example={"occurred": "2022-11-30T12:10:00+08:00", "refused_kg": 0},
)
def accept_consignment(
    submission: NamedDependency[Submission], number: ManifestInPath
) -> Response[Recorded]:
    """Accept or refuse a consignment."""
    manifest = _permitted(submission, number)
    told = submission.read(Acceptance)
    command = AcceptConsignment(submission.occurred(told), grams(told.refused_kg), told.reason)
    return _record(submission, manifest, command, told)


@writes(
    "/manifests/{number:str}/closing",
    tag=TAG,
    zh="联单办结",
    en="Close a manifest",
    more=("双方办结联单。", "Both parties are done with the paper."),
    body=Closing,
    example={"occurred": "2022-11-30T12:20:00+08:00"},
)
def close_manifest(
    submission: NamedDependency[Submission], number: ManifestInPath
) -> Response[Recorded]:
    """Close a manifest."""
    manifest = _permitted(submission, number)
    told = submission.read(Closing)
    return _record(submission, manifest, CloseManifest(submission.occurred(told)), told)


def _permitted(submission: Submission, number: str) -> ManifestNumber:
    manifest = named(ManifestNumber, "number", number)
    whose = submission.whose.manifest(manifest)
    submission.permit(Action.RECEIVE_CONSIGNMENT, whose, manifest=manifest)
    return manifest


def _record(
    submission: Submission, manifest: ManifestNumber, command: ManifestCommand, told: Dated
) -> Response[Recorded]:
    return submission.record(only(MANIFEST, manifest, command), told, {"number": manifest})
