"""Dates by rules: the same on the board and in an assessment, kept apart from the estimate."""

from collections.abc import Generator
from pathlib import Path

import pytest

from application.assess import assess
from application.office import Office, request
from application.settings import adopt
from domain.occurred import Occurred
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group
from tests.assessed import FILLED, ONE, MovableClock, assessments, filled_office, measure


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    with filled_office(f"sqlite:///{tmp_path / 'books.sqlite'}", MovableClock()) as opened:
        yield opened


def test_an_assessment_gives_the_dates_that_the_board_gives(office: Office) -> None:
    for measured in (0, 19):
        measure(office, ONE, FILLED, measured)
        assess(office, all_of_them=True)
        board = {each.charge: each for each in office.health.charges(office.viewpoint())}
        for charge, each in board.items():
            (*_, said) = assessments(office, type(ONE)(charge))
            assert {due.rule: due for due in said.fact.due} == {
                due.rule: due for due in each.assessment.due
            }


def test_a_setting_that_is_adopted_moves_the_binding_date_of_the_next_assessment(
    office: Office,
) -> None:
    assess(office)
    today = Occurred.on(office.now().day)
    values = (SettingValue("binding-months", "2"),)
    command = AdoptSetting(office.now(), Group.HEALTH, today, values, "试行")
    office.log.perform(adopt(command), request("office", None))
    assess(office, all_of_them=True)
    before, after = (
        next(due.day for due in each.fact.due if due.binding) for each in assessments(office, ONE)
    )
    assert (before, after) == ("2022-05-01", "2022-04-01")
    assert f"setting:{Group.HEALTH.value}" in {
        each.stream for each in assessments(office, ONE)[-1].fact.relied
    }
