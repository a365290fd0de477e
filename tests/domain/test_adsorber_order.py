"""The order of an adsorber's records: emptied, refilled, entered late, taken out of service."""

import pytest

from domain.adsorber import (
    AdsorberDecommissioned,
    BedChange,
    BeforeCommissioning,
    CarbonFilled,
    Commissioned,
    CorrectSwap,
    DecommissionAdsorber,
    FillCarbon,
    LaterChangeRecorded,
    RemoveCarbon,
    StillHoldsCarbon,
    SwapCarbon,
    TimeAlreadyRecorded,
)
from domain.beds import EmptyBed
from domain.occurred import Occurred
from tests.adsorber_example import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LOT,
    MANIFEST,
    MAY,
    NEW_YEAR,
    ONE_2,
    TWO_1,
    WANG,
    emptied_both,
    filled_both,
    filled_one,
    new,
    running,
)


def test_carbon_taken_out_leaves_the_beds_empty() -> None:
    running.when(RemoveCarbon(APRIL, (), 1_000_001, "浙F12345", MANIFEST, WANG)).then(emptied_both)
    state = running.given(emptied_both).state
    assert isinstance(state, Commissioned)
    assert state.beds == (EmptyBed(1, 500_001, 1, APRIL), EmptyBed(2, 500_000, 1, APRIL))


def test_an_emptied_bed_is_filled_again_and_counts_on() -> None:
    again = CarbonFilled(MAY, (BedChange(1, None, 0, ONE_2, 500_000),), 500_000, LOT, None, ())
    running.given(emptied_both).when(FillCarbon(MAY, (1,), 500_000, LOT)).then(again)


@pytest.mark.parametrize("time", [FEBRUARY, APRIL])
def test_a_late_entry_that_would_split_a_recorded_charge_is_refused(time: Occurred) -> None:
    fill = FillCarbon(time, (1,), 500_000, LOT)
    running.given(emptied_both).when(fill).then_refused(
        LaterChangeRecorded, bed=1, recorded=APRIL, time=time
    )


def test_a_date_comes_before_every_moment_of_its_day() -> None:
    the_day = Occurred(APRIL[:10])
    running.given(emptied_both).when(FillCarbon(the_day, (1,), 500_000, LOT)).then_refused(
        LaterChangeRecorded, bed=1, recorded=APRIL, time=the_day
    )


def test_a_late_entry_for_another_bed_is_welcome() -> None:
    late = FillCarbon(Occurred("2022-01-05"), (2,), 500_000, LOT)
    new.given(filled_one).when(late).then(
        CarbonFilled(
            Occurred("2022-01-05"),
            (BedChange(2, None, 0, TWO_1, 500_000),),
            500_000,
            LOT,
            None,
            (),
        )
    )


def test_two_records_of_one_adsorber_are_told_apart_by_their_time() -> None:
    new.given(filled_one).when(FillCarbon(JANUARY, (2,), 500_000, LOT)).then_refused(
        TimeAlreadyRecorded, time=JANUARY
    )


def test_the_time_a_corrected_record_was_written_under_stays_its_own() -> None:
    earlier = Occurred("2022-01-05")
    moved = running.given(emptied_both).when(CorrectSwap(MAY, APRIL, "看错", moved_to=FEBRUARY))
    assert isinstance(moved.answer, tuple)
    after = running.given(emptied_both, *moved.answer)
    after.when(FillCarbon(APRIL, (), 900_000, LOT)).then_refused(TimeAlreadyRecorded, time=APRIL)
    after.when(FillCarbon(earlier, (1,), 900_000, LOT)).then_refused(
        LaterChangeRecorded, bed=1, recorded=FEBRUARY, time=earlier
    )


def test_a_swap_is_not_entered_at_or_before_the_fill_it_ends() -> None:
    running.when(SwapCarbon(JANUARY, (), 900_000, 900_000, LOT)).then_refused(
        LaterChangeRecorded, bed=1, recorded=JANUARY, time=JANUARY
    )
    eve = Occurred("2021-12-31")
    running.when(SwapCarbon(eve, (), 900_000, 900_000, LOT)).then_refused(
        BeforeCommissioning, commissioned=NEW_YEAR, time=eve
    )


def test_an_empty_adsorber_is_taken_out_of_service() -> None:
    new.when(DecommissionAdsorber(NEW_YEAR)).then(AdsorberDecommissioned(NEW_YEAR))
    emptied = new.given(filled_both, emptied_both)
    emptied.when(DecommissionAdsorber(MAY)).then(AdsorberDecommissioned(MAY))


def test_an_adsorber_that_holds_carbon_stays_in_service() -> None:
    running.when(DecommissionAdsorber(MAY)).then_refused(StillHoldsCarbon)
    new.given(filled_one).when(DecommissionAdsorber(MAY)).then_refused(StillHoldsCarbon)


def test_an_adsorber_is_not_taken_out_of_service_before_its_last_record() -> None:
    running.given(emptied_both).when(DecommissionAdsorber(FEBRUARY)).then_refused(
        LaterChangeRecorded, recorded=APRIL, time=FEBRUARY
    )
