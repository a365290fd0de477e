"""`tanguanjia custody`: where carbon came from and where it went, from anywhere on its way."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from application.ports.custody_view import Direction
from application.view import View
from domain.quantities import kilograms
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.custody_view import Edge, Node, Trail
    from application.viewpoint import Viewpoint

_SHOWN = 5
"""How many of the places where a trail was left off are named; `--json` names all."""

KINDS = {
    "lot": "炭批次 lot",
    "charge": "填装 charge",
    "container": "容器 container",
    "manifest": "联单 manifest",
    "batch": "再生批次 kiln run",
    "disposal": "处置 disposal",
}


class NothingOfThatNumber(Refusal):
    """流转轨迹中没有这个编号(炭批次、填装、容器、联单或再生批次)。

    The custody trail has no lot, charge, container, manifest or kiln run of this number.
    """


class ManyOfThatNumber(Refusal):
    """这个编号对应多个对象, 请写明是哪一个。

    Several objects have this number; say which.
    """


def custody(
    context: typer.Context,
    identity: Annotated[
        str,
        typer.Argument(
            metavar="编号/ID",
            help="炭批次、填装、容器、联单、再生批次 / lot, charge, container, manifest, kiln run",
        ),
    ],
    *,
    direction: Annotated[
        Direction, typer.Option(help="向前、向后或双向 / which way to follow the carbon")
    ] = Direction.BOTH,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """流转轨迹 / Where carbon came from and where it went.

    从任一环节追到所有来处与去处。
    From anywhere on its way to every origin and every end.
    """
    with desk_of(context).reading(View.CUSTODY) as office:
        at = office.viewpoint(as_of, known_at)
        trail = office.custody.trail(_node(office, identity, at), at, direction)
        if trail is None:
            raise NothingOfThatNumber(id=identity)
        if in_json:
            printing.as_json(_told(trail))
        else:
            _print(trail)


def _node(office: "Office", identity: str, at: "Viewpoint") -> str:
    found = office.custody.find(identity, at)
    if len(found) > 1:
        # What a kiln run sends to disposal goes by the run's own number; the run leads there.
        found = tuple(node for node in found if not node.startswith("disposal:"))
    if len(found) > 1:
        raise ManyOfThatNumber(id=identity, which=", ".join(found))
    for node in found:
        return node
    raise NothingOfThatNumber(id=identity)


def _print(trail: "Trail") -> None:
    printing.table(
        f"流转轨迹 / Custody trail of {trail.node}",
        ("步 step", "类别 kind", "编号 id", "时间 occurred", "kg", "说明 label"),
        [
            (
                f"{node.steps:+d}" if node.steps else "●",
                KINDS.get(node.kind, node.kind),
                node.id,
                node.occurred,
                "" if node.mass_g is None else kilograms(node.mass_g),
                node.label,
            )
            for node in sorted(trail.nodes, key=lambda node: (node.steps, node.occurred, node.node))
        ],
    )
    printing.say(
        f"来处 origins: {_names(trail.origins)}",
        f"去处 destinations: {_names(trail.destinations)}",
    )
    if trail.left_off:
        many, some = len(trail.left_off), ", ".join(trail.left_off[:_SHOWN])
        printing.say(
            f"轨迹过长, 在 {many} 处未继续, 可从这些编号再查 / too long a trail, left off at {many}"
            f" places; ask on from them: {some} …"
        )


def _names(nodes: "tuple[Node, ...]") -> str:
    return ", ".join(node.node for node in nodes) or "-"


def _told(trail: "Trail") -> dict[str, object]:
    return {
        "node": trail.node,
        "nodes": [_node_told(node) for node in trail.nodes],
        "edges": [_edge_told(edge) for edge in trail.edges],
        "origins": [node.node for node in trail.origins],
        "destinations": [node.node for node in trail.destinations],
        "left_off": trail.left_off,
    }


def _node_told(node: "Node") -> dict[str, object]:
    return {
        "node": node.node,
        "kind": node.kind,
        "id": node.id,
        "label": node.label,
        "enterprise": node.enterprise,
        "occurred": node.occurred,
        "mass_kg": None if node.mass_g is None else kilograms(node.mass_g),
        "steps": node.steps,
    }


def _edge_told(edge: "Edge") -> dict[str, object]:
    mass_kg = None if edge.mass_g is None else kilograms(edge.mass_g)
    return {
        "source": edge.source,
        "target": edge.target,
        "occurred": edge.occurred,
        "mass_kg": mass_kg,
    }
