"""A whole year of the district that lives: each plant has had the colours that its story tells."""

from collections import Counter
from collections.abc import Generator
from datetime import date

import pytest

from adapters.simulator.cast import PLANTS, Part
from application.ports.alert_view import Sought
from application.viewpoint import Viewpoint
from domain.code import Code
from domain.health_policy import Policy
from tests.grown_district import GrownDistrict, grown_district

pytestmark = pytest.mark.soak

OPENINGS = [date(2026, 2, 20), date(2026, 5, 15), date(2026, 8, 15), date(2026, 12, 1)]


@pytest.fixture(scope="module", params=OPENINGS, ids=str)
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[GrownDistrict]:
    with grown_district(tmp_path_factory.mktemp("year"), request.param, 365) as district:
        yield district


def test_today_there_are_all_four_colours_and_open_alerts_of_every_level(
    grown: GrownDistrict,
) -> None:
    office = grown.office
    counts = office.health.counts(office.viewpoint())
    assert [code for code in Code if not counts.get(code)] == []
    seen_from = Viewpoint.of(None, None, grown.until)
    found = office.alerts.alerts(seen_from, Sought(only_open=True), limit=1000)
    assert {each.level for each in found} == {"yellow", "orange", "red"}


def test_every_plant_has_had_the_colours_of_its_story(grown: GrownDistrict) -> None:
    days = grown.days_by_code()
    odd = {
        plant.number: days[plant.adsorber]
        for plant in PLANTS
        if not _fits(plant.part, days[plant.adsorber])
    }
    assert odd == {}


def _fits(part: Part, days: "Counter[Code]") -> bool:
    """Whether the shares of a year's days are as the comments of `PARTS` say."""
    share = {code: days[code] / days.total() for code in Code}
    late = share[Code.ORANGE] + share[Code.RED]
    if part.face_m_per_s > Policy().granular_face_velocity_m_per_s:
        return share[Code.YELLOW] > 0.85 and late < 0.03
    if part.too_small:
        return share[Code.GREEN] < 0.9
    if part.every_days > 120:
        return share[Code.RED] > 0.1
    if part.every_days > 91:
        return share[Code.YELLOW] > 0.1 and 0 < late < 0.1
    if part.every_days > 84:
        return share[Code.GREEN] > 0.75 and share[Code.YELLOW] > 0.05 and late < 0.02
    return share[Code.GREEN] > 0.85 and late < 0.03
