"""What people ask of the custody trail (流转轨迹). Masses are integer grams."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.viewpoint import Viewpoint

MOST_NODES = 5_000
"""How many nodes a trail has at most. Regenerated carbon goes round and round: after some years
nearly every node is connected with every other."""


class Direction(StrEnum):
    """Which way to follow the carbon."""

    FORWARDS = "forwards"
    BACKWARDS = "backwards"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Node:
    """One place the carbon was in.

    `node` is the name of the stream (`lot:L1`), or `disposal:<batch>`. `steps` counts from the
    node that was asked for: negative backwards, positive forwards, 0 itself. `mass_g` is None for
    a lot, kiln run or disposal that is only on the way: it holds what others gave as well.
    """

    node: str
    kind: str
    id: str
    label: str
    enterprise: str | None
    occurred: str
    mass_g: int | None
    steps: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Carbon that went from one node to the next.

    `mass_g` is None where it is not known, and between two nodes that are only on the way.
    """

    source: str
    target: str
    occurred: str
    mass_g: int | None


@dataclass(frozen=True, slots=True)
class Trail:
    """The part of the graph that is connected with a node in the asked direction, nearest first.

    `left_off_behind` and `left_off_ahead` are nodes from which more is known than could be told:
    whoever wants to go on asks for the trail of one of them.
    """

    node: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_off_behind: frozenset[str] = frozenset()
    left_off_ahead: frozenset[str] = frozenset()

    @property
    def left_off(self) -> tuple[str, ...]:
        """Where the trail goes on untold; empty if it is whole."""
        return tuple(sorted(self.left_off_behind | self.left_off_ahead))

    @property
    def origins(self) -> tuple[Node, ...]:
        """The ends backwards: nothing is known of where their carbon came from."""
        entered = {edge.target for edge in self.edges} | self.left_off_behind
        return tuple(node for node in self.nodes if node.steps <= 0 and node.node not in entered)

    @property
    def destinations(self) -> tuple[Node, ...]:
        """The ends forwards: where the carbon is now, or left the books."""
        left = {edge.source for edge in self.edges} | self.left_off_ahead
        return tuple(node for node in self.nodes if node.steps >= 0 and node.node not in left)


class CustodyView(Protocol):
    """The custody trail, read from any viewpoint.

    Who does not see everything begins at a node of his own and follows the carbon through his own
    nodes and through lots, kiln runs and disposals, which belong to no enterprise. It is cut where
    it comes to what is another's.
    """

    def find(self, id: str, at: Viewpoint) -> tuple[str, ...]:
        """The nodes that a bare number may mean: `L1` is `lot:L1`; a node's own name is itself.

        Of what is seen, and not of what is only met on the way.
        """
        ...

    def trail(
        self,
        node: str,
        at: Viewpoint,
        direction: Direction = Direction.BOTH,
        *,
        most_nodes: int = MOST_NODES,
    ) -> Trail | None:
        """Follow the carbon of a node to every end, but to no more nodes than so many.

        None if no such node is seen.
        """
        ...
