"""Fill, swap and empty beds: one act over the adsorber, its charges, the lot and the container."""

from collections.abc import Iterator

from application.act import Act, Change, Read, decided
from application.send_along import Content, send_along
from domain import beds
from domain.adsorber import (
    ADSORBER,
    Commissioned,
    FillCarbon,
    RemoveCarbon,
    SwapCarbon,
    UnknownAdsorber,
)
from domain.charge import CHARGE, EndCharge, StartCharge
from domain.container import CONTAINER, FillContainer
from domain.identifiers import AdsorberId, ContainerId, ManifestNumber
from domain.lot import LOT, DrawFromLot
from domain.occurred import Occurred


def change_carbon(adsorber: AdsorberId, command: FillCarbon | SwapCarbon | RemoveCarbon) -> Act:
    """Fill, swap or empty the named beds, or all of them."""
    manifest = None if isinstance(command, FillCarbon) else command.manifest

    def act(read: Read) -> list[Change]:
        stream = read(ADSORBER, adsorber)
        facts = ADSORBER.decide(command, stream.state)
        state = ADSORBER.live_on(stream.state, facts)
        if not isinstance(state, Commissioned):
            raise UnknownAdsorber(adsorber=adsorber)
        change = state.changes[-1]
        return [
            Change(stream.stream, stream.version, facts),
            *_charges_ended(read, change),
            *_charges_started(read, state, change),
            *_lot_drawn(read, adsorber, change),
            *_container_filled(read, state, change, manifest),
        ]

    return act


def container_of(adsorber: AdsorberId, key: Occurred) -> ContainerId:
    """Our own number for the container of one swap: adsorber and time, to the minute if told so."""
    time = key.partition("+")[0].removesuffix(":00")
    digits = time.translate({ord(mark): None for mark in "-T:."})
    return ContainerId(f"C-{adsorber}-{digits}")


def _charges_ended(read: Read, change: beds.Change) -> Iterator[Change]:
    for bed in change.beds:
        if bed.ended is not None:
            yield decided(read, CHARGE, bed.ended, EndCharge(change.happened, bed.removed_g))


def _charges_started(read: Read, state: Commissioned, change: beds.Change) -> Iterator[Change]:
    for bed in change.beds:
        if bed.started is not None and change.lot is not None:
            start = StartCharge(
                change.happened,
                state.enterprise,
                state.adsorber,
                bed.bed,
                change.lot,
                bed.filled_g,
                state.beds[bed.bed - 1].required_g,
            )
            yield decided(read, CHARGE, bed.started, start)


def _lot_drawn(read: Read, adsorber: AdsorberId, change: beds.Change) -> Iterator[Change]:
    if change.lot is not None:
        draw = DrawFromLot(change.happened, adsorber, change.key, change.filled_g)
        yield decided(read, LOT, change.lot, draw)


def _container_filled(
    read: Read, state: Commissioned, change: beds.Change, manifest: ManifestNumber | None
) -> Iterator[Change]:
    charges = tuple(bed.ended for bed in change.beds if bed.ended is not None)
    if charges:
        container = container_of(state.adsorber, change.key)
        fill = FillContainer(change.happened, state.enterprise, charges, change.removed_g, manifest)
        if manifest is None:
            yield decided(read, CONTAINER, container, fill)
        else:
            content = Content(container, state.enterprise, fill.occurred, fill.mass_g, manifest)
            yield from send_along(read, content, fill)
