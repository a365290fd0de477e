"""流转轨迹: a graph of the places carbon was in, and of what went from one to the next.

lot → charge → container → manifest → batch → lot, and batch → disposal. What went from a charge
into its container, and what a manifest or batch held, is weighed by another fact than the one
that names the node; those masses are kept beside it and met when the trail is asked for.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, get_args

from domain import batch, charge, container, lot, manifest
from projections.rows import (
    Assert,
    Change,
    Noted,
    Projection,
    Recall,
    Supersede,
    Table,
    since,
)


class Node(NamedTuple):
    """A place the carbon was in. `mass_g` is None where another fact weighs it."""

    position: int
    line: int
    slot: str
    node: str
    kind: str
    id: str
    label: str
    enterprise: str | None
    mass_g: int | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Edge(NamedTuple):
    """Carbon that went from a node to the next. `mass_g` is None where its source's weight is."""

    position: int
    line: int
    slot: str
    source: str
    target: str
    mass_g: int | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Weight(NamedTuple):
    """What left a node, or went into it, all in all."""

    position: int
    line: int
    slot: str
    node: str
    mass_g: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


NODE = Table("custody_node", Node, (("node",), ("id",)))
EDGE = Table("custody_edge", Edge, (("source",), ("target",)))
WEIGHT = Table("custody_weight", Weight, (("node",),))


def custody_trail(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Add what a fact says of the graph."""
    fact = noted.fact
    if isinstance(fact, lot.Fact):
        return _lot(noted, fact)
    if isinstance(fact, charge.LifeFact):
        return _charge(noted, fact, recall)
    if isinstance(fact, container.Fact):
        return _container(noted, fact, recall)
    if isinstance(fact, manifest.Fact):
        return _manifest(noted, fact)
    return _batch(noted, fact) if isinstance(fact, batch.Fact) else ()


def _lot(noted: Noted, fact: lot.Fact) -> Iterable[Change]:
    match fact:
        case lot.LotProduced(batch=made_by, mass_g=mass_g):
            return [_node(noted, f"再生炭, 批次 {made_by}", mass_g=mass_g)]
        case lot.LotReceived(supplier=supplier, mass_g=mass_g, booked_g=0):
            return [_node(noted, supplier, mass_g=mass_g)]
        case _:
            return ()


def _charge(noted: Noted, fact: charge.LifeFact, recall: Recall) -> Iterable[Change]:
    start, end = f"{noted.stream}/start", f"{noted.stream}/end"
    match fact:
        case charge.ChargeStarted(enterprise=owner, lot=from_lot, fresh_g=fresh_g):
            label = f"{fact.adsorber} 炭箱 {fact.bed}"
            return [
                _node(noted, label, enterprise=str(owner), mass_g=fresh_g),
                _edge(noted, start, f"lot:{from_lot}", noted.stream, fresh_g),
            ]
        case charge.ChargeEnded(removed_g=removed_g):
            return [_weight(noted, end, noted.stream, removed_g)]
        case charge.ChargeCorrected(started=started, lot=from_lot, fresh_g=fresh_g):
            corrected: list[Change] = [
                *_again(noted, NODE, recall(NODE, noted.stream), started, mass_g=fresh_g),
                Supersede(EDGE, start),
                _edge(noted, start, f"lot:{from_lot}", noted.stream, fresh_g, started),
            ]
            if fact.ended is not None and fact.removed_g is not None:
                out = _weight(noted, end, noted.stream, fact.removed_g, fact.ended)
                corrected += [Supersede(WEIGHT, end), out]
            return corrected


def _container(noted: Noted, fact: container.Fact, recall: Recall) -> Iterable[Change]:
    name = noted.stream
    fill, consign = f"{name}/fill", f"{name}/consign"
    match fact:
        case container.ContainerFilled(enterprise=owner, charges=charges, mass_g=mass_g):
            whole_g = mass_g if len(charges) == 1 else None
            return [
                _node(noted, noted.id, enterprise=str(owner), mass_g=mass_g),
                *(
                    _edge(noted, fill, f"charge:{spent}", name, whole_g, line=line)
                    for line, spent in enumerate(charges)
                ),
            ]
        case container.ContainerConsigned(manifest=number, mass_g=mass_g):
            return [_edge(noted, consign, name, f"manifest:{number}", mass_g)]
        case container.ContainerCorrected(filled=filled, mass_g=mass_g):
            # What was handed over with the manifest is signed and stays.
            filling = recall(EDGE, fill)
            only = {"mass_g": mass_g} if len(filling) == 1 else {}
            return [
                *_again(noted, NODE, recall(NODE, name), filled, mass_g=mass_g),
                *_again(noted, EDGE, filling, filled, **only),
            ]
        case container.ContainerLabelled():
            return ()


def _manifest(noted: Noted, fact: manifest.Fact) -> Iterable[Change]:
    match fact:
        case manifest.ManifestIssued(producer=owner, receiver=receiver):
            return [_node(noted, receiver, enterprise=str(owner))]
        case manifest.ManifestDeparted(sent_g=sent_g):
            return [_weight(noted, f"{noted.stream}/sent", noted.stream, sent_g)]
        case _:
            return ()


def _batch(noted: Noted, fact: batch.Fact) -> Iterable[Change]:
    name = noted.stream
    match fact:
        case batch.BatchOpened():
            return [_node(noted, noted.id)]
        case batch.CarbonCharged(feeds=feeds, mass_g=mass_g):
            slot = f"{name}/feed@{noted.position}"
            fed = [
                _edge(noted, slot, f"manifest:{feed.manifest}", name, feed.mass_g, line=line)
                for line, feed in enumerate(feeds)
            ]
            return [*fed, _weight(noted, slot, name, mass_g)]
        case batch.CarbonRegenerated(lot=into, output_g=output_g):
            return [_edge(noted, f"{name}/out@{noted.position}", name, f"lot:{into}", output_g)]
        case batch.CarbonDisposed(mass_g=mass_g):
            way_out = f"disposal:{noted.id}"
            return [
                _node(noted, f"处置, 再生批次 {noted.id}", node=way_out, mass_g=mass_g),
                _edge(noted, f"{name}/disposed@{noted.position}", name, way_out, mass_g),
            ]
        case batch.BatchClosed():
            return ()


def _node(
    noted: Noted,
    label: str,
    *,
    node: str | None = None,
    enterprise: str | None = None,
    mass_g: int | None = None,
) -> Change:
    name = node or noted.stream
    kind, _, identity = name.partition(":")
    when = since(noted.fact.occurred, noted)
    row = Node(noted.position, 0, name, name, kind, identity, label, enterprise, mass_g, *when)
    return Assert(NODE, row)


def _edge(
    noted: Noted,
    slot: str,
    source: str,
    target: str,
    mass_g: int | None,
    occurred: str | None = None,
    *,
    line: int = 0,
) -> Change:
    when = since(occurred or noted.fact.occurred, noted)
    return Assert(EDGE, Edge(noted.position, line, slot, source, target, mass_g, *when))


def _weight(noted: Noted, slot: str, node: str, mass_g: int, occurred: str | None = None) -> Change:
    when = since(occurred or noted.fact.occurred, noted)
    return Assert(WEIGHT, Weight(noted.position, 0, slot, node, mass_g, *when))


def _again(
    noted: Noted, table: Table, rows: Sequence[Any], occurred: str, **columns: object
) -> Iterable[Change]:
    """Believe the same rows as of another time, with some columns put right."""
    when = since(occurred, noted)._asdict()
    for line, row in enumerate(rows):
        yield Supersede(table, row.slot)
        own = {"position": noted.position, "line": line}
        yield Assert(table, row._replace(**own, **columns, **when))


CUSTODY_TRAIL = Projection(
    "custody-trail",
    frozenset(
        {
            lot.LotProduced,
            lot.LotReceived,
            *get_args(charge.LifeFact),
            container.ContainerFilled,
            container.ContainerConsigned,
            container.ContainerCorrected,
            manifest.ManifestIssued,
            manifest.ManifestDeparted,
            batch.BatchOpened,
            batch.CarbonCharged,
            batch.CarbonRegenerated,
            batch.CarbonDisposed,
        }
    ),
    (NODE, EDGE, WEIGHT),
    custody_trail,
)
