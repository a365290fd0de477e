"""The custody trail in SQL: reachable nodes by recursion, which ends since a node counts once.

A caller who does not see everything begins at what is his. On the way he meets lots and kiln runs
that are nobody's, and follows his carbon through them; what is another's he neither sees nor goes
through. What a kiln run took in of everybody, and what a lot weighed, is told to those whose it is.
"""

import json
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from adapters.sql.views.sight import LISTED, Sight
from application.ports.custody_view import Direction, Edge, Node, Trail
from application.viewpoint import Viewpoint

_FIND = f"""
SELECT DISTINCT node.node FROM custody_node node
WHERE (node.node = :id OR node.id = :id) AND {holds("node")}
"""
_WAYPOINTS = "node.kind IN ('lot', 'batch', 'disposal')"
# What a kiln run sends to disposal is seen by whom the run is seen.
_THING = "CASE node.kind WHEN 'disposal' THEN 'batch:' || node.id ELSE node.node END"


def _own(sight: Sight) -> str:
    return sight.only(sight.whose("node.enterprise"), sight.which(_THING))


def _reach(here: str, there: str, sight: Sight) -> str:
    """Edges that can be followed from a node. UNION drops nodes met before: a circle ends."""
    passable = sight.any_of(_WAYPOINTS, sight.whose("node.enterprise"), sight.which(_THING))
    through = f"""
        JOIN custody_node node ON node.node = custody_edge.{there} AND {holds("node")}
            AND ({passable})
    """
    to_there = f"WHERE edge.{there} IN (SELECT node FROM reached)"
    return f"""
    WITH RECURSIVE reached(node) AS (
        SELECT node FROM custody_node WHERE node = :node
        UNION
        SELECT custody_edge.{there} FROM reached
        JOIN custody_edge ON custody_edge.{here} = reached.node AND {holds("custody_edge")}
        {"" if sight.everything else through}
    )
    SELECT source, target, coalesce(edge.mass_g, weight.mass_g), edge.occurred_from
    FROM reached
    JOIN custody_edge edge ON edge.{here} = reached.node AND {holds("edge")}
    LEFT JOIN custody_weight weight ON edge.mass_g IS NULL
        AND weight.node = edge.source AND {holds("weight")}
    {"" if sight.everything else to_there}
    ORDER BY edge.position, edge.line
    """


_NODES = f"""
SELECT node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from,
    coalesce(node.mass_g, sum(weight.mass_g), 0)
FROM custody_node node
LEFT JOIN custody_weight weight ON node.mass_g IS NULL
    AND weight.node = node.node AND {holds("weight")}
WHERE node.node IN (%s) AND {holds("node")}
GROUP BY node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from, node.mass_g
"""


_OWNED = f"""
SELECT node.node FROM custody_node node WHERE node.node IN (%s) AND {holds("node")}
"""


class CustodyInSql:
    """Reads what the follower of the custody trail has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine
        self._listed = LISTED[engine.dialect.name].format("nodes")

    def find(self, id: str, at: Viewpoint) -> tuple[str, ...]:
        """The nodes that a bare number may mean."""
        with looking(self._engine, at) as look:
            return _found(look, id)

    def trail(
        self, node: str, at: Viewpoint, direction: Direction = Direction.BOTH
    ) -> Trail | None:
        """Follow the carbon of a node to every end."""
        with looking(self._engine, at) as look:
            if node not in _found(look, node):
                return None
            ahead = _ahead(look, node) if direction != Direction.BACKWARDS else ()
            behind = _behind(look, node) if direction != Direction.FORWARDS else ()
            steps = _steps(node, ahead, behind)
            own = self._own(look, steps)
            nodes = self._described(look, steps, own)
            edges = tuple(_weighed(edge, own) for edge in dict.fromkeys([*behind, *ahead]))
            return Trail(node, tuple(nodes), edges)

    def _own(self, look: Look, steps: Mapping[str, int]) -> Set[str]:
        """Those of the nodes that are not only met on the way."""
        if look.sight.everything:
            return steps.keys()
        query = _OWNED % self._listed + _own(look.sight)
        return {node for (node,) in look.rows(query, nodes=json.dumps(list(steps)))}

    def _described(self, look: Look, steps: Mapping[str, int], own: Set[str]) -> list[Node]:
        rows = look.rows(_NODES % self._listed, nodes=json.dumps(list(steps)))
        nodes = [
            Node(
                name,
                kind,
                id_,
                label,
                owner,
                when,
                int(mass_g) if name in own else None,
                steps[name],
            )
            for name, kind, id_, label, owner, when, mass_g in rows
        ]
        return sorted(nodes, key=lambda node: (node.steps, node.occurred, node.node))


def _found(look: Look, id: str) -> tuple[str, ...]:
    rows = look.rows(f"{_FIND}{_own(look.sight)} ORDER BY node.node", id=id)
    return tuple(node for (node,) in rows)


def _ahead(look: Look, node: str) -> Sequence[Edge]:
    return _edges(look, _reach("source", "target", look.sight), node)


def _behind(look: Look, node: str) -> Sequence[Edge]:
    return _edges(look, _reach("target", "source", look.sight), node)


def _edges(look: Look, query: str, node: str) -> Sequence[Edge]:
    return [
        Edge(source, target, when, None if mass_g is None else int(mass_g))
        for source, target, mass_g, when in look.rows(query, node=node)
    ]


def _weighed(edge: Edge, own: Set[str]) -> Edge:
    """Leave out what went from one waypoint to the next: it is everybody's together."""
    return edge if edge.source in own or edge.target in own else replace(edge, mass_g=None)


def _steps(node: str, ahead: Sequence[Edge], behind: Sequence[Edge]) -> dict[str, int]:
    """Count steps from the node; carbon that comes round again keeps its shorter way."""
    forwards = _distances(node, [(edge.source, edge.target) for edge in ahead])
    backwards = _distances(node, [(edge.target, edge.source) for edge in behind])
    steps = dict(forwards)
    for name, distance in backwards.items():
        if name not in steps or distance < steps[name]:
            steps[name] = -distance
    return steps


def _distances(start: str, pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    following: dict[str, list[str]] = defaultdict(list)
    for here, there in pairs:
        following[here].append(there)
    distances = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in following[here]:
            if there not in distances:
                distances[there] = distances[here] + 1
                waiting.append(there)
    return distances
