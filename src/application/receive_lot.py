"""Take a carbon lot into the store, with its certificate."""

from application.act import Act, only
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, TestLotQuality


def receive_lot(lot: LotId, receipt: ReceiveLot, quality: TestLotQuality | None) -> Act:
    """Receive the lot and, where the laboratory has spoken, write down what it found."""
    return only(LOT, lot, receipt, *(() if quality is None else (quality,)))
