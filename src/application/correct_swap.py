"""Put right a recorded fill, swap or removal, in every stream that repeated the mistake."""

from collections.abc import Iterator

from application.act import Act, Change, Read, decided
from application.send_along import Content, send_along
from application.swap_carbon import container_of
from domain import beds
from domain.adsorber import ADSORBER, Commissioned, CorrectSwap, UnknownAdsorber
from domain.charge import CHARGE, CorrectCharge
from domain.container import CONTAINER, CorrectContainer, Filled
from domain.identifiers import AdsorberId, ManifestNumber
from domain.lot import LOT, CorrectDraw, DrawFromLot


def correct_swap(adsorber: AdsorberId, command: CorrectSwap) -> Act:
    """Supersede one change of the adsorber's beds; what the command leaves out stays."""

    def act(read: Read) -> list[Change]:
        stream = read(ADSORBER, adsorber)
        facts = ADSORBER.decide(command, stream.state)
        state = ADSORBER.live_on(stream.state, facts)
        if not isinstance(stream.state, Commissioned) or not isinstance(state, Commissioned):
            raise UnknownAdsorber(adsorber=adsorber)
        old, new = _change(stream.state, command), _change(state, command)
        return [
            Change(stream.stream, stream.version, facts),
            *_charges_corrected(read, command, old, new),
            *_draw_corrected(read, adsorber, command, old, new),
            *_container_corrected(read, adsorber, command, old, new),
        ]

    return act


def _change(state: Commissioned, command: CorrectSwap) -> beds.Change:
    return next(change for change in state.changes if change.key == command.swap)


def _charges_corrected(
    read: Read, command: CorrectSwap, old: beds.Change, new: beds.Change
) -> Iterator[Change]:
    moved = old.happened != new.happened
    for was, bed in zip(old.beds, new.beds, strict=True):
        if bed.ended is not None and (moved or was.removed_g != bed.removed_g):
            end = CorrectCharge(
                command.occurred, command.reason, ended=new.happened, removed_g=bed.removed_g
            )
            yield decided(read, CHARGE, bed.ended, end)
        refilled = was.filled_g != bed.filled_g or old.lot != new.lot
        if bed.started is not None and (moved or refilled):
            start = CorrectCharge(
                command.occurred,
                command.reason,
                started=new.happened,
                lot=new.lot,
                fresh_g=bed.filled_g,
            )
            yield decided(read, CHARGE, bed.started, start)


def _draw_corrected(
    read: Read, adsorber: AdsorberId, command: CorrectSwap, old: beds.Change, new: beds.Change
) -> Iterator[Change]:
    if old.lot is None or new.lot is None:
        return
    if old.lot != new.lot:
        back = CorrectDraw(command.occurred, adsorber, new.key, old.happened, 0, command.reason)
        yield decided(read, LOT, old.lot, back)
        draw = DrawFromLot(new.happened, adsorber, new.key, new.filled_g)
        yield decided(read, LOT, new.lot, draw)
    elif (old.happened, old.filled_g) != (new.happened, new.filled_g):
        again = CorrectDraw(
            command.occurred, adsorber, new.key, new.happened, new.filled_g, command.reason
        )
        yield decided(read, LOT, new.lot, again)


def _container_corrected(
    read: Read, adsorber: AdsorberId, command: CorrectSwap, old: beds.Change, new: beds.Change
) -> Iterator[Change]:
    if not new.removed_g or (old.happened, old.removed_g) == (new.happened, new.removed_g):
        return
    container = container_of(adsorber, new.key)
    correct = CorrectContainer(command.occurred, new.happened, new.removed_g, command.reason)
    match read(CONTAINER, container).state:
        case Filled(enterprise=enterprise, announced=ManifestNumber() as manifest):
            content = Content(container, enterprise, new.happened, new.removed_g, manifest)
            yield from send_along(read, content, correct)
        case _:
            yield decided(read, CONTAINER, container, correct)
