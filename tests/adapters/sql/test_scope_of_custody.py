"""A trail begins at what its caller sees, and goes no further than through what is nobody's."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import example, given, settings

from application.ports.custody_view import Direction, Edge, Trail
from application.viewpoint import Viewpoint
from domain.access import Caller
from tests.district import FURNITURE
from tests.onlooker import ALL, Onlooker
from tests.peopled import (
    A_WHOLE_DISTRICT,
    BEFORE_REGISTRATION,
    CALLERS,
    District,
    callers,
    districts,
    peopled,
    viewpoints,
)
from tests.view_desk import at

ON_THE_WAY = ("lot:", "batch:", "disposal:")


def restricted(looking: Onlooker, trail: Trail) -> Trail | None:
    """What of a whole trail is left to a caller: walked anew, one way at a time."""
    if not looking.sees(trail.node):
        return None
    visible = {node.node for node in trail.nodes if _passable(looking, node.node)}
    edges = [edge for edge in trail.edges if {edge.source, edge.target} <= visible]
    ahead = _distances(trail.node, [(edge.source, edge.target) for edge in edges])
    behind = _distances(trail.node, [(edge.target, edge.source) for edge in edges])
    steps = {name: -distance for name, distance in behind.items()}
    steps |= {n: d for n, d in ahead.items() if n not in behind or d <= behind[n]}
    nodes = [
        replace(
            node,
            steps=steps[node.node],
            mass_g=node.mass_g if looking.sees(node.node) else None,
        )
        for node in trail.nodes
        if node.node in steps
    ]
    return Trail(
        trail.node,
        tuple(sorted(nodes, key=lambda node: (node.steps, node.occurred, node.node))),
        tuple(
            _weighed(looking, edge)
            for edge in edges
            if edge.source in ahead or edge.target in behind
        ),
    )


def _passable(looking: Onlooker, node: str) -> bool:
    return node.startswith(ON_THE_WAY) or looking.sees(node)


def _weighed(looking: Onlooker, edge: Edge) -> Edge:
    own = looking.sees(edge.source) or looking.sees(edge.target)
    return edge if own else replace(edge, mass_g=None)


def _distances(start: str, pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    following: dict[str, list[str]] = defaultdict(list)
    for here, there in pairs:
        following[here].append(there)
    distances, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in following[here]:
            if there not in distances:
                distances[there] = distances[here] + 1
                waiting.append(there)
    return distances


def _places(looking: Onlooker) -> Sequence[str]:
    every = [each.object for each in looking.desk.ledger.accounts(looking.whole, limit=ALL)]
    return [*every, *(f"disposal:{each.partition(':')[2]}" for each in every if "batch:" in each)]


def follow_everything(looking: Onlooker) -> None:
    """Follow the carbon from every place there is, each way."""
    custody = looking.desk.custody
    for place in _places(looking):
        found = custody.find(place, looking.whole)
        assert custody.find(place, looking.at) == tuple(n for n in found if looking.sees(n))
        for direction in (Direction.FORWARDS, Direction.BACKWARDS):
            whole = custody.trail(place, looking.whole, direction)
            trail = custody.trail(place, looking.at, direction)
            assert _in_any_order(trail) == _in_any_order(whole and restricted(looking, whole))
        _both_ways(looking, place)


def _both_ways(looking: Onlooker, place: str) -> None:
    ways = [looking.desk.custody.trail(place, looking.at, direction) for direction in Direction]
    ahead, behind, both = (way.edges if way else () for way in ways)
    assert set(both) == {*ahead, *behind}


def _in_any_order(trail: Trail | None) -> object:
    return trail and (trail.nodes, sorted(trail.edges, key=repr))


@settings(max_examples=5)
@example(A_WHOLE_DISTRICT, CALLERS, BEFORE_REGISTRATION)
@given(districts(), callers(), viewpoints())
def test_a_trail_shows_what_its_caller_may_read_and_what_is_nobodys_on_the_way(
    district: District, asking: Sequence[Caller], whole: Viewpoint
) -> None:
    with peopled(district) as desk:
        for caller in asking:
            follow_everything(Onlooker(desk, caller, whole))


def test_on_each_engine_every_caller_follows_carbon_as_far_as_it_is_his(database: str) -> None:
    with peopled(A_WHOLE_DISTRICT, database) as desk:
        for caller in CALLERS:
            follow_everything(Onlooker(desk, caller, at()))


def test_an_enterprise_follows_its_carbon_through_a_kiln_run_that_others_fed_as_well() -> None:
    (enterprise,) = (each for each in CALLERS if each.name == f"enterprise of {FURNITURE}")
    with peopled(A_WHOLE_DISTRICT) as desk:
        trail = desk.custody.trail("manifest:20223304120001", Onlooker(desk, enterprise, at()).at)
    assert trail is not None
    shown = {node.node: node.mass_g for node in trail.nodes if node.steps >= 0}
    assert shown == {
        "manifest:20223304120001": 1_099_000,
        "batch:RUN-1": None,
        "batch:RUN-2": None,
        "disposal:RUN-1": None,
        "lot:ZS-1": None,
        "lot:ZS-2": None,
        "charge:TADF100001-1-3": 600_000,
    }
