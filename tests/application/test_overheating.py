"""A bed that may catch fire is noted, coloured and told at once."""

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from application.assessing import assessed_regularly
from application.following import followed
from application.overheating import COOLED_BY_C
from domain.code import Code
from domain.device import DEVICE, DeviceBedCooled, DeviceBedOverheated
from domain.reading import QUANTITIES, Column, Quantity, Readings
from tests.watched_plant import BED_1, PID, WatchedPlant, installation, watched_plant

LIMIT_C = 83.0
PATIENCE_S = 30.0


@pytest.fixture
def plant(database: str) -> Generator[WatchedPlant]:
    with watched_plant(database, installed=False) as plant:
        measures = (Quantity.INLET, Quantity.BED_TEMPERATURE)
        plant.tell(replace(installation(), measures=measures))
        yield plant


def reads(plant: WatchedPlant, hot_c: float, ago: timedelta = timedelta(0)) -> None:
    """Send one temperature, read now or some time ago."""
    values = np.full((1, len(QUANTITIES)), np.nan)
    values[:, Column.BED_TEMPERATURE] = hot_c
    at_ms = np.array([int((plant.clock.now() - ago).timestamp() * 1000)])
    told = Readings(PID, at_ms, np.array([-1]), values, np.array([0]))
    plant.office.intake.take(told)


def noted(plant: WatchedPlant) -> list[type]:
    """What stands in the life of the instrument about heat."""
    kinds = (DeviceBedOverheated, DeviceBedCooled)
    return [type(fact) for fact in plant.facts(DEVICE.stream(PID)) if isinstance(fact, kinds)]


def test_heat_is_noted_once_and_ends_when_the_bed_is_well_below_the_limit(
    plant: WatchedPlant,
) -> None:
    for hot_c in (40.0, LIMIT_C, LIMIT_C + 5, LIMIT_C - COOLED_BY_C + 1, 50.0, 45.0):
        reads(plant, hot_c)
        plant.clock.turn_to(plant.clock.now() + timedelta(minutes=10))
    assert noted(plant) == [DeviceBedOverheated, DeviceBedCooled]


def test_a_reading_that_is_sent_again_notes_nothing_anew(plant: WatchedPlant) -> None:
    reads(plant, 90.0)
    plant.clock.turn_to(plant.clock.now() + timedelta(minutes=10))
    reads(plant, 50.0)
    reads(plant, 90.0, ago=timedelta(minutes=10))
    assert noted(plant) == [DeviceBedOverheated, DeviceBedCooled]


def test_what_was_read_long_ago_or_cannot_be_is_no_alarm(plant: WatchedPlant) -> None:
    plant.clock.turn_to(plant.clock.now() + timedelta(days=3))
    reads(plant, 90.0, ago=timedelta(hours=25))
    reads(plant, 5_000.0)
    assert noted(plant) == []


def test_the_code_is_red_at_once_and_not_only_in_the_next_round(plant: WatchedPlant) -> None:
    with followed(plant.office), assessed_regularly(plant.office, timedelta(hours=6)):
        settle(plant, lambda codes: bool(codes))
        plant.clock.turn_to(plant.clock.now() + timedelta(minutes=1))
        reads(plant, 91.0)
        settle(plant, lambda codes: codes[-1] is Code.RED)
    coded = plant.course(BED_1).coded
    assert coded is not None
    assert coded.reasons[0].rule == "fire-risk"


def settle(plant: WatchedPlant, is_so: Callable[[list[Code]], bool]) -> None:
    """Wait until the code of the first bed is as it should be."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        coded = plant.course(BED_1).coded
        if coded is not None and is_so([coded.code]):
            return
        time.sleep(0.05)
    raise AssertionError(f"the code is {plant.course(BED_1).coded}")
