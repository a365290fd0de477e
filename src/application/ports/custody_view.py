"""What people ask of the custody trail (流转轨迹). Masses are integer grams."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.viewpoint import Viewpoint


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
    """The part of the graph that is connected with a node in the asked direction."""

    node: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def origins(self) -> tuple[Node, ...]:
        """The ends backwards: nothing is known of where their carbon came from."""
        entered = {edge.target for edge in self.edges}
        return tuple(node for node in self.nodes if node.steps <= 0 and node.node not in entered)

    @property
    def destinations(self) -> tuple[Node, ...]:
        """The ends forwards: where the carbon is now, or left the books."""
        left = {edge.source for edge in self.edges}
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
        self, node: str, at: Viewpoint, direction: Direction = Direction.BOTH
    ) -> Trail | None:
        """Follow the carbon of a node to every end; None if no such node is seen."""
        ...
