"""碳账, first fold: what every object holds, and in which place.

Each object's stock follows from the facts of its own stream, so that a hand-over between two
objects is checked and not assumed. `flows` is the second fold; the two share no rule.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, get_args

from domain import batch, charge, container, lot, manifest
from projections.postings import STOCK, Move, posted, put_right
from projections.rows import Change, Noted


class Place(StrEnum):
    """Where carbon can be."""

    STORE = "store"
    AT_KILN = "at-kiln"
    BED = "bed"
    CONTAINER = "container"
    ROAD = "road"
    UNACCEPTED = "unaccepted"
    YARD = "yard"
    REFUSED = "refused"
    KILN = "kiln"


_STORE, _AT_KILN, _BED, _CONTAINER, _ROAD, _UNACCEPTED, _YARD, _REFUSED, _KILN = (
    place.value for place in Place
)


def stock(noted: Noted) -> Iterable[Change]:
    """Post what a fact adds to an object's stock or takes from it."""
    post = _BY_KIND.get(type(noted.fact))
    return post(noted, noted.fact) if post else ()


def _lot(noted: Noted, fact: lot.Fact) -> Iterable[Change]:
    name = noted.stream
    match fact:
        case lot.LotReceived(occurred=when, mass_g=mass_g, booked_g=booked_g):
            moves = [Move(name, _STORE, mass_g)]
            if booked_g:
                moves.append(Move(name, _AT_KILN, -booked_g))
            return posted(STOCK, noted, when, moves)
        case lot.LotDrawn(occurred=when, mass_g=mass_g):
            slot = f"{name}/{fact.adsorber}@{fact.key}"
            return posted(STOCK, noted, when, [Move(name, _STORE, -mass_g)], slot=slot)
        case lot.LotCorrected(drawn=drawn, mass_g=mass_g):
            slot = f"{name}/{fact.adsorber}@{fact.key}"
            return put_right(STOCK, noted, [slot], [(slot, drawn, [Move(name, _STORE, -mass_g)])])
        case lot.LotProduced() | lot.LotQualityTested():
            return ()


def _charge(noted: Noted, fact: charge.LifeFact) -> Iterable[Change]:
    name = noted.stream
    start, end = f"{name}/start", f"{name}/end"
    match fact:
        case charge.ChargeStarted(occurred=when, fresh_g=fresh_g):
            return posted(STOCK, noted, when, [Move(name, _BED, fresh_g)], slot=start)
        case charge.ChargeEnded(occurred=when, fresh_g=fresh_g):
            return posted(STOCK, noted, when, [Move(name, _BED, -fresh_g)], slot=end)
        case charge.ChargeCorrected(started=started, fresh_g=fresh_g, ended=ended):
            truth = [(start, str(started), [Move(name, _BED, fresh_g)])]
            if ended is not None:
                truth.append((end, ended, [Move(name, _BED, -fresh_g)]))
            return put_right(STOCK, noted, [start, end], truth)


def _container(noted: Noted, fact: container.Fact) -> Iterable[Change]:
    name = noted.stream
    fill, consign = f"{name}/fill", f"{name}/consign"
    match fact:
        case container.ContainerFilled(occurred=when, mass_g=mass_g):
            return posted(STOCK, noted, when, [Move(name, _CONTAINER, mass_g)], slot=fill)
        case container.ContainerConsigned(occurred=when, mass_g=mass_g):
            return posted(STOCK, noted, when, [Move(name, _CONTAINER, -mass_g)], slot=consign)
        case container.ContainerCorrected(filled=filled, mass_g=mass_g, consigned=consigned):
            truth = [(fill, str(filled), [Move(name, _CONTAINER, mass_g)])]
            if consigned is not None:
                truth.append((consign, consigned, [Move(name, _CONTAINER, -mass_g)]))
            return put_right(STOCK, noted, [fill, consign], truth)
        case container.ContainerLabelled():
            return ()


def _manifest(noted: Noted, fact: manifest.Fact) -> Iterable[Change]:
    moves = [Move(noted.stream, place, mass_g) for place, mass_g in _consignment(fact)]
    return posted(STOCK, noted, fact.occurred, moves)


def _consignment(fact: manifest.Fact) -> list[tuple[str, int]]:
    match fact:
        case manifest.ManifestDeparted(sent_g=sent_g):
            return [(_ROAD, sent_g)]
        case manifest.ManifestArrived(received_g=received_g, sent_g=sent_g):
            return [(_ROAD, -sent_g), (_UNACCEPTED, received_g)]
        case manifest.ManifestAccepted(accepted_g=accepted_g):
            return [(_UNACCEPTED, -accepted_g), (_YARD, accepted_g)]
        case manifest.ManifestPartiallyAccepted(accepted_g=accepted_g, refused_g=refused_g):
            arrived_g = accepted_g + refused_g
            return [(_UNACCEPTED, -arrived_g), (_YARD, accepted_g), (_REFUSED, refused_g)]
        case manifest.ManifestRefused(refused_g=refused_g):
            return [(_UNACCEPTED, -refused_g), (_REFUSED, refused_g)]
        case (
            manifest.ManifestIssued()
            | manifest.ConsignmentCharged()
            | manifest.OriginRecorded()
            | manifest.ManifestClosed()
        ):
            return []


def _batch(noted: Noted, fact: batch.Fact) -> Iterable[Change]:
    return posted(STOCK, noted, fact.occurred, _kiln(noted.stream, fact))


def _kiln(name: str, fact: batch.Fact) -> list[Move]:
    match fact:
        case batch.CarbonCharged(feeds=feeds, mass_g=mass_g):
            taken = [Move(f"manifest:{feed.manifest}", _YARD, -feed.mass_g) for feed in feeds]
            return [*taken, Move(name, _KILN, mass_g)]
        case batch.CarbonRegenerated(lot=into, output_g=output_g):
            return [Move(name, _KILN, -output_g), Move(f"lot:{into}", _AT_KILN, output_g)]
        case batch.CarbonDisposed(mass_g=mass_g):
            return [Move(name, _KILN, -mass_g)]
        case batch.BatchClosed(unexplained_g=lost_g):
            return [Move(name, _KILN, -lost_g)]
        case batch.BatchOpened():
            return []


_BY_KIND: Mapping[type[Any], Callable[[Noted, Any], Iterable[Change]]] = {
    kind: post
    for facts, post in (
        (lot.Fact, _lot),
        (charge.LifeFact, _charge),
        (container.Fact, _container),
        (manifest.Fact, _manifest),
        (batch.Fact, _batch),
    )
    for kind in get_args(facts)
}
