"""A kiln run: what went in, what came out, what burned off."""

from decimal import Decimal

import pytest

from domain.batch import (
    BATCH,
    BatchAlreadyOpened,
    BatchClosed,
    BatchNotOpen,
    BatchOpened,
    BatchOutOfOrder,
    CarbonCharged,
    CarbonDisposed,
    CarbonRegenerated,
    ChargeKiln,
    CloseBatch,
    Command,
    DisposeCarbon,
    KilnFeed,
    NothingToCharge,
    Open,
    OpenBatch,
    RegenerateCarbon,
    RegenerationGainedMass,
)
from domain.identifiers import LotId, ManifestNumber
from domain.occurred import Occurred
from domain.quantities import NegativeMass, NoMass
from tests.given import Given

EVE = Occurred("2022-05-01")
DAY = Occurred("2022-05-02")
NEXT = Occurred("2022-05-03")
LOT = LotId("ZS-2022-01-H")
ONE = KilnFeed(ManifestNumber("20223304120001"), 600_000)
TWO = KilnFeed(ManifestNumber("20223304120002"), 400_000)

opened = BatchOpened(DAY)
charged = CarbonCharged(DAY, (ONE, TWO), 1_000_000)
regenerated = CarbonRegenerated(NEXT, LOT, 780_000, 820)
disposed = CarbonDisposed(NEXT, 50_000)
closed = BatchClosed(NEXT, 170_000)

batch = Given(BATCH)
hot = batch.given(opened, charged)


def test_a_run_is_opened() -> None:
    batch.when(OpenBatch(DAY)).then(opened)


def test_a_run_is_opened_once() -> None:
    hot.when(OpenBatch(NEXT)).then_refused(BatchAlreadyOpened, since=DAY)
    hot.given(closed).when(OpenBatch(NEXT)).then_refused(BatchAlreadyOpened, since=NEXT)


def test_a_run_takes_parts_of_consignments() -> None:
    # 600 kg + 400 kg
    batch.given(opened).when(ChargeKiln(DAY, (ONE, TWO))).then(charged)


def test_a_run_may_be_fed_again() -> None:
    hot.when(ChargeKiln(NEXT, (ONE,))).then(CarbonCharged(NEXT, (ONE,), 600_000))
    assert hot.given(CarbonCharged(NEXT, (ONE,), 600_000)).state == Open(DAY, 1_600_000)


def test_a_run_is_fed_with_something() -> None:
    batch.given(opened).when(ChargeKiln(DAY, ())).then_refused(NothingToCharge)
    nothing = KilnFeed(ONE.manifest, 0)
    batch.given(opened).when(ChargeKiln(DAY, (ONE, nothing))).then_refused(NoMass, mass_kg=0)


def test_a_regenerated_lot_comes_out() -> None:
    hot.when(RegenerateCarbon(NEXT, LOT, 780_000, 820)).then(regenerated)


def test_a_lossless_run_is_believed_and_a_gaining_one_is_not() -> None:
    hot.when(RegenerateCarbon(NEXT, LOT, 1_000_000, None)).then(
        CarbonRegenerated(NEXT, LOT, 1_000_000, None)
    )
    hot.when(RegenerateCarbon(NEXT, LOT, 1_000_001, None)).then_refused(
        RegenerationGainedMass, inside_kg=Decimal(1000), wanted_kg=Decimal("1000.001")
    )


def test_no_more_is_disposed_of_than_is_left_inside() -> None:
    # 1000 kg - 780 kg = 220 kg
    hot.given(regenerated).when(DisposeCarbon(NEXT, 220_000)).then(CarbonDisposed(NEXT, 220_000))
    hot.given(regenerated).when(DisposeCarbon(NEXT, 220_001)).then_refused(
        RegenerationGainedMass, inside_kg=Decimal(220), wanted_kg=Decimal("220.001")
    )


def test_nothing_to_dispose_of_is_no_fact() -> None:
    hot.when(DisposeCarbon(NEXT, 0)).then_nothing()
    hot.when(DisposeCarbon(NEXT, -1)).then_refused(NegativeMass, mass_kg=Decimal("-0.001"))


def test_an_output_has_a_mass() -> None:
    hot.when(RegenerateCarbon(NEXT, LOT, 0, None)).then_refused(NoMass, mass_kg=0)


def test_what_neither_came_out_nor_was_disposed_of_is_the_unexplained_loss_of_the_run() -> None:
    # 1000 kg in - 780 kg regenerated - 50 kg disposed of = 170 kg
    hot.given(regenerated, disposed).when(CloseBatch(NEXT)).then(closed)


@pytest.mark.parametrize(
    "command",
    [
        ChargeKiln(NEXT, (ONE,)),
        RegenerateCarbon(NEXT, LOT, 1, None),
        DisposeCarbon(NEXT, 1),
        CloseBatch(NEXT),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_done_with_a_run_that_is_not_open(command: Command) -> None:
    batch.when(command).then_refused(BatchNotOpen)
    hot.given(closed).when(command).then_refused(BatchNotOpen)


@pytest.mark.parametrize(
    "command",
    [
        ChargeKiln(EVE, (ONE,)),
        RegenerateCarbon(EVE, LOT, 1, None),
        DisposeCarbon(EVE, 1),
        CloseBatch(EVE),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_happens_in_a_run_before_its_first_day(command: Command) -> None:
    hot.when(command).then_refused(BatchOutOfOrder, opened=DAY, time=EVE)
