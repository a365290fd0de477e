"""A second, independent bookkeeping: what each object took in and gave away, told by its facts.

It knows nothing of how the product counts: facts go in, five numbers per object come out, and
what must be held follows from them.

    held = in + uptake - out - measured difference - unexplained loss
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.batch import BatchClosed, CarbonCharged, CarbonDisposed, CarbonRegenerated, Open
from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted, Running
from domain.container import ContainerConsigned, ContainerCorrected, ContainerFilled, Filled
from domain.lot import AtKiln, InStock, LotCorrected, LotDrawn, LotProduced, LotReceived
from domain.manifest import (
    Arrived,
    ConsignmentCharged,
    Departed,
    InYard,
    Load,
    ManifestArrived,
    ManifestDeparted,
    ManifestPartiallyAccepted,
    ManifestRefused,
    OriginRecorded,
)
from domain.record import Fact


@dataclass
class Account:
    """Grams in and out of one object."""

    in_g: int = 0
    uptake_g: int = 0
    out_g: int = 0
    difference_g: int = 0
    loss_g: int = 0
    bought_g: int = 0
    """The part of what came in that no other object gave: bought, or of unrecorded origin."""
    gone_g: int = 0
    """The part of what went out that no other object took: refused, or disposed of."""

    @property
    def held_g(self) -> int:
        """What must still be there."""
        return self.in_g + self.uptake_g - self.out_g - self.difference_g - self.loss_g


def account(kind: str, facts: Iterable[Fact]) -> Account:
    """Keep the account of one object from its facts."""
    return {
        "lot": _lot,
        "charge": _charge,
        "container": _container,
        "manifest": _manifest,
        "batch": _batch,
    }[kind](facts)


def _lot(facts: Iterable[Fact]) -> Account:
    book = Account()
    draws: dict[tuple[str, str], int] = {}
    for fact in facts:
        match fact:
            case LotProduced(mass_g=mass_g):
                book.in_g = mass_g
            case LotReceived(mass_g=mass_g, booked_g=0):
                book.in_g += mass_g
                book.bought_g += mass_g
            case LotReceived(mass_g=mass_g, booked_g=booked_g):
                book.difference_g = booked_g - mass_g
            case (
                LotDrawn(adsorber=adsorber, key=key, mass_g=mass_g)
                | LotCorrected(adsorber=adsorber, key=key, mass_g=mass_g)
            ):
                draws[adsorber, key] = mass_g
            case _:
                pass
    book.out_g = sum(draws.values())
    return book


def _charge(facts: Iterable[Fact]) -> Account:
    fresh_g, removed_g = 0, None
    for fact in facts:
        match fact:
            case ChargeStarted():
                fresh_g = fact.fresh_g
            case ChargeEnded():
                removed_g = fact.removed_g
            case ChargeCorrected():
                fresh_g, removed_g = fact.fresh_g, fact.removed_g
            case _:
                pass
    if removed_g is None:
        return Account(in_g=fresh_g)
    return Account(in_g=fresh_g, uptake_g=removed_g - fresh_g, out_g=removed_g)


def _container(facts: Iterable[Fact]) -> Account:
    mass_g, gone = 0, False
    for fact in facts:
        match fact:
            case ContainerFilled() | ContainerCorrected():
                mass_g = fact.mass_g
            case ContainerConsigned():
                gone = True
            case _:
                pass
    return Account(in_g=mass_g, out_g=mass_g if gone else 0)


def _manifest(facts: Iterable[Fact]) -> Account:
    book = Account()
    for fact in facts:
        match fact:
            case ManifestDeparted(sent_g=sent_g, contained_g=contained_g):
                book.in_g = sent_g
                book.bought_g = 0 if contained_g else sent_g
            case OriginRecorded():
                book.bought_g = 0
            case ManifestArrived(received_g=received_g):
                book.difference_g = book.in_g - received_g
            case ManifestPartiallyAccepted(refused_g=mass_g) | ManifestRefused(refused_g=mass_g):
                book.out_g += mass_g
                book.gone_g += mass_g
            case ConsignmentCharged(mass_g=mass_g):
                book.out_g += mass_g
            case _:
                pass
    return book


def _batch(facts: Iterable[Fact]) -> Account:
    book = Account()
    for fact in facts:
        match fact:
            case CarbonCharged(feeds=feeds):
                book.in_g += sum(feed.mass_g for feed in feeds)
            case CarbonRegenerated(output_g=mass_g):
                book.out_g += mass_g
            case CarbonDisposed(mass_g=mass_g):
                book.out_g += mass_g
                book.gone_g += mass_g
            case BatchClosed():
                book.loss_g = book.in_g - book.out_g
            case _:
                pass
    return book


def departure_difference_g(streams: Mapping[str, Iterable[Fact]]) -> int:
    """What containers held beyond what the scale at the gate showed, over the whole log.

    A container that is corrected after it left changes what it held, not what the scale showed.
    """
    return sum(_departure_g(facts) for facts in streams.values())


def _departure_g(facts: Iterable[Fact]) -> int:
    difference_g, held_g, sent_g, gone = 0, 0, 0, False
    for fact in facts:
        match fact:
            case ManifestDeparted(sent_g=sent_g, contained_g=contained_g):
                difference_g = contained_g - sent_g if contained_g else 0
                held_g = contained_g
            case OriginRecorded(mass_g=mass_g):
                held_g += mass_g
                difference_g = held_g - sent_g
            case ContainerFilled(mass_g=mass_g):
                held_g = mass_g
            case ContainerConsigned():
                gone = True
            case ContainerCorrected(mass_g=mass_g):
                difference_g += mass_g - held_g if gone else 0
                held_g = mass_g
            case _:
                pass
    return difference_g


def stock_g(state: object) -> int:
    """What the product says is there: grams in one object, at whatever stage of its life."""
    match state:
        case InStock(left_g=mass_g) | InYard(yard_g=mass_g) | Open(inside_g=mass_g):
            return mass_g
        case AtKiln(mass_g=mass_g) | Filled(mass_g=mass_g) | Running(fresh_g=mass_g):
            return mass_g
        case Departed(load=Load(sent_g=mass_g)) | Arrived(received_g=mass_g):
            return mass_g
        case _:
            return 0
