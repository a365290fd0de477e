"""The simulated district lives the same life for the same seed, and every door takes it."""

from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest

from adapters.clock import HandTurnedClock
from adapters.simulator.cast import PLANTS, Fault, Fitting
from adapters.simulator.diary import Entry, at
from adapters.simulator.timeline import Timeline
from adapters.simulator.truth import Truth
from adapters.simulator.world import SEED, World
from adapters.wiring import open_office
from application.carbon_log import Answer
from application.office import Office
from domain.code import Code
from domain.reading import Column

OPENING = date(2026, 12, 1)
FORGOTTEN_DAYS = 120


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """A year of commands, without readings."""
    file: Path = tmp_path_factory.mktemp("grown") / "living.sqlite"
    clock = HandTurnedClock(at(OPENING - timedelta(days=365), 0))
    with open_office(f"sqlite:///{file}", clock=clock) as office:
        for day, entries in until(World(OPENING, office.vault), OPENING):
            clock.turn_to(at(day, 1300))
            answers = office.log.perform_all([entry.order for entry in entries])
            assert [each for each in answers if not isinstance(each, Answer)] == []
        office.catch_up()
        yield office


def until(world: World, last: date) -> list[tuple[date, list[Entry]]]:
    return list(takewhile(lambda page: page[0] <= last, world.days()))


def test_every_command_of_a_year_is_accepted_and_carbon_is_conserved(grown: Office) -> None:
    totals = grown.ledger.totals(grown.viewpoint())
    assert totals.closing_difference_g == 0
    assert totals.kiln_unexplained_g > 0


def test_by_their_dates_alone_plants_have_all_four_colours(grown: Office) -> None:
    counts = grown.health.counts(grown.viewpoint())
    assert all(counts.get(code) for code in Code)


def test_every_bed_is_measured_and_one_is_too_narrow_for_its_air(grown: Office) -> None:
    beds = grown.health.charges(grown.viewpoint())
    speeds = {bed.adsorber: bed.assessment.face_velocity_m_per_s for bed in beds}
    assert len([speed for speed in speeds.values() if speed is not None]) == len(PLANTS)
    blamed = [
        bed.adsorber
        for bed in beds
        if "face-velocity" in [reason.rule for reason in bed.assessment.reasons]
    ]
    assert blamed == [plant.adsorber for plant in PLANTS if plant.part.face_m_per_s > 0.6]
    assert len(blamed) == 1


def test_asking_the_year_again_changes_nothing(grown: Office) -> None:
    head = grown.log.head()
    for _, entries in until(World(OPENING, grown.vault), OPENING - timedelta(days=300)):
        grown.log.perform_all([entry.order for entry in entries])
    assert grown.log.head() == head


def test_whoever_keeps_a_bed_well_changes_its_carbon_long_before_it_is_through() -> None:
    truth = Truth(SEED, OPENING)
    timeline = Timeline(truth)
    for plant in PLANTS:
        if plant.part.every_days > FORGOTTEN_DAYS or plant.part.too_small:
            continue
        sound = replace(plant, part=replace(plant.part, fault=Fault.NONE, resting_days=None))
        enough = round(1.25 * plant.part.every_days)
        for fill in timeline.fills(plant, OPENING):
            lasts = truth.course(sound, fill.mass_g, fill.day).lasts_days(enough)
            assert lasts == enough, (plant.number, fill.day)


def test_a_bed_is_no_larger_than_its_worst_month_asks_for() -> None:
    truth = Truth(SEED, OPENING)
    starts = [OPENING - timedelta(days=30 * back) for back in range(4, 13)]
    for plant in (PLANTS[2], PLANTS[9], PLANTS[17]):
        mass_g, lasts_days = truth.required_kg(plant) * 1000, plant.part.lasts_days
        worst = min(truth.course(plant, mass_g, day).lasts_days(250) for day in starts)
        assert lasts_days * 0.97 <= worst <= lasts_days * 1.25, plant.number


def test_a_bed_that_is_too_small_is_through_as_its_part_says() -> None:
    truth = Truth(SEED, OPENING)
    too_small = [plant for plant in PLANTS if plant.part.too_small]
    assert too_small
    for plant in too_small:
        mass_g = truth.required_kg(plant) * 1000
        start = OPENING - timedelta(days=plant.part.filled_days)
        lasts = truth.course(plant, mass_g, start).lasts_days(250)
        assert abs(lasts - plant.part.lasts_days) <= 0.1 * plant.part.lasts_days
        assert lasts < 0.8 * plant.part.every_days


def test_an_instrument_that_is_switched_never_reads_both_sides_at_once(grown: Office) -> None:
    switched = {str(p.device) for p in PLANTS if p.part.fitting is Fitting.SWITCHED}
    seen = 0
    for one in World(OPENING, grown.vault).readings(OPENING - timedelta(days=5)):
        if one.device in switched:
            both = ~np.isnan(one.values[:, [Column.INLET, Column.OUTLET]])
            assert (both.sum(axis=1) == 1).all()
            seen += 1
    assert seen == len(switched)


def test_the_present_goes_on_where_the_past_ended(grown: Office) -> None:
    world = World(OPENING, grown.vault)
    day = OPENING - timedelta(days=2)
    whole = {one.device: one for one in world.readings(day)}
    noon = at(day, 720)
    halves = [
        *world.readings_between(at(day, 0), noon),
        *world.readings_between(noon, at(day, 1440)),
    ]
    for device, one in whole.items():
        parts = [half for half in halves if half.device == device]
        assert np.concatenate([part.at_ms for part in parts]).tolist() == one.at_ms.tolist()
