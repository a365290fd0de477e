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
