"""The days of a charge are cut, and nothing else happens to them."""

from dataclasses import fields

import numpy as np
import pytest

from domain.adsorption.evidence import Days
from tests.domain.adsorption.charges import days_of

COLUMNS = [each.name for each in fields(Days) if each.name != "detection_mg_per_m3"]
NUMBERED = Days(
    run_h=np.arange(10.0),
    air_m3=np.arange(10.0) + 100,
    inlet_mg_per_m3=np.arange(10.0) + 200,
    inlet_below=np.arange(10.0) + 300,
    outlet_mg_per_m3=np.arange(10.0) + 400,
    outlet_below=np.arange(10.0) + 500,
    humidity_percent=np.arange(10.0) + 600,
    temperature_c=np.arange(10.0) + 700,
    detection_mg_per_m3=1.5,
)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_first_days_are_the_first_of_every_column(column: str) -> None:
    first, all_of_them = getattr(NUMBERED.first(4), column), getattr(NUMBERED, column)
    assert first.tolist() == all_of_them.tolist()[:4]


def test_the_detection_limit_is_that_of_all_days() -> None:
    assert NUMBERED.first(4).detection_mg_per_m3 == 1.5


@pytest.mark.parametrize(("asked", "got"), [(0, 0), (7, 7), (10, 10), (99, 10)])
def test_there_are_as_many_days_as_there_are(asked: int, got: int) -> None:
    assert len(days_of(10, inlet=40.0).first(asked)) == got
