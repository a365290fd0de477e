"""A lot of carbon: what arrived, what was drawn by whom, what is left."""

from decimal import Decimal

from domain.identifiers import AdsorberId, BatchId
from domain.lot import (
    LOT,
    AlreadyDrawn,
    AtKiln,
    CorrectDraw,
    DrawFromLot,
    DrawnBeforeReceived,
    InStock,
    LotAlreadyProduced,
    LotAlreadyReceived,
    LotCorrected,
    LotDrawn,
    LotOverdrawn,
    LotProduced,
    LotQualityTested,
    LotReceived,
    LotReceivedBeforeKilnOutput,
    NoSuchDraw,
    ProduceLot,
    ReceivedBeforeProduced,
    ReceiveLot,
    Source,
    TestLotQuality,
    UnknownLot,
)
from domain.observation import Observation
from domain.occurred import Occurred
from domain.quantities import NegativeMass, NoMass
from tests.given import Given

FIRST = Occurred("2022-01-01")
SECOND = Occurred("2022-01-02T08:00:00+08:00")
THIRD = Occurred("2022-01-03T08:00:00+08:00")
ONE = AdsorberId("TADF100001")
TWO = AdsorberId("TADF100002")
RUN = BatchId("ZS-2022-01")

received = LotReceived(FIRST, Source.VIRGIN, "华中炭业", 1_000_000, 0)
produced = LotProduced(FIRST, RUN, 500_000)
drawn = LotDrawn(SECOND, ONE, SECOND, 600_000)

lot = Given(LOT)
in_stock = lot.given(received)


def state_of(*facts: LotReceived | LotDrawn | LotCorrected) -> InStock:
    state = lot.given(*facts).state
    assert isinstance(state, InStock)
    return state


def test_a_lot_from_outside_enters_the_books_when_it_arrives() -> None:
    lot.when(ReceiveLot(FIRST, Source.VIRGIN, "华中炭业", 1_000_000)).then(received)


def test_a_regenerated_lot_from_another_kiln_enters_the_books_when_it_arrives() -> None:
    lot.when(ReceiveLot(FIRST, Source.REGENERATED, "外地再生厂", 900)).then(
        LotReceived(FIRST, Source.REGENERATED, "外地再生厂", 900, 0)
    )


def test_a_regenerated_lot_that_arrives_is_the_same_kilograms_the_kiln_put_out() -> None:
    # 498 kg on our scale of the 500 kg the kiln put out: booked since the kiln
    lot.given(produced).when(ReceiveLot(SECOND, Source.REGENERATED, "本地", 498_000)).then(
        LotReceived(SECOND, Source.REGENERATED, "本地", 498_000, 500_000)
    )


def test_a_regenerated_lot_does_not_arrive_before_it_was_made() -> None:
    lot.given(LotProduced(THIRD, RUN, 500_000)).when(
        ReceiveLot(SECOND, Source.REGENERATED, "本地", 500_000)
    ).then_refused(ReceivedBeforeProduced, produced=THIRD, received=SECOND)


def test_a_lot_arrives_once() -> None:
    in_stock.when(ReceiveLot(SECOND, Source.VIRGIN, "华中炭业", 1)).then_refused(
        LotAlreadyReceived, since=FIRST
    )


def test_a_lot_holds_some_carbon() -> None:
    lot.when(ReceiveLot(FIRST, Source.VIRGIN, "华中炭业", 0)).then_refused(NoMass, mass_kg=0)
    lot.when(ProduceLot(FIRST, RUN, 0)).then_refused(NoMass, mass_kg=0)
    lot.given(produced).when(ReceiveLot(SECOND, Source.REGENERATED, "本地", -1000)).then_refused(
        NegativeMass, mass_kg=Decimal(-1)
    )


def test_a_kiln_run_puts_a_lot_out() -> None:
    lot.when(ProduceLot(FIRST, RUN, 500_000)).then(produced)
    assert lot.given(produced).state == AtKiln(RUN, 500_000, FIRST)


def test_a_lot_is_put_out_once() -> None:
    lot.given(produced).when(ProduceLot(SECOND, BatchId("ZS-2022-02"), 1)).then_refused(
        LotAlreadyProduced, batch=RUN
    )


def test_what_was_received_from_outside_cannot_come_out_of_a_kiln() -> None:
    in_stock.when(ProduceLot(SECOND, RUN, 1)).then_refused(
        LotReceivedBeforeKilnOutput, received=FIRST
    )


def test_the_laboratory_may_find_nothing_remarkable() -> None:
    in_stock.when(TestLotQuality(SECOND, 800, "HJ-1")).then(
        LotQualityTested(SECOND, 800, "HJ-1", ())
    )


def test_poor_carbon_and_a_missing_certificate_are_remarks_and_no_refusals() -> None:
    both = (Observation.IODINE_BELOW_FLOOR, Observation.CERTIFICATE_MISSING)
    lot.given(produced).when(TestLotQuality(SECOND, 799, None)).then(
        LotQualityTested(SECOND, 799, None, both)
    )


def test_an_unknown_lot_is_neither_tested_nor_drawn_from_nor_corrected() -> None:
    lot.when(TestLotQuality(SECOND, 800, "HJ-1")).then_refused(UnknownLot)
    lot.when(DrawFromLot(SECOND, ONE, SECOND, 1)).then_refused(UnknownLot)
    lot.when(CorrectDraw(THIRD, ONE, SECOND, SECOND, 1, "误改")).then_refused(UnknownLot)


def test_a_lot_still_at_the_kiln_cannot_be_drawn_from() -> None:
    lot.given(produced).when(DrawFromLot(SECOND, ONE, SECOND, 1)).then_refused(UnknownLot)


def test_carbon_is_drawn_for_an_adsorber() -> None:
    in_stock.when(DrawFromLot(SECOND, ONE, SECOND, 600_000)).then(drawn)
    assert state_of(received, drawn).left_g == 1_000_000 - 600_000


def test_a_lot_can_be_drawn_empty_and_not_further() -> None:
    rest = DrawFromLot(THIRD, TWO, THIRD, 400_000)
    in_stock.given(drawn).when(rest).then(LotDrawn(THIRD, TWO, THIRD, 400_000))
    in_stock.given(drawn).when(DrawFromLot(THIRD, TWO, THIRD, 400_001)).then_refused(
        LotOverdrawn, left_kg=Decimal(400), wanted_kg=Decimal("400.001")
    )


def test_carbon_is_not_drawn_before_the_lot_arrived() -> None:
    early = Occurred("2021-12-31")
    in_stock.when(DrawFromLot(early, ONE, early, 1)).then_refused(
        DrawnBeforeReceived, received=FIRST, drawn=early
    )


def test_a_draw_takes_some_carbon() -> None:
    in_stock.when(DrawFromLot(SECOND, ONE, SECOND, 0)).then_refused(NoMass, mass_kg=0)


def test_a_fill_draws_from_a_lot_once() -> None:
    in_stock.given(drawn).when(DrawFromLot(SECOND, ONE, SECOND, 1)).then_refused(
        AlreadyDrawn, adsorber=ONE, time=SECOND
    )


def test_a_corrected_draw_replaces_the_recorded_one() -> None:
    corrected = LotCorrected(THIRD, ONE, SECOND, SECOND, 1_000_000, "少记")
    in_stock.given(drawn).when(CorrectDraw(THIRD, ONE, SECOND, SECOND, 1_000_000, "少记")).then(
        corrected
    )
    # 1000 kg - 600 kg = 400 kg before; 1000 kg - 1000 kg = 0 kg after
    assert state_of(received, drawn, corrected).left_g == 0


def test_a_draw_that_was_taken_back_can_be_made_again() -> None:
    back = LotCorrected(THIRD, ONE, SECOND, SECOND, 0, "批号写错")
    in_stock.given(drawn).when(CorrectDraw(THIRD, ONE, SECOND, SECOND, 0, "批号写错")).then(back)
    assert state_of(received, drawn, back).left_g == 1_000_000
    in_stock.given(drawn, back).when(DrawFromLot(SECOND, ONE, SECOND, 600_000)).then(drawn)


def test_a_correction_cannot_overdraw_the_lot() -> None:
    other = LotDrawn(SECOND, TWO, SECOND, 300_000)
    # left 1000 - 600 - 300 = 100 kg, and the 600 kg of the draw itself
    in_stock.given(drawn, other).when(
        CorrectDraw(THIRD, ONE, SECOND, SECOND, 700_001, "少记")
    ).then_refused(LotOverdrawn, left_kg=Decimal(700), wanted_kg=Decimal("700.001"))


def test_a_correction_cannot_draw_before_the_lot_arrived_or_less_than_nothing() -> None:
    early = Occurred("2021-12-31")
    in_stock.given(drawn).when(
        CorrectDraw(THIRD, ONE, SECOND, early, 600_000, "日期写错")
    ).then_refused(DrawnBeforeReceived, received=FIRST, drawn=early)
    in_stock.given(drawn).when(CorrectDraw(THIRD, ONE, SECOND, SECOND, -1, "误改")).then_refused(
        NegativeMass, mass_kg=Decimal("-0.001")
    )


def test_a_draw_that_never_was_cannot_be_corrected() -> None:
    in_stock.given(drawn).when(CorrectDraw(THIRD, TWO, SECOND, SECOND, 1, "误改")).then_refused(
        NoSuchDraw, adsorber=TWO, time=SECOND
    )
