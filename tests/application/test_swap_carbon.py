"""A fill, swap or removal is one act over adsorber, charges, lot and container."""

import pytest

from application.swap_carbon import change_carbon, container_of
from domain.adsorber import (
    BedChange,
    CarbonFilled,
    CarbonRemoved,
    CarbonSwapped,
    FillCarbon,
    RemoveCarbon,
    SwapCarbon,
    UnknownAdsorber,
)
from domain.charge import CHARGE, ChargeEnded, ChargeStarted, Ended, NotStarted, Running
from domain.container import CONTAINER, ContainerFilled, Filled, NotFilled
from domain.identifiers import AdsorberId, ChargeId, LotId, ManifestNumber
from domain.lot import LOT, InStock, LotDrawn, LotOverdrawn, UnknownLot
from domain.occurred import Occurred
from domain.quantities import NoMass
from domain.refusal import Refusal
from tests.district import FURNITURE, LOTS, SPARE, TWO_BEDS, VIRGIN, opened
from tests.paper import PaperLog

JANUARY = Occurred("2022-01-10T09:00:00+08:00")
APRIL = Occurred("2022-04-10T09:46:00+08:00")
ONE_1, ONE_2 = ChargeId("TADF100002-1-1"), ChargeId("TADF100002-1-2")
TWO_1, TWO_2 = ChargeId("TADF100002-2-1"), ChargeId("TADF100002-2-2")
CONTAINER_OF_APRIL = "C-TADF100002-202204100946"
MANIFEST = ManifestNumber("20223304120001")

FILL = FillCarbon(JANUARY, (), 1_000_001, VIRGIN)
SWAP = SwapCarbon(APRIL, (), 1_200_001, 900_001, SPARE, "浙F12345", MANIFEST)


def filled() -> PaperLog:
    log = opened()
    log.perform(change_carbon(TWO_BEDS, FILL))
    return log


def written_by(log: PaperLog, command: FillCarbon | SwapCarbon | RemoveCarbon) -> list[object]:
    """Carry a command out and return what it wrote, with the streams."""
    before = len(log.written)
    log.perform(change_carbon(TWO_BEDS, command))
    return list(log.written[before:])


def test_a_fill_starts_a_charge_per_bed_and_draws_from_the_lot() -> None:
    starts = (BedChange(1, None, 0, ONE_1, 500_001), BedChange(2, None, 0, TWO_1, 500_000))
    assert written_by(opened(), FILL) == [
        ("adsorber:TADF100002", CarbonFilled(JANUARY, starts, 1_000_001, VIRGIN, None, ())),
        (
            "charge:TADF100002-1-1",
            ChargeStarted(JANUARY, FURNITURE, TWO_BEDS, 1, VIRGIN, 500_001, 500_001),
        ),
        (
            "charge:TADF100002-2-1",
            ChargeStarted(JANUARY, FURNITURE, TWO_BEDS, 2, VIRGIN, 500_000, 500_000),
        ),
        ("lot:H20220101", LotDrawn(JANUARY, TWO_BEDS, JANUARY, 1_000_001)),
    ]


def test_a_swap_ends_and_starts_charges_draws_from_the_lot_and_fills_a_container() -> None:
    # out 1 200 001 g as 600 001 + 600 000, in 900 001 g as 450 001 + 450 000
    changes = (
        BedChange(1, ONE_1, 600_001, ONE_2, 450_001),
        BedChange(2, TWO_1, 600_000, TWO_2, 450_000),
    )
    assert written_by(filled(), SWAP) == [
        (
            "adsorber:TADF100002",
            CarbonSwapped(
                APRIL, changes, 1_200_001, 900_001, SPARE, "浙F12345", MANIFEST, None, ()
            ),
        ),
        ("charge:TADF100002-1-1", ChargeEnded(APRIL, 600_001, 500_001)),
        ("charge:TADF100002-2-1", ChargeEnded(APRIL, 600_000, 500_000)),
        (
            "charge:TADF100002-1-2",
            ChargeStarted(APRIL, FURNITURE, TWO_BEDS, 1, SPARE, 450_001, 500_001),
        ),
        (
            "charge:TADF100002-2-2",
            ChargeStarted(APRIL, FURNITURE, TWO_BEDS, 2, SPARE, 450_000, 500_000),
        ),
        ("lot:H20220102", LotDrawn(APRIL, TWO_BEDS, APRIL, 900_001)),
        (
            f"container:{CONTAINER_OF_APRIL}",
            ContainerFilled(APRIL, FURNITURE, (ONE_1, TWO_1), 1_200_001, MANIFEST),
        ),
    ]


def test_a_swap_of_one_bed_leaves_the_other_running() -> None:
    log = filled()
    log.perform(change_carbon(TWO_BEDS, SwapCarbon(APRIL, (2,), 600_000, 480_000, VIRGIN)))
    assert log.state(CHARGE, ONE_1) == Running(VIRGIN, 500_001, JANUARY)
    assert log.state(CHARGE, TWO_1) == Ended(VIRGIN, 500_000, JANUARY, 600_000, APRIL)
    assert log.state(CHARGE, TWO_2) == Running(VIRGIN, 480_000, APRIL)
    assert log.state(CHARGE, ONE_2) == NotStarted()


def test_beds_may_be_filled_one_after_the_other_and_swapped_together() -> None:
    log = opened()
    log.perform(change_carbon(TWO_BEDS, FillCarbon(JANUARY, (2,), 500_000, VIRGIN)))
    later = Occurred("2022-01-11T09:00:00+08:00")
    log.perform(change_carbon(TWO_BEDS, FillCarbon(later, (1,), 500_000, VIRGIN)))
    log.perform(change_carbon(TWO_BEDS, SWAP))
    assert log.state(CHARGE, ONE_1) == Ended(VIRGIN, 500_000, later, 600_001, APRIL)


def test_a_removal_ends_charges_and_fills_a_container_and_takes_nothing_from_a_lot() -> None:
    remove = RemoveCarbon(APRIL, (1,), 600_000)
    assert written_by(filled(), remove) == [
        (
            "adsorber:TADF100002",
            CarbonRemoved(
                APRIL, (BedChange(1, ONE_1, 600_000, None, 0),), 600_000, None, None, None
            ),
        ),
        ("charge:TADF100002-1-1", ChargeEnded(APRIL, 600_000, 500_001)),
        (
            f"container:{CONTAINER_OF_APRIL}",
            ContainerFilled(APRIL, FURNITURE, (ONE_1,), 600_000, None),
        ),
    ]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        # the lot is the last but one to be asked
        (SwapCarbon(APRIL, (), 1_200_000, 3_000_001, SPARE), LotOverdrawn),
        (SwapCarbon(APRIL, (), 1_200_000, 900_000, LotId("H99999999")), UnknownLot),
        # one gram cannot be shared by two charges: the second would end with nothing
        (SwapCarbon(APRIL, (), 1, 900_000, SPARE), NoMass),
        (RemoveCarbon(APRIL, (), 1), NoMass),
    ],
)
def test_a_refusal_in_any_stream_leaves_all_as_they_were(
    command: SwapCarbon | RemoveCarbon, refusal: type[Refusal]
) -> None:
    log = filled()
    before = (list(log.written), log.lives())
    with pytest.raises(refusal):
        log.perform(change_carbon(TWO_BEDS, command))
    assert (log.written, log.lives()) == before
    assert log.state(CONTAINER, CONTAINER_OF_APRIL) == NotFilled()


def test_two_swaps_within_a_minute_fill_two_containers() -> None:
    log = filled()
    log.perform(change_carbon(TWO_BEDS, SWAP))
    same_minute = Occurred("2022-04-10T09:46:30+08:00")
    log.perform(change_carbon(TWO_BEDS, SwapCarbon(same_minute, (), 900_000, 900_000, VIRGIN)))
    containers = {container_of(TWO_BEDS, key) for key in (APRIL, same_minute)}
    assert containers == {CONTAINER_OF_APRIL, f"C-{TWO_BEDS}-20220410094630"}
    assert all(isinstance(log.state(CONTAINER, each), Filled) for each in containers)


def test_a_lot_may_be_drawn_empty_by_a_fill() -> None:
    log = opened()
    log.perform(change_carbon(TWO_BEDS, FillCarbon(JANUARY, (), LOTS[SPARE], SPARE)))
    stock = log.state(LOT, SPARE)
    assert isinstance(stock, InStock)
    assert stock.left_g == 0


def test_an_adsorber_nobody_knows_is_not_filled() -> None:
    with pytest.raises(UnknownAdsorber):
        opened().perform(change_carbon(AdsorberId("TA99999901"), FILL))


def test_a_container_is_numbered_by_adsorber_and_minute_or_day() -> None:
    assert container_of(TWO_BEDS, APRIL) == CONTAINER_OF_APRIL
    assert container_of(TWO_BEDS, Occurred("2022-04-10")) == "C-TADF100002-20220410"
