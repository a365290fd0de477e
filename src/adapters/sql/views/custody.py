"""The custody trail in SQL: reachable nodes by recursion, which ends since a node counts once."""

import json
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from adapters.sql.views.reading import Look, holds, looking
from application.ports.custody_view import Direction, Edge, Node, Trail
from application.viewpoint import Viewpoint

_FIND = f"""
SELECT DISTINCT node FROM custody_node WHERE (node = :id OR id = :id) AND {holds()} ORDER BY node
"""


def _reach(here: str, there: str) -> str:
    """Edges that can be followed from a node. UNION drops nodes met before: a circle ends."""
    return f"""
    WITH RECURSIVE reached(node) AS (
        SELECT node FROM custody_node WHERE node = :node
        UNION
        SELECT custody_edge.{there} FROM reached
        JOIN custody_edge ON custody_edge.{here} = reached.node AND {holds("custody_edge")}
    )
    SELECT source, target, coalesce(edge.mass_g, weight.mass_g), edge.occurred_from
    FROM reached
    JOIN custody_edge edge ON edge.{here} = reached.node AND {holds("edge")}
    LEFT JOIN custody_weight weight ON edge.mass_g IS NULL
        AND weight.node = edge.source AND {holds("weight")}
    ORDER BY edge.position, edge.line
    """


_FORWARDS, _BACKWARDS = _reach("source", "target"), _reach("target", "source")

_NODES = f"""
SELECT node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from,
    coalesce(node.mass_g, sum(weight.mass_g), 0)
FROM custody_node node
LEFT JOIN custody_weight weight ON node.mass_g IS NULL
    AND weight.node = node.node AND {holds("weight")}
WHERE node.node IN (SELECT value FROM %s) AND {holds("node")}
GROUP BY node.node, node.kind, node.id, node.label, node.enterprise, node.occurred_from, node.mass_g
"""
_LISTED = {
    "sqlite": "json_each(:nodes)",
    "postgresql": "json_array_elements_text(CAST(:nodes AS json)) AS listed(value)",
}


class CustodyInSql:
    """Reads what the follower of the custody trail has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine
        self._nodes = _NODES % _LISTED[engine.dialect.name]

    def find(self, id: str, at: Viewpoint) -> tuple[str, ...]:
        """The nodes that a bare number may mean."""
        with looking(self._engine, at) as look:
            return tuple(node for (node,) in look.rows(_FIND, id=id))

    def trail(
        self, node: str, at: Viewpoint, direction: Direction = Direction.BOTH
    ) -> Trail | None:
        """Follow the carbon of a node to every end."""
        with looking(self._engine, at) as look:
            if node not in (found for (found,) in look.rows(_FIND, id=node)):
                return None
            ahead = _edges(look, _FORWARDS, node) if direction != Direction.BACKWARDS else ()
            behind = _edges(look, _BACKWARDS, node) if direction != Direction.FORWARDS else ()
            steps = _steps(node, ahead, behind)
            edges = tuple(dict.fromkeys([*behind, *ahead]))
            return Trail(node, tuple(self._described(look, steps)), edges)

    def _described(self, look: Look, steps: Mapping[str, int]) -> list[Node]:
        rows = look.rows(self._nodes, nodes=json.dumps(list(steps)))
        nodes = [
            Node(name, kind, id_, label, owner, when, int(mass_g), steps[name])
            for name, kind, id_, label, owner, when, mass_g in rows
        ]
        return sorted(nodes, key=lambda node: (node.steps, node.occurred, node.node))


def _edges(look: Look, query: str, node: str) -> Sequence[Edge]:
    return [
        Edge(source, target, when, None if mass_g is None else int(mass_g))
        for source, target, mass_g, when in look.rows(query, node=node)
    ]


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
