"""A record that turns out wrong is superseded by what was true, never in a way that splits."""

from domain.adsorber import (
    BedChange,
    BeforeCommissioning,
    CarbonRemoved,
    CarbonSwapped,
    Commissioned,
    CorrectionSplitsCharge,
    CorrectSwap,
    NothingToCorrect,
    SwapCorrected,
    UnknownAdsorber,
    UnknownSwap,
)
from domain.beds import EmptyBed, RunningBed
from domain.occurred import Occurred
from domain.quantities import NoMass
from tests.adsorber_example import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LOT,
    MAY,
    NEW_YEAR,
    ONE_1,
    ONE_2,
    OTHER_LOT,
    TWO_1,
    adsorber,
    emptied_both,
    filled_one,
    new,
    running,
)

swapped_one = CarbonSwapped(
    FEBRUARY,
    (BedChange(1, ONE_1, 550_000, ONE_2, 480_000),),
    550_000,
    480_000,
    LOT,
    None,
    None,
    None,
    (),
)
twice = running.given(swapped_one)
MARCH = Occurred("2022-03-10")


def beds_after(correction: SwapCorrected) -> tuple[object, ...]:
    state = twice.given(correction).state
    assert isinstance(state, Commissioned)
    return state.beds


def test_the_masses_of_a_swap_are_corrected() -> None:
    correction = SwapCorrected(
        MAY,
        FEBRUARY,
        FEBRUARY,
        (BedChange(1, ONE_1, 555_000, ONE_2, 490_000),),
        555_000,
        490_000,
        LOT,
        "看错一位",
    )
    twice.when(CorrectSwap(MAY, FEBRUARY, "看错一位", removed_g=555_000, filled_g=490_000)).then(
        correction
    )
    assert beds_after(correction)[0] == RunningBed(1, 500_001, 2, FEBRUARY, ONE_2, 490_000)


def test_a_corrected_mass_is_shared_anew_by_the_beds_of_the_record() -> None:
    # 800 002 x 500 001 / 1 000 001 = 400 001.4 and 800 002 x 500 000 / 1 000 001 = 400 000.6
    running.when(CorrectSwap(MAY, JANUARY, "看错一位", filled_g=800_002)).then(
        SwapCorrected(
            MAY,
            JANUARY,
            JANUARY,
            (BedChange(1, None, 0, ONE_1, 400_001), BedChange(2, None, 0, TWO_1, 400_001)),
            0,
            800_002,
            LOT,
            "看错一位",
        )
    )


def test_the_lot_of_a_fill_is_corrected() -> None:
    new.given(filled_one).when(CorrectSwap(MAY, JANUARY, "批号写错", lot=OTHER_LOT)).then(
        SwapCorrected(MAY, JANUARY, JANUARY, filled_one.beds, 0, 500_000, OTHER_LOT, "批号写错")
    )


def test_the_time_of_a_swap_is_corrected_and_its_bed_runs_since_then() -> None:
    correction = SwapCorrected(
        MAY, FEBRUARY, MARCH, swapped_one.beds, 550_000, 480_000, LOT, "日期写错"
    )
    twice.when(CorrectSwap(MAY, FEBRUARY, "日期写错", moved_to=MARCH)).then(correction)
    assert beds_after(correction) == (
        RunningBed(1, 500_001, 2, MARCH, ONE_2, 480_000),
        RunningBed(2, 500_000, 1, JANUARY, TWO_1, 450_000),
    )


def test_correcting_an_earlier_record_leaves_what_later_ones_made_of_the_bed() -> None:
    correction = SwapCorrected(
        MAY,
        JANUARY,
        NEW_YEAR,
        (BedChange(1, None, 0, ONE_1, 400_001), BedChange(2, None, 0, TWO_1, 400_000)),
        0,
        800_001,
        LOT,
        "看错",
    )
    assert beds_after(correction) == (
        RunningBed(1, 500_001, 2, FEBRUARY, ONE_2, 480_000),
        RunningBed(2, 500_000, 1, NEW_YEAR, TWO_1, 400_000),
    )


def test_a_removal_is_corrected_and_the_beds_stay_empty() -> None:
    emptied = running.given(emptied_both)
    moved = emptied.when(CorrectSwap(MAY, APRIL, "日期写错", moved_to=MARCH))
    assert isinstance(moved.answer, tuple)
    state = emptied.given(*moved.answer).state
    assert isinstance(state, Commissioned)
    assert state.beds == (EmptyBed(1, 500_001, 1, MARCH), EmptyBed(2, 500_000, 1, MARCH))


def test_a_corrected_record_is_corrected_again_under_the_time_it_was_written_with() -> None:
    moved = SwapCorrected(MAY, FEBRUARY, MARCH, swapped_one.beds, 550_000, 480_000, LOT, "日期")
    twice.given(moved).when(CorrectSwap(MAY, FEBRUARY, "再改", removed_g=551_000)).then(
        SwapCorrected(
            MAY,
            FEBRUARY,
            MARCH,
            (BedChange(1, ONE_1, 551_000, ONE_2, 480_000),),
            551_000,
            480_000,
            LOT,
            "再改",
        )
    )


def test_a_correction_past_the_record_before_would_split_its_charge() -> None:
    early = Occurred("2022-01-05")
    twice.when(CorrectSwap(MAY, FEBRUARY, "误改", moved_to=early)).then_refused(
        CorrectionSplitsCharge, neighbour=JANUARY, corrected=early
    )


def test_a_correction_past_the_record_after_would_split_its_charge() -> None:
    twice.when(CorrectSwap(MAY, JANUARY, "误改", moved_to=MARCH)).then_refused(
        CorrectionSplitsCharge, neighbour=FEBRUARY, corrected=MARCH
    )


def test_a_correction_cannot_put_two_records_of_a_bed_at_one_time() -> None:
    twice.when(CorrectSwap(MAY, FEBRUARY, "误改", moved_to=JANUARY)).then_refused(
        CorrectionSplitsCharge, neighbour=JANUARY, corrected=JANUARY
    )


def test_a_correction_may_pass_the_records_of_other_beds() -> None:
    late = CarbonRemoved(APRIL, (BedChange(2, TWO_1, 500_000, None, 0),), 500_000, None, None, None)
    after_may = Occurred("2022-05-09")
    twice.given(late).when(CorrectSwap(MAY, FEBRUARY, "日期写错", moved_to=after_may)).then(
        SwapCorrected(MAY, FEBRUARY, after_may, swapped_one.beds, 550_000, 480_000, LOT, "日期写错")
    )


def test_a_correction_cannot_move_a_fill_before_the_adsorber_went_into_service() -> None:
    eve = Occurred("2021-12-31")
    running.when(CorrectSwap(MAY, JANUARY, "误改", moved_to=eve)).then_refused(
        BeforeCommissioning, commissioned=NEW_YEAR, time=eve
    )


def test_what_was_not_recorded_cannot_be_corrected() -> None:
    running.when(CorrectSwap(MAY, APRIL, "误改", removed_g=1)).then_refused(UnknownSwap, time=APRIL)
    adsorber.when(CorrectSwap(MAY, APRIL, "误改", removed_g=1)).then_refused(UnknownAdsorber)


def test_a_correction_that_says_what_is_recorded_is_refused() -> None:
    twice.when(CorrectSwap(MAY, FEBRUARY, "无", FEBRUARY, 550_000, 480_000, LOT)).then_refused(
        NothingToCorrect, time=FEBRUARY
    )
    twice.when(CorrectSwap(MAY, FEBRUARY, "无")).then_refused(NothingToCorrect, time=FEBRUARY)


def test_a_fill_is_not_corrected_into_a_swap_nor_a_removal_into_one() -> None:
    running.when(CorrectSwap(MAY, JANUARY, "误改", removed_g=1)).then_refused(
        NothingToCorrect, time=JANUARY, field="removed_kg"
    )
    emptied = running.given(emptied_both)
    for correct in (
        CorrectSwap(MAY, APRIL, "误改", filled_g=1),
        CorrectSwap(MAY, APRIL, "误改", lot=LOT),
    ):
        emptied.when(correct).then_refused(NothingToCorrect, time=APRIL, field="filled_kg")


def test_a_correction_cannot_make_a_mass_vanish() -> None:
    twice.when(CorrectSwap(MAY, FEBRUARY, "误改", removed_g=0)).then_refused(NoMass, mass_kg=0)
    twice.when(CorrectSwap(MAY, FEBRUARY, "误改", filled_g=0)).then_refused(NoMass, mass_kg=0)
