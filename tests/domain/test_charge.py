"""One fill of one bed, from the fresh carbon that went in to the spent carbon that came out."""

from decimal import Decimal

from domain.charge import (
    CHARGE,
    ChargeAlreadyStarted,
    ChargeCorrected,
    ChargeEnded,
    ChargeEndsBeforeItStarts,
    ChargeNotEnded,
    ChargeNotRunning,
    ChargeStarted,
    CorrectCharge,
    EndCharge,
    Ended,
    Running,
    StartCharge,
)
from domain.identifiers import AdsorberId, CreditCode, LotId
from domain.occurred import Occurred
from domain.quantities import NegativeMass, NoMass
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
ADSORBER = AdsorberId("TADF100001")
LOT = LotId("H20220101")
OTHER_LOT = LotId("H20220202")
JANUARY = Occurred("2022-01-03T09:00:00+08:00")
MARCH = Occurred("2022-03-03T09:00:00+08:00")
APRIL = Occurred("2022-04-03T09:00:00+08:00")
MAY = Occurred("2022-05-03")

start = StartCharge(JANUARY, FIRM, ADSORBER, 1, LOT, 800_000, 900_000)
started = ChargeStarted(JANUARY, FIRM, ADSORBER, 1, LOT, 800_000, 900_000)
ended = ChargeEnded(APRIL, 920_000, 800_000)

charge = Given(CHARGE)


def test_a_charge_starts_with_fresh_carbon_of_a_lot() -> None:
    charge.when(start).then(started)


def test_a_charge_starts_once() -> None:
    charge.given(started).when(start).then_refused(ChargeAlreadyStarted, since=JANUARY)
    charge.given(started, ended).when(start).then_refused(ChargeAlreadyStarted, since=JANUARY)


def test_a_charge_starts_with_some_carbon() -> None:
    nothing = StartCharge(JANUARY, FIRM, ADSORBER, 1, LOT, 0, 900_000)
    charge.when(nothing).then_refused(NoMass, mass_kg=0)


def test_a_running_charge_ends_and_says_what_it_was_and_what_it_became() -> None:
    # 920 kg came out of 800 kg: it took up 120 kg
    charge.given(started).when(EndCharge(APRIL, 920_000)).then(ended)


def test_a_charge_that_does_not_run_does_not_end() -> None:
    charge.when(EndCharge(APRIL, 920_000)).then_refused(ChargeNotRunning)
    charge.given(started, ended).when(EndCharge(MAY, 920_000)).then_refused(ChargeNotRunning)


def test_carbon_comes_out_later_than_it_went_in() -> None:
    charge.given(started).when(EndCharge(JANUARY, 920_000)).then_refused(
        ChargeEndsBeforeItStarts, started=JANUARY, ended=JANUARY
    )


def test_no_charge_ends_with_less_than_nothing() -> None:
    charge.given(started).when(EndCharge(APRIL, -1)).then_refused(
        NegativeMass, mass_kg=Decimal("-0.001")
    )


def test_what_a_correction_leaves_out_stays_as_recorded() -> None:
    charge.given(started, ended).when(CorrectCharge(MAY, "看错一位", removed_g=900_000)).then(
        ChargeCorrected(MAY, "看错一位", JANUARY, LOT, 800_000, APRIL, 900_000)
    )


def test_a_running_charge_is_corrected_in_its_start_lot_and_mass() -> None:
    correct = CorrectCharge(MAY, "批号写错", started=MARCH, lot=OTHER_LOT, fresh_g=700_000)
    corrected = ChargeCorrected(MAY, "批号写错", MARCH, OTHER_LOT, 700_000, None, None)
    charge.given(started).when(correct).then(corrected)
    assert charge.given(started, corrected).state == Running(OTHER_LOT, 700_000, MARCH)


def test_an_ended_charge_is_corrected_at_both_ends() -> None:
    correct = CorrectCharge(
        MAY, "补正", started=MARCH, fresh_g=810_000, ended=MAY, removed_g=930_000
    )
    corrected = ChargeCorrected(MAY, "补正", MARCH, LOT, 810_000, MAY, 930_000)
    charge.given(started, ended).when(correct).then(corrected)
    assert charge.given(started, ended, corrected).state == Ended(LOT, 810_000, MARCH, 930_000, MAY)


def test_the_end_of_a_running_charge_cannot_be_corrected() -> None:
    for correct in (
        CorrectCharge(MAY, "误改", removed_g=900_000),
        CorrectCharge(MAY, "误改", ended=APRIL),
    ):
        charge.given(started).when(correct).then_refused(ChargeNotEnded, since=JANUARY)


def test_a_charge_that_never_was_cannot_be_corrected() -> None:
    charge.when(CorrectCharge(MAY, "误改", fresh_g=1)).then_refused(ChargeNotRunning)


def test_a_correction_cannot_turn_a_charge_round() -> None:
    charge.given(started, ended).when(CorrectCharge(MAY, "误改", started=APRIL)).then_refused(
        ChargeEndsBeforeItStarts, started=APRIL, ended=APRIL
    )


def test_a_correction_cannot_make_carbon_vanish() -> None:
    charge.given(started).when(CorrectCharge(MAY, "误改", fresh_g=0)).then_refused(
        NoMass, mass_kg=0
    )
    charge.given(started, ended).when(CorrectCharge(MAY, "误改", removed_g=0)).then_refused(
        NoMass, mass_kg=0
    )


def test_a_corrected_charge_ends_with_the_corrected_fresh_mass() -> None:
    corrected = ChargeCorrected(MARCH, "看错一位", JANUARY, LOT, 700_000, None, None)
    charge.given(started, corrected).when(EndCharge(APRIL, 920_000)).then(
        ChargeEnded(APRIL, 920_000, 700_000)
    )
