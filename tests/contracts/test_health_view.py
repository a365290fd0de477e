"""What every `HealthView` keeps to, on each engine."""

from collections.abc import Generator

import pytest

from application.ports.health_view import HealthView
from domain.code import Code
from tests.adopted import adopt_rule
from tests.small_ledger import ADSORBER, FIRM
from tests.view_desk import ViewDesk, at, one_round, open_view_desk


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        adopt_rule(opened.log)
        opened.take(one_round())
        yield opened


@pytest.fixture
def health(desk: ViewDesk) -> HealthView:
    return desk.health


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2022-02-01", Code.GREEN),
        ("2022-04-15", Code.YELLOW),
        ("2022-05-01", Code.ORANGE),
        ("2022-08-31", Code.RED),
        ("2022-09-01", Code.GREEN),
    ],
)
def test_the_code_is_that_of_the_day_asked_for(health: HealthView, day: str, code: Code) -> None:
    adsorber = health.adsorber(ADSORBER, at(day))
    assert adsorber is not None
    assert adsorber.code is code
    assert [bed.assessment and bed.assessment.code for bed in adsorber.beds] == [code, code]


def test_an_adsorber_without_carbon_has_no_code(health: HealthView) -> None:
    adsorber = health.adsorber(ADSORBER, at("2022-01-31"))
    assert adsorber is not None
    assert adsorber.code is None
    assert [(bed.bed, bed.charge, bed.assessment) for bed in adsorber.beds] == [
        (1, None, None),
        (2, None, None),
    ]


def test_the_board_shows_enterprises_by_code_and_town(health: HealthView) -> None:
    (firm,) = health.board(at())
    assert (firm.enterprise, firm.name, firm.code) == (FIRM, "洛东电子", Code.YELLOW)
    assert firm == health.enterprise(FIRM, at())
    assert health.board(at(), code=Code.YELLOW) == [firm]
    assert health.board(at(), code=Code.RED) == []
    assert health.board(at(), town="330411105") == []
    assert health.board(at(), after=FIRM) == []


def test_enterprises_are_counted_by_code(health: HealthView) -> None:
    assert health.counts(at()) == {Code.YELLOW: 1}
    assert health.counts(at("2022-01-31")) == {None: 1}
    assert health.counts(at(), town="330411105") == {}


def test_nobody_knows_what_was_never_registered(health: HealthView) -> None:
    assert health.adsorber("TA00000000", at()) is None
    assert health.enterprise("91130200699229617X", at()) is None
    assert health.enterprise(FIRM, at(None, "2022-11-29")) is None
