"""A correction reaches every stream that repeated the mistake, and no other."""

import pytest

from application.act import only
from application.correct_swap import correct_swap
from application.swap_carbon import change_carbon, container_of
from domain.adsorber import (
    ADSORBER,
    CorrectionSplitsCharge,
    CorrectSwap,
    FillCarbon,
    NothingToCorrect,
    RemoveCarbon,
    SwapCarbon,
    SwapCorrected,
    UnknownAdsorber,
)
from domain.charge import CHARGE, ChargeCorrected, Ended, Running
from domain.container import (
    CONTAINER,
    ConsignContainer,
    ConsignedBeforeFilled,
    ContainerCorrected,
    Filled,
)
from domain.identifiers import AdsorberId, ChargeId, LotId, ManifestNumber
from domain.lot import (
    LOT,
    DrawnBeforeReceived,
    InStock,
    LotCorrected,
    LotDrawn,
    LotOverdrawn,
    ReceiveLot,
    Source,
)
from domain.occurred import Occurred
from domain.quantities import NoMass
from domain.refusal import Refusal
from tests.district import FURNITURE, LOTS, SPARE, TWO_BEDS, VIRGIN, opened
from tests.paper import PaperLog

JANUARY = Occurred("2022-01-10T09:00:00+08:00")
MARCH = Occurred("2022-03-10T09:46:00+08:00")
APRIL = Occurred("2022-04-10T09:46:00+08:00")
MAY = Occurred("2022-05-10")
ONE_1, ONE_2 = ChargeId("TADF100002-1-1"), ChargeId("TADF100002-1-2")
TWO_1, TWO_2 = ChargeId("TADF100002-2-1"), ChargeId("TADF100002-2-2")
BOX = container_of(TWO_BEDS, APRIL)
WHY = "看错一位"


def swapped() -> PaperLog:
    """Fill both beds with 500 001 + 500 000 g, swap out 1 200 001 g and in 900 001 g."""
    log = opened()
    log.perform(change_carbon(TWO_BEDS, FillCarbon(JANUARY, (), 1_000_001, VIRGIN)))
    log.perform(change_carbon(TWO_BEDS, SwapCarbon(APRIL, (), 1_200_001, 900_001, VIRGIN)))
    return log


def streams_written(log: PaperLog, command: CorrectSwap) -> list[str]:
    before = len(log.written)
    log.perform(correct_swap(TWO_BEDS, command))
    return [stream for stream, _ in log.written[before:]]


def left_g(log: PaperLog, lot: str) -> int:
    stock = log.state(LOT, lot)
    assert isinstance(stock, InStock)
    return stock.left_g


def test_the_mass_taken_out_reaches_the_ended_charges_and_the_container() -> None:
    log = swapped()
    written = streams_written(log, CorrectSwap(MAY, APRIL, WHY, removed_g=1_100_001))
    assert written == [
        "adsorber:TADF100002",
        f"charge:{ONE_1}",
        f"charge:{TWO_1}",
        f"container:{BOX}",
    ]
    # 1 100 001 g as 550 001 + 550 000
    assert log.facts(f"charge:{ONE_1}")[-1] == ChargeCorrected(
        MAY, WHY, JANUARY, VIRGIN, 500_001, APRIL, 550_001
    )
    assert log.state(CHARGE, TWO_1) == Ended(VIRGIN, 500_000, JANUARY, 550_000, APRIL)
    assert log.facts(f"container:{BOX}")[-1] == ContainerCorrected(MAY, APRIL, 1_100_001, None, WHY)


def test_the_mass_put_in_reaches_the_running_charges_and_the_lot() -> None:
    log = swapped()
    written = streams_written(log, CorrectSwap(MAY, APRIL, WHY, filled_g=1_000_001))
    assert written == [
        "adsorber:TADF100002",
        f"charge:{ONE_2}",
        f"charge:{TWO_2}",
        f"lot:{VIRGIN}",
    ]
    assert log.state(CHARGE, ONE_2) == Running(VIRGIN, 500_001, APRIL)
    assert log.facts(f"lot:{VIRGIN}")[-1] == LotCorrected(
        MAY, TWO_BEDS, APRIL, APRIL, 1_000_001, WHY
    )
    assert left_g(log, VIRGIN) == LOTS[VIRGIN] - 1_000_001 - 1_000_001


def test_the_lot_is_exchanged_in_the_charges_and_given_back() -> None:
    log = swapped()
    written = streams_written(log, CorrectSwap(MAY, APRIL, WHY, lot=SPARE))
    assert written == [
        "adsorber:TADF100002",
        f"charge:{ONE_2}",
        f"charge:{TWO_2}",
        f"lot:{VIRGIN}",
        f"lot:{SPARE}",
    ]
    assert log.state(CHARGE, TWO_2) == Running(SPARE, 450_000, APRIL)
    assert log.facts(f"lot:{SPARE}")[-1] == LotDrawn(APRIL, TWO_BEDS, APRIL, 900_001)
    assert left_g(log, VIRGIN) == LOTS[VIRGIN] - 1_000_001
    assert left_g(log, SPARE) == LOTS[SPARE] - 900_001


def test_the_lot_may_be_exchanged_back() -> None:
    log = swapped()
    log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, APRIL, WHY, lot=SPARE)))
    log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, APRIL, WHY, lot=VIRGIN)))
    assert left_g(log, VIRGIN) == LOTS[VIRGIN] - 1_000_001 - 900_001
    assert left_g(log, SPARE) == LOTS[SPARE]


def test_the_time_reaches_both_charges_of_each_bed_the_lot_and_the_container() -> None:
    log = swapped()
    written = streams_written(log, CorrectSwap(MAY, APRIL, WHY, moved_to=MARCH))
    assert written == [
        "adsorber:TADF100002",
        f"charge:{ONE_1}",
        f"charge:{ONE_2}",
        f"charge:{TWO_1}",
        f"charge:{TWO_2}",
        f"lot:{VIRGIN}",
        f"container:{BOX}",
    ]
    assert log.state(CHARGE, ONE_1) == Ended(VIRGIN, 500_001, JANUARY, 600_001, MARCH)
    assert log.state(CHARGE, ONE_2) == Running(VIRGIN, 450_001, MARCH)
    assert log.state(CONTAINER, BOX) == Filled(FURNITURE, 1_200_001, MARCH)


def test_a_fill_is_corrected_although_its_charge_has_ended() -> None:
    log = swapped()
    log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, JANUARY, WHY, filled_g=1_100_001)))
    # 1 100 001 g as 550 001 + 550 000
    assert log.state(CHARGE, ONE_1) == Ended(VIRGIN, 550_001, JANUARY, 600_001, APRIL)


def test_a_removal_is_corrected_without_any_lot() -> None:
    log = opened()
    log.perform(change_carbon(TWO_BEDS, FillCarbon(JANUARY, (), 1_000_001, VIRGIN)))
    log.perform(change_carbon(TWO_BEDS, RemoveCarbon(APRIL, (1,), 600_000)))
    written = streams_written(log, CorrectSwap(MAY, APRIL, WHY, removed_g=610_000))
    assert written == ["adsorber:TADF100002", f"charge:{ONE_1}", f"container:{BOX}"]


def test_what_a_container_held_is_corrected_after_it_has_left() -> None:
    log = swapped()
    manifest = ManifestNumber("20223304120001")
    log.perform(only(CONTAINER, BOX, ConsignContainer(APRIL, manifest)))
    log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, APRIL, WHY, removed_g=1_100_001)))
    assert log.facts(f"container:{BOX}")[-1] == ContainerCorrected(
        MAY, APRIL, 1_100_001, APRIL, WHY
    )


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (CorrectSwap(MAY, JANUARY, WHY, moved_to=MAY), CorrectionSplitsCharge),
        (CorrectSwap(MAY, APRIL, WHY, filled_g=80_000_000), LotOverdrawn),
        (CorrectSwap(MAY, APRIL, WHY, filled_g=3_000_001, lot=SPARE), LotOverdrawn),
        (CorrectSwap(MAY, APRIL, WHY, removed_g=1), NoMass),
        (CorrectSwap(MAY, APRIL, WHY, removed_g=1_200_001), NothingToCorrect),
    ],
)
def test_a_refusal_in_any_stream_corrects_none(
    command: CorrectSwap, refusal: type[Refusal]
) -> None:
    log = swapped()
    before = (list(log.written), log.lives())
    with pytest.raises(refusal):
        log.perform(correct_swap(TWO_BEDS, command))
    assert (log.written, log.lives()) == before


def test_a_swap_is_not_moved_to_after_its_container_left() -> None:
    log = swapped()
    log.perform(only(CONTAINER, BOX, ConsignContainer(APRIL, ManifestNumber("20223304120001"))))
    with pytest.raises(ConsignedBeforeFilled):
        log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, APRIL, WHY, moved_to=MAY)))


def test_a_fill_is_not_moved_to_before_its_lot_arrived() -> None:
    log = opened()
    late_lot = LotId("H20220109")
    arrival = ReceiveLot(Occurred("2022-01-09"), Source.VIRGIN, "华中炭业", 2_000_000)
    log.perform(only(LOT, late_lot, arrival))
    log.perform(change_carbon(TWO_BEDS, FillCarbon(JANUARY, (), 1_000_001, late_lot)))
    the_day_before = Occurred("2022-01-08")
    with pytest.raises(DrawnBeforeReceived):
        log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, JANUARY, WHY, moved_to=the_day_before)))


def test_an_adsorber_nobody_knows_has_nothing_to_correct() -> None:
    with pytest.raises(UnknownAdsorber):
        opened().perform(
            correct_swap(AdsorberId("TA99999901"), CorrectSwap(MAY, APRIL, WHY, removed_g=1))
        )


def test_the_adsorber_remembers_the_reason() -> None:
    log = swapped()
    log.perform(correct_swap(TWO_BEDS, CorrectSwap(MAY, APRIL, WHY, removed_g=1_100_001)))
    corrected = log.facts(ADSORBER.stream(TWO_BEDS))[-1]
    assert isinstance(corrected, SwapCorrected)
    assert corrected.reason == WHY
