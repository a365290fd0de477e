"""A kiln run takes consignments out of the yard and puts a lot out that is filled again."""

import pytest

from application.act import only
from application.receive_lot import receive_lot
from application.run_kiln import charge_kiln, discharge_kiln
from application.ship_consignment import Shipment, ship_consignment
from application.swap_carbon import change_carbon
from domain.adsorber import FillCarbon
from domain.batch import (
    BATCH,
    BatchAlreadyOpened,
    BatchClosed,
    BatchNotOpen,
    BatchOpened,
    CarbonCharged,
    CarbonDisposed,
    CarbonRegenerated,
    KilnFeed,
    NothingToCharge,
    NotOpened,
    Open,
    RegenerationGainedMass,
)
from domain.identifiers import BatchId, LotId, ManifestNumber
from domain.lot import (
    LOT,
    AtKiln,
    InStock,
    LotAlreadyProduced,
    LotProduced,
    LotReceived,
    LotReceivedBeforeKilnOutput,
    ReceiveLot,
    Source,
    UnknownLot,
    UnknownStock,
)
from domain.manifest import (
    MANIFEST,
    AcceptConsignment,
    ConsignmentCharged,
    InYard,
    ManifestNotAtThisStage,
    UnknownManifest,
    WeighArrival,
    YardHoldsLess,
)
from domain.occurred import Occurred
from domain.quantities import NoMass
from tests.district import FURNITURE, ONE_BED, REGENERATOR, VIRGIN, opened
from tests.paper import PaperLog

APRIL = Occurred("2022-04-10")
MAY = Occurred("2022-05-02")
NEXT = Occurred("2022-05-03")
LATER = Occurred("2022-05-04")
RUN = BatchId("ZS-2022-01")
LOT_OUT = LotId("ZS-2022-01-H")
ONE, TWO = ManifestNumber("20223304120001"), ManifestNumber("20223304120002")


def yard() -> PaperLog:
    """Hold 600 kg of one consignment and 400 kg of another in the yard."""
    log = opened()
    for number, mass_g in ((ONE, 600_000), (TWO, 400_000)):
        paper = (REGENERATOR, "900-039-49", None, None, ())
        log.perform(ship_consignment(Shipment(APRIL, number, FURNITURE, *paper, mass_g, mass_g)))
    return log


def hot(mass_g: int = 1_000_000) -> PaperLog:
    log = yard()
    log.perform(charge_kiln(RUN, MAY, (ONE, TWO), mass_g))
    return log


def yard_g(log: PaperLog, number: ManifestNumber) -> int:
    state = log.state(MANIFEST, number)
    assert isinstance(state, InYard)
    return state.yard_g


def test_a_run_shares_what_it_takes_by_what_the_yard_holds_of_each_consignment() -> None:
    log = yard()
    before = len(log.written)
    log.perform(charge_kiln(RUN, MAY, (ONE, TWO), 500_001))
    # 500 001 x 600 / 1000 = 300 000.6 and 500 001 x 400 / 1000 = 200 000.4
    feeds = (KilnFeed(ONE, 300_001), KilnFeed(TWO, 200_000))
    assert log.written[before:] == [
        (f"batch:{RUN}", BatchOpened(MAY)),
        (f"batch:{RUN}", CarbonCharged(MAY, feeds, 500_001)),
        (f"manifest:{ONE}", ConsignmentCharged(MAY, RUN, 300_001)),
        (f"manifest:{TWO}", ConsignmentCharged(MAY, RUN, 200_000)),
    ]


def test_a_run_may_empty_the_yard() -> None:
    log = hot()
    assert (yard_g(log, ONE), yard_g(log, TWO)) == (0, 0)


def test_a_consignment_the_yard_holds_nothing_of_feeds_nothing() -> None:
    log = yard()
    log.perform(charge_kiln(RUN, MAY, (ONE,), 600_000))
    log.perform(charge_kiln(BatchId("ZS-2022-02"), MAY, (ONE, TWO), 300_000))
    assert log.facts("batch:ZS-2022-02")[1] == CarbonCharged(
        MAY, (KilnFeed(TWO, 300_000),), 300_000
    )


def test_a_consignment_that_is_listed_twice_is_fed_once() -> None:
    log = yard()
    log.perform(charge_kiln(RUN, MAY, (ONE, TWO, ONE), 500_000))
    assert (yard_g(log, ONE), yard_g(log, TWO)) == (300_000, 200_000)


def test_a_run_does_not_take_more_than_the_yard_holds() -> None:
    log = yard()
    with pytest.raises(YardHoldsLess):
        log.perform(charge_kiln(RUN, MAY, (ONE, TWO), 1_000_001))
    assert log.state(BATCH, RUN) == NotOpened()
    assert yard_g(log, ONE) == 600_000


def test_a_run_is_fed_with_something_of_known_consignments() -> None:
    log = yard()
    with pytest.raises(NothingToCharge):
        log.perform(charge_kiln(RUN, MAY, (), 1))
    with pytest.raises(NoMass):
        log.perform(charge_kiln(RUN, MAY, (ONE,), 0))
    with pytest.raises(UnknownManifest):
        log.perform(charge_kiln(RUN, MAY, (ONE, ManifestNumber("20223304129999")), 1))


def test_a_consignment_on_the_road_is_not_in_the_yard() -> None:
    log = opened()
    paper = (REGENERATOR, "900-039-49", None, None, ())
    log.perform(ship_consignment(Shipment(APRIL, ONE, FURNITURE, *paper, 600_000)))
    with pytest.raises(ManifestNotAtThisStage) as refused:
        log.perform(charge_kiln(RUN, MAY, (ONE,), 600_000))
    assert refused.value.facts == {"manifest": ONE, "stage": "Departed"}
    arrive = (WeighArrival(APRIL, 600_000), AcceptConsignment(APRIL, 0, None))
    log.perform(only(MANIFEST, ONE, *arrive))
    log.perform(charge_kiln(RUN, MAY, (ONE,), 600_000))


def test_a_run_is_opened_once() -> None:
    log = hot(500_000)
    with pytest.raises(BatchAlreadyOpened):
        log.perform(charge_kiln(RUN, MAY, (ONE, TWO), 1_000))


def test_a_run_ends_with_a_lot_a_residue_and_an_unexplained_loss() -> None:
    log = hot()
    before = len(log.written)
    log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 780_000, 820, 50_000))
    # 1000 kg - 780 kg - 50 kg = 170 kg
    assert log.written[before:] == [
        (f"batch:{RUN}", CarbonRegenerated(NEXT, LOT_OUT, 780_000, 820)),
        (f"batch:{RUN}", CarbonDisposed(NEXT, 50_000)),
        (f"batch:{RUN}", BatchClosed(NEXT, 170_000)),
        (f"lot:{LOT_OUT}", LotProduced(NEXT, RUN, 780_000)),
    ]


def test_a_run_without_residue_disposes_of_nothing() -> None:
    log = hot()
    log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 780_000, None, 0))
    assert log.facts(f"batch:{RUN}")[-1] == BatchClosed(NEXT, 220_000)


def test_a_run_that_gained_mass_puts_no_lot_out() -> None:
    log = hot()
    with pytest.raises(RegenerationGainedMass):
        log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 780_000, None, 220_001))
    assert log.state(BATCH, RUN) == Open(MAY, 1_000_000)
    assert log.state(LOT, LOT_OUT) == UnknownStock()


def test_a_run_is_discharged_once_and_only_when_it_was_charged() -> None:
    with pytest.raises(BatchNotOpen):
        yard().perform(discharge_kiln(RUN, NEXT, LOT_OUT, 1, None, 0))
    log = hot()
    log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 780_000, None, 0))
    with pytest.raises(BatchNotOpen):
        log.perform(discharge_kiln(RUN, NEXT, LotId("ZS-2022-02-H"), 1, None, 0))


def test_a_run_does_not_put_out_a_lot_that_is_in_the_books() -> None:
    log = hot(500_000)
    with pytest.raises(LotReceivedBeforeKilnOutput):
        log.perform(discharge_kiln(RUN, NEXT, VIRGIN, 400_000, None, 0))
    log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 400_000, None, 0))
    log.perform(charge_kiln(BatchId("ZS-2022-02"), MAY, (ONE, TWO), 500_000))
    with pytest.raises(LotAlreadyProduced):
        log.perform(discharge_kiln(BatchId("ZS-2022-02"), NEXT, LOT_OUT, 400_000, None, 0))


def test_a_regenerated_lot_enters_the_books_once_and_is_filled_again() -> None:
    log = hot()
    log.perform(discharge_kiln(RUN, NEXT, LOT_OUT, 780_000, 820, 0))
    assert log.state(LOT, LOT_OUT) == AtKiln(RUN, 780_000, NEXT)
    fill = FillCarbon(LATER, (), 700_000, LOT_OUT)
    with pytest.raises(UnknownLot):
        log.perform(change_carbon(ONE_BED, fill))
    receipt = ReceiveLot(LATER, Source.REGENERATED, REGENERATOR, 778_000)
    log.perform(receive_lot(LOT_OUT, receipt, None))
    # 778 kg on our scale are the 780 kg that were booked at the kiln
    assert log.facts(f"lot:{LOT_OUT}")[-1] == LotReceived(
        LATER, Source.REGENERATED, REGENERATOR, 778_000, 780_000
    )
    log.perform(change_carbon(ONE_BED, fill))
    stock = log.state(LOT, LOT_OUT)
    assert isinstance(stock, InStock)
    assert stock.left_g == 778_000 - 700_000
