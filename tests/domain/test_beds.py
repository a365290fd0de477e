"""Beds share what is told for all of them, and keep what the last change left."""

from domain.beds import (
    BedChange,
    Change,
    EmptyBed,
    RunningBed,
    changed,
    corrected,
    new_beds,
    reshared,
    shared,
)
from domain.identifiers import ChargeId, LotId
from domain.occurred import Occurred

DAY = Occurred("2022-01-01")
LATER = Occurred("2022-02-01")
LOT = LotId("H20220101")
ONE = ChargeId("TADF100001-1-1")
BEDS = new_beds((600_000, 300_000), DAY)
FILL = Change(LATER, LATER, (BedChange(1, None, 0, ONE, 500_000),), 0, 500_000, LOT)


def test_beds_are_numbered_from_one_and_empty() -> None:
    assert (EmptyBed(1, 600_000, 0, DAY), EmptyBed(2, 300_000, 0, DAY)) == BEDS


def test_a_mass_is_shared_by_what_each_bed_requires() -> None:
    # 600 : 300 of 100 g is 66.7 and 33.3
    assert shared(100, BEDS) == (67, 33)


def test_other_masses_are_shared_among_the_beds_of_a_change_only() -> None:
    parts = (BedChange(2, None, 0, ONE, 1),)
    assert reshared(parts, 70, 80, BEDS) == (BedChange(2, None, 70, ONE, 80),)


def test_a_fill_counts_and_leaves_other_beds_alone() -> None:
    assert changed(BEDS, FILL) == (RunningBed(1, 600_000, 1, LATER, ONE, 500_000), BEDS[1])


def test_a_change_of_a_bed_that_is_not_there_leaves_all_beds_as_they_are() -> None:
    elsewhere = Change(LATER, LATER, (BedChange(9, None, 0, ONE, 1),), 0, 1, LOT)
    assert changed(BEDS, elsewhere) == BEDS


def test_a_correction_counts_no_further_fill() -> None:
    filled = changed(BEDS, FILL)
    right = Change(LATER, DAY, (BedChange(1, None, 0, ONE, 550_000),), 0, 550_000, LOT)
    assert corrected(filled, (right,), right) == (
        RunningBed(1, 600_000, 1, DAY, ONE, 550_000),
        BEDS[1],
    )


def test_a_correction_of_what_a_later_change_superseded_leaves_the_bed_as_it_is() -> None:
    emptied = Change(LATER, LATER, (BedChange(1, ONE, 600_000, None, 0),), 600_000, 0, None)
    assert corrected(BEDS, (FILL, emptied), FILL) == BEDS
