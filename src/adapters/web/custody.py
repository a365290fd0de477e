"""流转轨迹: from any object to every other end of its carbon."""

from typing import Annotated, Literal

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Kg, Model, kg_or_none, told
from adapters.web.asking import Asked, parameter
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import not_found
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports import custody_view
from application.ports.custody_view import Direction

TAG = "流转轨迹 Custody"

Kind = Literal["lot", "charge", "container", "manifest", "batch", "disposal"]
Way = Literal["forwards", "backwards", "both"]


class Node(Model):
    """炭到过的一处 / One place the carbon was in"""

    node: str = told("名称", "Its name", "manifest:20223304120001")
    kind: str = told(
        "lot 炭批次, charge 一次填装, container 容器, manifest 联单, batch 再生批次, disposal 处置",
        "lot, charge, container, manifest, batch or disposal",
        "manifest",
    )
    id: str = told("编号", "Its number", "20223304120001")
    label: str = told("给人看的名称", "What to call it", "嘉善再生中心（演示）")
    enterprise: str | None = told("企业信用代码", "Credit code", "913304110NBGDFK72U")
    occurred: str = told("发生时间", "When", "2022-09-01")
    mass_kg: Kg | None = told(
        "质量, kg; null 为只是途经的炭批次、再生批次或处置, 其中也有他人的炭",
        "Mass, kg; null for a lot, kiln run or disposal that is only on the way and holds what "
        "others gave as well",
        590,
    )
    steps: int = told(
        "离所问对象几步: 负为上游, 正为下游",
        "Steps from what was asked for: negative is backwards, positive forwards",
        0,
    )


class Edge(Model):
    """炭从一处到下一处 / Carbon that went from one place to the next"""

    source: str = told("从", "From", "manifest:20223304120001")
    target: str = told("到", "To", "batch:RK20220906")
    occurred: str = told("发生时间", "When", "2022-09-06")
    mass_kg: Kg | None = told(
        "质量, kg; 两端都只是途经时为 null",
        "Mass, kg; null between two places that are only on the way",
        590,
    )


class Custody(Answer):
    """流转轨迹 / A custody trail"""

    node: str = told("所问对象", "What was asked for", "manifest:20223304120001")
    nodes: tuple[Node, ...] = told(
        "相连且可见之处, 由近及远",
        "The places that are connected and may be seen, nearest first",
    )
    edges: tuple[Edge, ...] = told("之间的流转", "How the carbon went between them")
    origins: tuple[str, ...] = told("来源端", "The ends backwards", ["lot:XT220104001"])
    destinations: tuple[str, ...] = told("去向端", "The ends forwards", ["lot:ZS220908010"])
    left_off: tuple[str, ...] = told(
        "轨迹过长而未继续之处, 可再查; 空为完整",
        "Where a trail that is too long was left off: ask on from there; empty if it is whole",
    )


_MANIFEST = Node(
    node="manifest:20223304120001",
    kind="manifest",
    id="20223304120001",
    label="嘉善再生中心（演示）",
    enterprise="913304110NBGDFK72U",
    occurred="2022-09-01",
    mass_kg=590,
    steps=0,
)
_BATCH = Node(
    node="batch:RK20220906",
    kind="batch",
    id="RK20220906",
    label="RK20220906",
    enterprise=None,
    occurred="2022-09-06",
    mass_kg=22336,
    steps=1,
)
EXAMPLE = Custody(
    node="manifest:20223304120001",
    nodes=(_MANIFEST, _BATCH),
    edges=(Edge(source=_MANIFEST.node, target=_BATCH.node, occurred="2022-09-06", mass_kg=590),),
    origins=(_MANIFEST.node,),
    destinations=(_BATCH.node,),
    left_off=(),
    **VIEWED,
)

KindInPath = Annotated[
    Kind,
    in_path(
        "对象类别: lot 炭批次, charge 一次填装, container 容器, manifest 联单, batch 再生批次, "
        "disposal 处置",
        "What kind of object",
        "manifest",
    ),
]
IdInPath = Annotated[str, in_path("对象编号", "The number of the object", "20223304120001")]
Towards = Annotated[
    Way,
    parameter(
        "方向: forwards 去向, backwards 来源, both 两头",
        "Which way to follow the carbon",
        "both",
    ),
]


@reads(
    "/custody/{kind:str}/{id:str}",
    tag=TAG,
    zh="流转轨迹",
    en="Custody trail",
    more=(
        "从任一炭批次、填装、容器、联单、再生批次出发, 上溯到全部来源, 下行到全部去向。"
        "只能从自己可见之处出发; 途中的炭批次与再生批次不属于任何企业, 可以经过, 他人之物不显示。",
        "From any lot, charge, container, manifest or kiln run to every end of its carbon. It "
        "begins at what the caller sees; lots and kiln runs on the way belong to no enterprise and "
        "are passed through, and what is another's is not shown.",
    ),
    example=EXAMPLE,
    problems=[NOT_FOUND],
)
def custody(
    kind: KindInPath,
    id: IdInPath,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    direction: Towards = "both",
) -> Custody:
    """Follow the carbon."""
    trail = office.custody.trail(f"{kind}:{id}", asked.at, Direction(direction))
    if trail is None:
        raise not_found(kind=kind, id=id)
    return Custody(
        **asked.echo(),
        node=trail.node,
        nodes=tuple(_node(node) for node in trail.nodes),
        edges=tuple(_edge(edge) for edge in trail.edges),
        origins=tuple(node.node for node in trail.origins),
        destinations=tuple(node.node for node in trail.destinations),
        left_off=trail.left_off,
    )


def _node(node: custody_view.Node) -> Node:
    return Node(
        node=node.node,
        kind=node.kind,
        id=node.id,
        label=node.label,
        enterprise=node.enterprise,
        occurred=node.occurred,
        mass_kg=kg_or_none(node.mass_g),
        steps=node.steps,
    )


def _edge(edge: custody_view.Edge) -> Edge:
    return Edge(
        source=edge.source,
        target=edge.target,
        occurred=edge.occurred,
        mass_kg=kg_or_none(edge.mass_g),
    )
