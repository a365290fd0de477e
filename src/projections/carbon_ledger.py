"""碳账: two independent folds of the facts, and what there is to count."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from domain import adsorber, batch, charge, container, enterprise, lot, manifest, unit
from projections.flows import flows
from projections.postings import FLOW, STOCK
from projections.rows import (
    Assert,
    Change,
    Noted,
    Projection,
    Recall,
    Supersede,
    Table,
    ended_at,
    since,
)
from projections.stock import stock


class Counted(NamedTuple):
    """A thing that counts, and whose it is. `holder` is the adsorber of a fill or swap."""

    position: int
    line: int
    slot: str
    object: str
    kind: str
    enterprise: str | None
    holder: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


COUNTED = Table(
    "ledger_counted",
    Counted,
    (("object", "kind", "enterprise"), ("enterprise",), ("holder",)),
    found_by="object",
)


def carbon_ledger(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Post a fact in both books, and count what it is about."""
    return [*stock(noted), *flows(noted, recall), *_counted(noted, recall)]


def _counted(noted: Noted, recall: Recall) -> Iterable[Change]:
    match noted.fact:
        case enterprise.EnterpriseRegistered():
            return [_thing(noted, "enterprise", noted.id)]
        case adsorber.AdsorberCommissioned(enterprise=owner):
            return [_thing(noted, "adsorber", owner)]
        case adsorber.AdsorberDecommissioned(occurred=when) | unit.UnitRemoved(occurred=when):
            return ended_at(COUNTED, recall(COUNTED, noted.stream), noted, when)
        case unit.UnitInstalled(enterprise=owner, low_efficiency=True):
            return [_thing(noted, "low-efficiency", owner)]
        case adsorber.CarbonFilled():
            return [_handling(noted, "fill")]
        case adsorber.CarbonSwapped():
            return [_handling(noted, "swap")]
        case adsorber.SwapCorrected(swap=key, happened=happened):
            return _moved(noted, recall, f"{noted.stream}@{key}", happened)
        case charge.ChargeStarted(enterprise=owner):
            return [_thing(noted, "charge", owner)]
        case container.ContainerFilled(enterprise=owner):
            return [_thing(noted, "container", owner)]
        case manifest.ManifestIssued(producer=owner):
            return [_thing(noted, "manifest", owner)]
        case lot.LotProduced() | lot.LotReceived(booked_g=0):
            return [_thing(noted, "lot", None)]
        case batch.BatchOpened():
            return [_thing(noted, "batch", None)]
        case _:
            return ()


def _thing(noted: Noted, kind: str, owner: str | None) -> Change:
    name = noted.stream
    whose = None if owner is None else str(owner)
    when = since(noted.fact.occurred, noted)
    return Assert(COUNTED, Counted(noted.position, 0, name, name, kind, whose, None, *when))


def _handling(noted: Noted, kind: str) -> Change:
    name = f"{noted.stream}@{noted.fact.occurred}"
    when = since(noted.fact.occurred, noted)
    return Assert(COUNTED, Counted(noted.position, 0, name, name, kind, None, noted.stream, *when))


def _moved(noted: Noted, recall: Recall, slot: str, happened: str) -> Iterable[Change]:
    # A removal is no swap, so nothing may have been counted.
    for row in recall(COUNTED, slot):
        yield Supersede(COUNTED, slot)
        when = since(happened, noted)
        yield Assert(
            COUNTED,
            Counted(noted.position, 0, slot, slot, row.kind, None, row.holder, *when),
        )


CARBON_LEDGER = Projection(
    "carbon-ledger",
    frozenset(
        {
            enterprise.EnterpriseRegistered,
            unit.UnitInstalled,
            unit.UnitRemoved,
            adsorber.AdsorberCommissioned,
            adsorber.AdsorberDecommissioned,
            adsorber.CarbonFilled,
            adsorber.CarbonSwapped,
            adsorber.SwapCorrected,
            *get_args(charge.LifeFact),
            *get_args(lot.Fact),
            *get_args(container.Fact),
            *get_args(manifest.Fact),
            *get_args(batch.Fact),
        }
    ),
    (STOCK, FLOW, COUNTED),
    carbon_ledger,
)
