"""A bed that was swapped in a district that has adopted three months, and how it is judged from a
viewpoint: on each engine.
"""

from collections.abc import Generator

import pytest

from application.act import Act
from application.office import request
from application.ports.health_view import HealthView
from domain.health import Assessment
from tests.adopted import adopt_rule
from tests.small_ledger import ADSORBER, firm
from tests.view_desk import FILLED, SWAPPED, ViewDesk, at, open_view_desk


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        adopt_rule(opened.log)
        opened.take(firm(FILLED, SWAPPED))
        yield opened


@pytest.fixture
def health(desk: ViewDesk) -> HealthView:
    return desk.health


BED = f"{ADSORBER}-1-2"
"""The charge that was swapped in on 1 September; 1 December is its date."""
WATCH = "VOC-0001"


def do(desk: ViewDesk, *acts: Act) -> None:
    """Record, and let the views follow."""
    for act in acts:
        desk.log.perform(act, request("office", None))
    desk.followers.catch_up()


def bed(health: HealthView, as_of: str | None = None, known_at: str | None = None) -> Assessment:
    """The assessment of the first bed."""
    found = health.adsorber(ADSORBER, at(as_of, known_at))
    assert found is not None
    assert found.beds[0].assessment is not None
    return found.beds[0].assessment
