"""Regenerate: consignments from the yard go into a kiln run, a lot and a residue come out."""

from application.act import Act, Change, Read, decided
from domain.batch import (
    BATCH,
    ChargeKiln,
    CloseBatch,
    DisposeCarbon,
    KilnFeed,
    NothingToCharge,
    OpenBatch,
    RegenerateCarbon,
)
from domain.identifiers import BatchId, LotId, ManifestNumber
from domain.lot import LOT, ProduceLot
from domain.manifest import (
    MANIFEST,
    ChargeConsignment,
    InYard,
    ManifestNotAtThisStage,
    NotIssued,
    UnknownManifest,
)
from domain.occurred import Occurred
from domain.quantities import positive, share


def charge_kiln(
    batch: BatchId, occurred: Occurred, manifests: tuple[ManifestNumber, ...], mass_g: int
) -> Act:
    """Open a run and feed it `mass_g` grams of these consignments, shared by what each has left."""

    def act(read: Read) -> list[Change]:
        feeds = _feeds(read, manifests, positive(mass_g))
        opened = decided(read, BATCH, batch, OpenBatch(occurred), ChargeKiln(occurred, feeds))
        return [
            opened,
            *(
                decided(
                    read, MANIFEST, feed.manifest, ChargeConsignment(occurred, batch, feed.mass_g)
                )
                for feed in feeds
            ),
        ]

    return act


def _feeds(read: Read, manifests: tuple[ManifestNumber, ...], mass_g: int) -> tuple[KilnFeed, ...]:
    if not manifests:
        raise NothingToCharge
    left_g = {number: _left_g(read, number) for number in manifests}
    shares = zip(left_g, share(mass_g, list(left_g.values())), strict=True)
    return tuple(KilnFeed(number, part_g) for number, part_g in shares if part_g)


def _left_g(read: Read, number: ManifestNumber) -> int:
    match read(MANIFEST, number).state:
        case InYard() as accepted:
            return accepted.yard_g
        case NotIssued():
            raise UnknownManifest(manifest=number)
        case under_way:
            raise ManifestNotAtThisStage(manifest=number, stage=type(under_way).__name__)


def discharge_kiln(
    batch: BatchId,
    occurred: Occurred,
    lot: LotId,
    output_g: int,
    iodine_mg_per_g: int | None,
    disposed_g: int,
) -> Act:
    """Take the regenerated lot out, dispose of the residue, and close the run."""

    def act(read: Read) -> list[Change]:
        closed = decided(
            read,
            BATCH,
            batch,
            RegenerateCarbon(occurred, lot, output_g, iodine_mg_per_g),
            DisposeCarbon(occurred, disposed_g),
            CloseBatch(occurred),
        )
        return [closed, decided(read, LOT, lot, ProduceLot(occurred, batch, output_g))]

    return act
