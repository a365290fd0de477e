"""炭批次到货与检测: carbon into the store, and what the laboratory found."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.answer import told
from adapters.web.lots import TAG
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated, Part
from adapters.web.writing.checking import whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import LotInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from application.receive_lot import receive_lot
from domain.access import Action, Resource
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, TestLotQuality
from domain.quantities import grams

Iodine = Annotated[int, whole(0, 5000)]


class Quality(Part):
    """碘值与检测报告 / An iodine value and its certificate"""

    iodine_mg_per_g: Iodine = told("碘值, mg/g", "Iodine value, mg/g", 870)
    certificate: fields.Name | None = told(
        "检测报告号", "Number of the certificate", "JC20221129", default=None
    )


class Receipt(Dated):
    """炭批次到货 / A lot that arrived"""

    lot: fields.Lot = told("批号", "Number of the lot", story.LOT)
    source: fields.LotSource = told(
        "来源: virgin 新炭, regenerated 再生炭", "virgin or regenerated", "virgin"
    )
    supplier: fields.Name = told("供应商", "Supplier", "宁夏某炭业")
    received_kg: fields.Kg = told("到货量, kg", "Received, kg", 2000)
    quality: Quality | None = told("检测结果", "What the laboratory found", default=None)


class QualityTest(Dated):
    """一次检测 / A test of a lot"""

    quality: Quality = told("检测结果", "What the laboratory found")


@writes(
    "/lots",
    tag=TAG,
    zh="炭批次到货",
    en="Receive a carbon lot",
    more=(
        "登记到货, 可附检测结果; 再生炭在再生产出时已入账, 到货是同一批炭。",
        "Takes a lot into the store, with the test if there is one. A regenerated lot is in the "
        "books since it left the kiln, and its receipt is the same kilograms.",
    ),
    body=Receipt,
    example={
        "occurred": "2022-11-29",
        "lot": story.LOT,
        "source": "virgin",
        "supplier": "宁夏某炭业",
        "received_kg": 2000,
    },
)
def receive_carbon_lot(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Receive a lot."""
    told = submission.read(Receipt)
    _permit_supplier(submission, told)
    occurred = submission.occurred(told)
    receipt = ReceiveLot(occurred, told.source, told.supplier, grams(told.received_kg))
    tested = None
    if told.quality is not None:
        found = told.quality
        tested = TestLotQuality(occurred, found.iodine_mg_per_g, found.certificate)
    act = receive_lot(told.lot, receipt, tested)
    return submission.record(act, told, {}, at=facts_of(f"lot:{told.lot}"))


def _permit_supplier(submission: Submission, told: Receipt) -> None:
    """A lot is received from its supplier; one that a kiln has made must be that supplier's."""
    supplied = Resource(receiver=told.supplier)
    submission.permit(Action.RECEIVE_LOT, supplied, lot=told.lot)
    made = submission.whose.lot(told.lot)
    if made != Resource():
        submission.permit(Action.RECEIVE_LOT, made, lot=told.lot)


@writes(
    "/lots/{lot:str}/quality-tests",
    tag=TAG,
    zh="登记检测结果",
    en="Record a test of a lot",
    more=("登记一批炭的检测结果。", "Writes down what the laboratory found about a lot."),
    body=QualityTest,
    example={
        "occurred": "2022-11-29",
        "quality": {"iodine_mg_per_g": 870, "certificate": "JC20221129"},
    },
)
def record_quality_test(
    submission: NamedDependency[Submission], lot: LotInPath
) -> Response[Recorded]:
    """Record a test."""
    number = named(LotId, "lot", lot)
    submission.permit(Action.RECEIVE_LOT, submission.whose.lot(number), lot=number)
    told = submission.read(QualityTest)
    found = told.quality
    occurred = submission.occurred(told)
    command = TestLotQuality(occurred, found.iodine_mg_per_g, found.certificate)
    return submission.record(only(LOT, number, command), told, {"lot": number})
