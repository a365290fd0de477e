"""A container that was on a vehicle, but is written down only after the vehicle has left."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.act import Change, Read, decided
from domain.container import CONTAINER, ConsignContainer, CorrectContainer, FillContainer
from domain.identifiers import ContainerId, CreditCode, ManifestNumber
from domain.manifest import MANIFEST, Arrived, Departed, InYard, RecordOrigin
from domain.occurred import Occurred


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a container, and the manifest that was named beside it."""

    container: ContainerId
    enterprise: CreditCode
    filled: Occurred
    mass_g: int
    manifest: ManifestNumber


def send_along(
    read: Read, content: Content, command: FillContainer | CorrectContainer
) -> Iterator[Change]:
    """Write the command down, and send the container along where its vehicle has already left.

    A swap may be written down later than the manifest that it names, for one because its row was
    refused at first, or it may have borne too late a date. Then its carbon is what the manifest
    has booked as of unrecorded origin.
    """
    paper = read(MANIFEST, content.manifest)
    match paper.state:
        case (
            Departed(producer=content.enterprise, load=load)
            | Arrived(producer=content.enterprise, load=load)
            | InYard(producer=content.enterprise, load=load)
        ) if content.filled.day <= load.departed.day:
            consign = ConsignContainer(load.departed, content.manifest)
            yield decided(read, CONTAINER, content.container, command, consign)
            origin = RecordOrigin(content.filled, content.container, content.mass_g)
            yield decided(read, MANIFEST, content.manifest, origin)
        case _:
            yield decided(read, CONTAINER, content.container, command)
            yield Change(paper.stream, paper.version, ())  # it must not leave meanwhile
