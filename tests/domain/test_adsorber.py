"""An adsorber and its beds: commissioned, filled, swapped."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.adsorber import (
    MOST_BEDS,
    AdsorberAlreadyCommissioned,
    AdsorberDecommissioned,
    BedAlreadyFilled,
    BedChange,
    BedEmpty,
    BeforeCommissioning,
    CarbonFilled,
    CarbonSwapped,
    DecommissionAdsorber,
    FillCarbon,
    NoBeds,
    RemoveCarbon,
    SwapCarbon,
    TooManyBeds,
    UnknownAdsorber,
)
from domain.beds import NoSuchBed
from domain.observation import Observation
from domain.occurred import Occurred
from domain.quantities import NegativeMass, NoMass
from tests.adsorber_example import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LOT,
    MANIFEST,
    NEW_YEAR,
    ONE_1,
    ONE_2,
    TWO_1,
    TWO_2,
    WANG,
    adsorber,
    commission,
    commissioned,
    filled_both,
    filled_one,
    new,
    running,
)


def test_the_beds_of_a_new_adsorber_share_its_required_fill_equally() -> None:
    # 1 000 001 g by two beds: 500 000 g each, and the odd gram goes to the first
    adsorber.when(commission).then(commissioned)


def test_an_adsorber_has_at_least_one_bed_and_not_absurdly_many() -> None:
    adsorber.when(replace(commission, bed_count=0)).then_refused(NoBeds, beds=0)
    adsorber.when(replace(commission, bed_count=-1)).then_refused(NoBeds, beds=-1)
    adsorber.when(replace(commission, bed_count=MOST_BEDS + 1)).then_refused(
        TooManyBeds, beds=MOST_BEDS + 1, most=MOST_BEDS
    )


def test_an_adsorber_requires_some_carbon() -> None:
    adsorber.when(replace(commission, required_fill_g=0)).then_refused(NoMass, mass_kg=0)


def test_a_number_is_commissioned_once() -> None:
    new.when(commission).then_refused(AdsorberAlreadyCommissioned, since=NEW_YEAR)


def test_the_number_of_a_decommissioned_adsorber_is_not_used_again() -> None:
    gone = new.given(AdsorberDecommissioned(APRIL))
    gone.when(commission).then_refused(AdsorberAlreadyCommissioned, since=APRIL)


@pytest.mark.parametrize(
    "command",
    [
        FillCarbon(JANUARY, (), 900_000, LOT),
        SwapCarbon(JANUARY, (), 900_000, 900_000, LOT),
        RemoveCarbon(JANUARY, (), 900_000),
        DecommissionAdsorber(JANUARY),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_done_with_an_adsorber_that_is_not_in_service(
    command: FillCarbon | SwapCarbon | RemoveCarbon | DecommissionAdsorber,
) -> None:
    adsorber.when(command).then_refused(UnknownAdsorber)
    new.given(AdsorberDecommissioned(NEW_YEAR)).when(command).then_refused(UnknownAdsorber)


def test_a_fill_that_names_no_bed_fills_all_by_what_each_requires() -> None:
    # 900 001 x 500 001 / 1 000 001 = 450 000.95 and 900 001 x 500 000 / 1 000 001 = 450 000.05
    new.when(FillCarbon(JANUARY, (), 900_001, LOT, WANG)).then(filled_both)


def test_a_fill_may_name_its_beds_in_any_order_and_twice() -> None:
    new.when(FillCarbon(JANUARY, (2, 1, 2), 900_001, LOT, WANG)).then(filled_both)


def test_a_fill_that_names_a_bed_fills_that_bed_alone() -> None:
    new.when(FillCarbon(JANUARY, (1,), 500_000, LOT)).then(filled_one)


def test_a_fill_of_less_than_nine_tenths_is_remarked_upon() -> None:
    # 90 % of bed two's 500 000 g is 450 000 g
    enough = CarbonFilled(JANUARY, (BedChange(2, None, 0, TWO_1, 450_000),), 450_000, LOT, None, ())
    new.when(FillCarbon(JANUARY, (2,), 450_000, LOT)).then(enough)
    too_little = CarbonFilled(
        JANUARY,
        (BedChange(2, None, 0, TWO_1, 449_999),),
        449_999,
        LOT,
        None,
        (Observation.UNDER_FILLED,),
    )
    new.when(FillCarbon(JANUARY, (2,), 449_999, LOT)).then(too_little)


def test_an_adsorber_may_be_filled_on_the_day_it_goes_into_service() -> None:
    on_the_day = replace(filled_one, occurred=NEW_YEAR)
    new.when(FillCarbon(NEW_YEAR, (1,), 500_000, LOT)).then(on_the_day)


def test_nothing_happens_to_a_bed_before_the_adsorber_goes_into_service() -> None:
    eve = Occurred("2021-12-31T23:59:00+08:00")
    new.when(FillCarbon(eve, (), 900_000, LOT)).then_refused(
        BeforeCommissioning, commissioned=NEW_YEAR, time=eve
    )


@pytest.mark.parametrize("bed", [0, 3, -1])
def test_only_beds_that_are_there_are_filled(bed: int) -> None:
    new.when(FillCarbon(JANUARY, (bed,), 900_000, LOT)).then_refused(NoSuchBed, bed=bed, beds=2)


def test_a_fill_has_a_mass() -> None:
    new.when(FillCarbon(JANUARY, (), 0, LOT)).then_refused(NoMass, mass_kg=0)
    new.when(FillCarbon(JANUARY, (), -500, LOT)).then_refused(NegativeMass, mass_kg=Decimal("-0.5"))


def test_a_full_bed_is_not_filled_again() -> None:
    running.when(FillCarbon(FEBRUARY, (2,), 450_000, LOT)).then_refused(
        BedAlreadyFilled, bed=2, since=JANUARY
    )


def test_a_fill_of_all_beds_is_refused_when_one_of_them_is_full() -> None:
    new.given(filled_one).when(FillCarbon(FEBRUARY, (), 900_000, LOT)).then_refused(
        BedAlreadyFilled, bed=1, since=JANUARY
    )


def test_a_swap_ends_one_charge_of_each_bed_and_starts_the_next() -> None:
    swap = SwapCarbon(APRIL, (), 1_100_001, 1_000_001, LOT, "浙F12345", MANIFEST, WANG)
    # out 1 100 001 g: 550 001 + 550 000; in 1 000 001 g: as required
    changes = (
        BedChange(1, ONE_1, 550_001, ONE_2, 500_001),
        BedChange(2, TWO_1, 550_000, TWO_2, 500_000),
    )
    running.when(swap).then(
        CarbonSwapped(APRIL, changes, 1_100_001, 1_000_001, LOT, "浙F12345", MANIFEST, WANG, ())
    )


def test_one_bed_may_be_swapped_by_itself() -> None:
    running.when(SwapCarbon(APRIL, (2,), 500_000, 500_000, LOT)).then(
        CarbonSwapped(
            APRIL,
            (BedChange(2, TWO_1, 500_000, TWO_2, 500_000),),
            500_000,
            500_000,
            LOT,
            None,
            None,
            None,
            (),
        )
    )


@pytest.mark.parametrize(
    ("removed_g", "plausible"),
    # bed two ran 450 kg: 80 % are 360 kg, 170 % are 765 kg
    [(359_999, False), (360_000, True), (765_000, True), (765_001, False)],
)
def test_spent_carbon_that_cannot_have_come_of_the_fresh_is_remarked_upon(
    removed_g: int, plausible: bool
) -> None:
    answer = running.when(SwapCarbon(APRIL, (2,), removed_g, 500_000, LOT)).answer
    assert isinstance(answer, tuple)
    [fact] = answer
    assert isinstance(fact, CarbonSwapped)
    assert fact.observations == (() if plausible else (Observation.REMOVED_MASS_IMPLAUSIBLE,))


def test_an_empty_bed_is_neither_swapped_nor_emptied() -> None:
    half = new.given(filled_one)
    half.when(SwapCarbon(APRIL, (), 500_000, 500_000, LOT)).then_refused(BedEmpty, bed=2)
    half.when(RemoveCarbon(APRIL, (2,), 500_000)).then_refused(BedEmpty, bed=2)


def test_a_swap_says_what_came_out_and_what_went_in() -> None:
    running.when(SwapCarbon(APRIL, (), 0, 500_000, LOT)).then_refused(NoMass, mass_kg=0)
    running.when(SwapCarbon(APRIL, (), 500_000, 0, LOT)).then_refused(NoMass, mass_kg=0)
    running.when(RemoveCarbon(APRIL, (), 0)).then_refused(NoMass, mass_kg=0)
