"""碳账, second fold: what came in and went out of every object, was taken up, measured, lost.

Law 1: in + uptake = out + held + measured difference + unexplained loss. `stock`, the first fold,
says what is held; the two share no rule, so that they can contradict each other.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, get_args

from domain import batch, charge, container, lot, manifest
from projections.postings import FLOW, Move, posted, put_right
from projections.rows import Change, Noted, Recall


class Flow(StrEnum):
    """The entries of an account."""

    BOUGHT = "bought"
    DRAWN = "drawn"
    RECEIPT_DIFFERENCE = "receipt-difference"
    FRESH = "fresh"
    UPTAKE = "uptake"
    REMOVED = "removed"
    CONTAINED = "contained"
    CONSIGNED = "consigned"
    CONTENT_CORRECTED = "content-corrected"
    LOADED = "loaded"
    UNRECORDED_ORIGIN = "unrecorded-origin"
    WEIGHING_DIFFERENCE = "weighing-difference"
    SENT = "sent"
    RECEIVED = "received"
    TRANSIT_DIFFERENCE = "transit-difference"
    REFUSED = "refused"
    FED = "fed"
    KILN_IN = "kiln-in"
    KILN_OUT = "kiln-out"
    REGENERATED = "regenerated"
    DISPOSED = "disposed"
    UNEXPLAINED = "unexplained"


INS = frozenset(
    {
        Flow.BOUGHT,
        Flow.FRESH,
        Flow.CONTAINED,
        Flow.LOADED,
        Flow.UNRECORDED_ORIGIN,
        Flow.KILN_IN,
        Flow.REGENERATED,
    }
)
OUTS = frozenset({Flow.DRAWN, Flow.REMOVED, Flow.CONSIGNED, Flow.FED, Flow.KILN_OUT, Flow.DISPOSED})
MEASURED = frozenset(
    {
        Flow.RECEIPT_DIFFERENCE,
        Flow.CONTENT_CORRECTED,
        Flow.WEIGHING_DIFFERENCE,
        Flow.TRANSIT_DIFFERENCE,
    }
)


def flows(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Post what a fact says of the carbon that passed through an object."""
    post = _BY_KIND.get(type(noted.fact))
    return post(noted, noted.fact, recall) if post else ()


def _lot(noted: Noted, fact: lot.Fact, _: Recall) -> Iterable[Change]:
    name = noted.stream
    match fact:
        case lot.LotReceived(occurred=when, mass_g=mass_g, booked_g=booked_g):
            # A kiln-made lot is in the books already; only another weight is news.
            news = (
                Move(name, Flow.RECEIPT_DIFFERENCE, booked_g - mass_g)
                if booked_g
                else Move(name, Flow.BOUGHT, mass_g)
            )
            return posted(FLOW, noted, when, [news])
        case lot.LotDrawn(occurred=when, mass_g=mass_g):
            slot = f"{name}/{fact.adsorber}@{fact.key}"
            return posted(FLOW, noted, when, [Move(name, Flow.DRAWN, mass_g)], slot=slot)
        case lot.LotCorrected(drawn=drawn, mass_g=mass_g):
            slot = f"{name}/{fact.adsorber}@{fact.key}"
            return put_right(FLOW, noted, [slot], [(slot, drawn, [Move(name, Flow.DRAWN, mass_g)])])
        case lot.LotProduced() | lot.LotQualityTested():
            return ()


def _charge(noted: Noted, fact: charge.LifeFact, _: Recall) -> Iterable[Change]:
    name = noted.stream
    start, end = f"{name}/start", f"{name}/end"
    match fact:
        case charge.ChargeStarted(occurred=when, fresh_g=fresh_g):
            return posted(FLOW, noted, when, [Move(name, Flow.FRESH, fresh_g)], slot=start)
        case charge.ChargeEnded(occurred=when, removed_g=removed_g, fresh_g=fresh_g):
            return posted(FLOW, noted, when, _spent(name, removed_g, fresh_g), slot=end)
        case charge.ChargeCorrected(started=started, fresh_g=fresh_g, ended=ended):
            truth = [(start, str(started), [Move(name, Flow.FRESH, fresh_g)])]
            if ended is not None and fact.removed_g is not None:
                truth.append((end, ended, _spent(name, fact.removed_g, fresh_g)))
            return put_right(FLOW, noted, [start, end], truth)


def _spent(name: str, removed_g: int, fresh_g: int) -> list[Move]:
    return [Move(name, Flow.REMOVED, removed_g), Move(name, Flow.UPTAKE, removed_g - fresh_g)]


def _container(noted: Noted, fact: container.Fact, recall: Recall) -> Iterable[Change]:
    name = noted.stream
    fill, consign = f"{name}/fill", f"{name}/consign"
    match fact:
        case container.ContainerFilled(occurred=when, mass_g=mass_g):
            return posted(FLOW, noted, when, [Move(name, Flow.CONTAINED, mass_g)], slot=fill)
        case container.ContainerConsigned(occurred=when, mass_g=mass_g):
            return posted(FLOW, noted, when, [Move(name, Flow.CONSIGNED, mass_g)], slot=consign)
        case container.ContainerCorrected(filled=filled, mass_g=mass_g, consigned=consigned):
            truth = [(fill, str(filled), [Move(name, Flow.CONTAINED, mass_g)])]
            slots = [fill]
            if consigned is not None:
                # The manifest is signed: what was handed over stays, and the rest is measured.
                handed_over_g = sum(row.mass_g for row in recall(FLOW, consign))
                again = f"{name}/content"
                slots.append(again)
                left_g = mass_g - handed_over_g
                truth.append((again, consigned, [Move(name, Flow.CONTENT_CORRECTED, left_g)]))
            return put_right(FLOW, noted, slots, truth)
        case container.ContainerLabelled():
            return ()


def _manifest(noted: Noted, fact: manifest.Fact, _: Recall) -> Iterable[Change]:
    moves = [Move(noted.stream, flow, mass_g) for flow, mass_g in _consignment(fact)]
    depart = f"{noted.stream}/depart"
    match fact:
        case manifest.ManifestDeparted(occurred=when):
            return posted(FLOW, noted, when, moves, slot=depart)
        case manifest.OriginRecorded(occurred=when):
            return put_right(FLOW, noted, [depart], [(depart, when, moves)])
        case _:
            return posted(FLOW, noted, fact.occurred, moves)


def _consignment(fact: manifest.Fact) -> list[tuple[str, int]]:
    match fact:
        case manifest.ManifestDeparted(sent_g=sent_g, contained_g=0):
            return [(Flow.SENT, sent_g), (Flow.UNRECORDED_ORIGIN, sent_g)]
        case (
            manifest.ManifestDeparted(sent_g=sent_g, contained_g=contained_g)
            | manifest.OriginRecorded(sent_g=sent_g, contained_g=contained_g)
        ):
            difference = (Flow.WEIGHING_DIFFERENCE, contained_g - sent_g)
            return [(Flow.SENT, sent_g), (Flow.LOADED, contained_g), difference]
        case manifest.ManifestArrived(received_g=received_g, sent_g=sent_g):
            difference = (Flow.TRANSIT_DIFFERENCE, sent_g - received_g)
            return [(Flow.RECEIVED, received_g), difference]
        case (
            manifest.ManifestPartiallyAccepted(refused_g=refused_g)
            | manifest.ManifestRefused(refused_g=refused_g)
        ):
            return [(Flow.REFUSED, refused_g)]
        case (
            manifest.ManifestIssued()
            | manifest.ManifestAccepted()
            | manifest.ConsignmentCharged()
            | manifest.ManifestClosed()
        ):
            return []


def _batch(noted: Noted, fact: batch.Fact, _: Recall) -> Iterable[Change]:
    return posted(FLOW, noted, fact.occurred, _kiln(noted.stream, fact))


def _kiln(name: str, fact: batch.Fact) -> list[Move]:
    match fact:
        case batch.CarbonCharged(feeds=feeds, mass_g=mass_g):
            fed = [Move(f"manifest:{feed.manifest}", Flow.FED, feed.mass_g) for feed in feeds]
            return [*fed, Move(name, Flow.KILN_IN, mass_g)]
        case batch.CarbonRegenerated(lot=into, output_g=output_g):
            made = Move(f"lot:{into}", Flow.REGENERATED, output_g)
            return [Move(name, Flow.KILN_OUT, output_g), made]
        case batch.CarbonDisposed(mass_g=mass_g):
            return [Move(name, Flow.DISPOSED, mass_g)]
        case batch.BatchClosed(unexplained_g=lost_g):
            return [Move(name, Flow.UNEXPLAINED, lost_g)]
        case batch.BatchOpened():
            return []


_BY_KIND: Mapping[type[Any], Callable[[Noted, Any, Recall], Iterable[Change]]] = {
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
