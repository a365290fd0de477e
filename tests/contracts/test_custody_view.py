"""What every `CustodyView` keeps to, on each engine."""

from collections.abc import Generator

import pytest

from application.ports.custody_view import CustodyView, Direction, Edge
from tests.small_ledger import ADSORBER, NUMBER
from tests.view_desk import ViewDesk, at, one_round, open_view_desk

CONTAINER = f"container:C-{ADSORBER}-202209011000"
BEGINNING, KILN_LOT = "lot:XT220101001", "lot:ZS220908010"
BATCH, MANIFEST = "batch:RK20220906", f"manifest:{NUMBER}"


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def custody(desk: ViewDesk) -> CustodyView:
    return desk.custody


@pytest.mark.parametrize("node", [CONTAINER, MANIFEST, f"charge:{ADSORBER}-1-1"])
def test_the_trail_leads_to_every_other_end(custody: CustodyView, node: str) -> None:
    trail = custody.trail(node, at())
    assert trail is not None
    assert [end.node for end in trail.origins] == [BEGINNING]
    assert [end.node for end in trail.destinations] == ["disposal:RK20220906", KILN_LOT]


def test_the_carbon_is_weighed_on_every_step(custody: CustodyView) -> None:
    trail = custody.trail(CONTAINER, at())
    assert trail is not None
    masses = {edge: edge.mass_g for edge in trail.edges}
    assert masses[Edge(CONTAINER, MANIFEST, "2022-09-01", 2_100_000)] == 2_100_000
    assert sum(edge.mass_g or 0 for edge in trail.edges if edge.target == CONTAINER) == 2_100_000
    assert sum(edge.mass_g or 0 for edge in trail.edges if edge.source == BATCH) == 1_800_000
    assert {node.node: node.mass_g for node in trail.nodes}[BATCH] == 2_100_000


def test_one_direction_can_be_asked_for_alone(custody: CustodyView) -> None:
    ahead = custody.trail(MANIFEST, at(), Direction.FORWARDS)
    behind = custody.trail(MANIFEST, at(), Direction.BACKWARDS)
    assert ahead is not None
    assert behind is not None
    assert [node.steps for node in ahead.nodes] == [0, 1, 2, 2]
    assert min(node.steps for node in behind.nodes) == -3
    assert max(node.steps for node in behind.nodes) == 0


def test_the_trail_goes_no_further_than_it_had_come_by_then(custody: CustodyView) -> None:
    trail = custody.trail(CONTAINER, at("2022-09-05"))
    assert trail is not None
    assert [end.node for end in trail.destinations] == [MANIFEST]
    assert custody.trail(CONTAINER, at("2022-08-31")) is None
    assert custody.trail(CONTAINER, at(None, "2022-11-29")) is None


def test_a_bare_number_is_found(custody: CustodyView) -> None:
    assert custody.find("RK20220906", at()) == (BATCH, "disposal:RK20220906")
    assert custody.find(MANIFEST, at()) == (MANIFEST,)
    assert custody.find("nowhere", at()) == ()


def test_a_trail_that_is_too_long_tells_what_is_near_and_where_it_was_left_off(
    custody: CustodyView,
) -> None:
    whole, short = custody.trail(MANIFEST, at()), custody.trail(MANIFEST, at(), most_nodes=5)
    assert whole is not None
    assert short is not None
    assert whole.left_off == ()
    assert len(short.nodes) == 5
    assert {node.steps for node in short.nodes} == {-2, -1, 0, 1, 2}
    assert short.left_off_ahead == {BATCH}
    assert short.left_off_behind == {CONTAINER, f"charge:{ADSORBER}-1-1"}
    assert BATCH not in [node.node for node in short.destinations]


def test_the_trails_from_where_one_was_left_off_make_it_whole(custody: CustodyView) -> None:
    whole, short = custody.trail(MANIFEST, at()), custody.trail(MANIFEST, at(), most_nodes=3)
    assert whole is not None
    assert short is not None
    found = {node.node for node in short.nodes}
    for on in short.left_off:
        more = custody.trail(on, at())
        assert more is not None
        found |= {node.node for node in more.nodes}
    assert found == {node.node for node in whole.nodes}
