"""A lot arrives with its certificate, or without."""

import pytest

from application.receive_lot import receive_lot
from domain.identifiers import LotId
from domain.lot import (
    LOT,
    InStock,
    LotAlreadyReceived,
    LotQualityTested,
    LotReceived,
    TestLotQuality,
)
from domain.observation import Observation
from tests.district import NEW_YEAR, receipt
from tests.paper import PaperLog

NEW = LotId("H20220103")


def test_a_lot_and_its_certificate_are_written_down_together() -> None:
    log = PaperLog()
    log.perform(receive_lot(NEW, receipt(1_000_000), TestLotQuality(NEW_YEAR, 850, None)))
    received, tested = log.facts(f"lot:{NEW}")
    assert isinstance(received, LotReceived)
    missing = (Observation.CERTIFICATE_MISSING,)
    assert tested == LotQualityTested(NEW_YEAR, 850, None, missing)


def test_a_lot_may_arrive_before_the_laboratory_has_spoken() -> None:
    log = PaperLog()
    log.perform(receive_lot(NEW, receipt(1_000_000), None))
    assert log.state(LOT, NEW) == InStock(1_000_000, NEW_YEAR)


def test_a_lot_that_is_there_is_not_received_nor_its_certificate_written_again() -> None:
    log = PaperLog()
    log.perform(receive_lot(NEW, receipt(1_000_000), None))
    with pytest.raises(LotAlreadyReceived):
        log.perform(receive_lot(NEW, receipt(1_000_000), TestLotQuality(NEW_YEAR, 850, "HJ-1")))
    assert len(log.facts(f"lot:{NEW}")) == 1
