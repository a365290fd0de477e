"""The custody trail in SQL: step by step outwards from a node, until the answer is full.

A caller who does not see everything begins at what is his. On the way he meets lots and kiln runs
that are nobody's, and follows his carbon through them; what is another's he neither sees nor goes
through. What a kiln run took in of everybody, and what a lot weighed, is told to those whose it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking, marks, named
from adapters.sql.views.sight import Sight
from application.ports.custody_view import MOST_NODES, Direction, Edge, Node, Trail
from application.viewpoint import Viewpoint

_FIND = f"""
SELECT node.node FROM custody_node node WHERE node.node = :id AND {holds("node")}{{own}}
UNION
SELECT node.node FROM custody_node node WHERE node.id = :id AND {holds("node")}{{own}} ORDER BY 1
"""

_EDGES = f"""
SELECT source, target, coalesce(edge.mass_g, weight.mass_g), edge.occurred_from
FROM custody_edge edge
LEFT JOIN custody_weight weight ON edge.mass_g IS NULL
    AND weight.node = edge.source AND {holds("weight")}
WHERE edge.{{here}} IN ({{nodes}}) AND {holds("edge")}{{passable}}
ORDER BY edge.position, edge.line
"""
_PASSABLE = f"""
    AND EXISTS (SELECT 1 FROM custody_node node
                WHERE node.node = edge.{{there}} AND {holds("node")} AND ({{seen}}))
"""

_NODES = f"""
SELECT node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from,
    coalesce(node.mass_g, sum(weight.mass_g), 0)
FROM custody_node node
LEFT JOIN custody_weight weight ON node.mass_g IS NULL
    AND weight.node = node.node AND {holds("weight")}
WHERE node.node IN ({{nodes}}) AND {holds("node")}
GROUP BY node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from, node.mass_g
"""
_OWNED = f"""
SELECT node.node FROM custody_node node WHERE node.node IN ({{nodes}}) AND {holds("node")}{{own}}
"""
_WAYPOINTS = "node.kind IN ('lot', 'batch', 'disposal')"
# What a kiln run sends to disposal is seen by whom the run is seen.
_THING = "CASE node.kind WHEN 'disposal' THEN 'batch:' || node.id ELSE node.node END"
_AT_ONCE = 500
"""How many nodes are asked for in one statement."""


@dataclass(slots=True)
class _Way:
    """What was found in one direction: steps by node, the edges, and where it was left off."""

    steps: dict[str, int]
    edges: list[Edge] = field(default_factory=list[Edge])
    left_off: set[str] = field(default_factory=set[str])


class CustodyInSql:
    """Reads what the follower of the custody trail has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def find(self, id: str, at: Viewpoint) -> tuple[str, ...]:
        """The nodes that a bare number may mean."""
        with looking(self._engine, at) as look:
            return _found(look, id)

    def trail(
        self,
        node: str,
        at: Viewpoint,
        direction: Direction = Direction.BOTH,
        *,
        most_nodes: int = MOST_NODES,
    ) -> Trail | None:
        """Follow the carbon of a node to every end, or until there are nodes enough."""
        with looking(self._engine, at) as look:
            if node not in _found(look, node):
                return None
            ahead, behind = _Way({node: 0}), _Way({node: 0})
            if direction != Direction.BACKWARDS:
                most = most_nodes if direction == Direction.FORWARDS else -(-most_nodes // 2)
                ahead = _follow(look, node, most, forwards=True)
            if direction != Direction.FORWARDS:
                most = most_nodes - len(ahead.steps) + 1
                behind = _follow(look, node, most, forwards=False)
            return _trail(look, node, ahead, behind)


def _found(look: Look, id: str) -> tuple[str, ...]:
    return tuple(node for (node,) in look.rows(_FIND.format(own=_own(look.sight)), id=id))


def _own(sight: Sight) -> str:
    return sight.only(sight.whose("node.enterprise"), sight.which(_THING))


def _trail(look: Look, node: str, ahead: _Way, behind: _Way) -> Trail:
    steps = _nearest(ahead.steps, behind.steps)
    owned = _owned(look, steps)
    edges = tuple(_weighed(edge, owned) for edge in dict.fromkeys([*behind.edges, *ahead.edges]))
    nodes = tuple(_described(look, steps, owned))
    return Trail(node, nodes, edges, frozenset(behind.left_off), frozenset(ahead.left_off))


def _owned(look: Look, steps: Mapping[str, int]) -> Set[str]:
    """Those of the nodes that are not only met on the way."""
    if look.sight.everything:
        return steps.keys()
    return {
        node
        for some in _portions(list(steps))
        for (node,) in look.rows(
            _OWNED.format(nodes=marks("node", len(some)), own=_own(look.sight)),
            **named("node", some),
        )
    }


def _weighed(edge: Edge, owned: Set[str]) -> Edge:
    """Leave out what went from one waypoint to the next: it is everybody's together."""
    return edge if edge.source in owned or edge.target in owned else replace(edge, mass_g=None)


def _described(look: Look, steps: Mapping[str, int], owned: Set[str]) -> list[Node]:
    nodes = [
        Node(
            name,
            kind,
            id_,
            label,
            owner,
            when,
            int(mass_g) if name in owned else None,
            steps[name],
        )
        for some in _portions(list(steps))
        for name, kind, id_, label, owner, when, mass_g in look.rows(
            _NODES.format(nodes=marks("node", len(some))), **named("node", some)
        )
    ]
    return sorted(nodes, key=lambda node: (node.steps, node.occurred, node.node))


def _follow(look: Look, start: str, most: int, *, forwards: bool) -> _Way:
    """Go on step by step, so that what is near comes first; a node counts once, so circles end."""
    way, here, step = _Way({start: 0}), [start], 0
    while here:
        step += 1
        following: list[str] = []
        for edge in _edges(look, here, forwards=forwards):
            near, far = (edge.source, edge.target) if forwards else (edge.target, edge.source)
            if far not in way.steps:
                if len(way.steps) >= most:
                    way.left_off.add(near)
                    continue
                way.steps[far] = step
                following.append(far)
            way.edges.append(edge)
        here = following
    return way


def _edges(look: Look, nodes: list[str], *, forwards: bool) -> Iterator[Edge]:
    here, there = ("source", "target") if forwards else ("target", "source")
    passable = _passable(look.sight, there)
    for some in _portions(nodes):
        query = _EDGES.format(here=here, nodes=marks("node", len(some)), passable=passable)
        for source, target, mass_g, when in look.rows(query, **named("node", some)):
            yield Edge(source, target, when, None if mass_g is None else int(mass_g))


def _passable(sight: Sight, there: str) -> str:
    """Say that an edge leads to what is seen, or to what is nobody's."""
    if sight.everything:
        return ""
    seen = sight.any_of(_WAYPOINTS, sight.whose("node.enterprise"), sight.which("node.node"))
    return _PASSABLE.format(there=there, seen=seen)


def _portions(nodes: list[str]) -> Iterable[list[str]]:
    return (nodes[n : n + _AT_ONCE] for n in range(0, len(nodes), _AT_ONCE))


def _nearest(forwards: Mapping[str, int], backwards: Mapping[str, int]) -> dict[str, int]:
    """Count steps from the node; carbon that comes round again keeps its shorter way."""
    steps = dict(forwards)
    for name, distance in backwards.items():
        if name not in steps or distance < steps[name]:
            steps[name] = -distance
    return steps
