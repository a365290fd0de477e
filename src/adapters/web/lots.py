"""炭批次: the carbon of one certificate, in store."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Kg, Model, Page, kg, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import LotEntry

TAG = "炭与废炭 Carbon"


class Lot(Model):
    """炭批次 / A carbon lot"""

    id: str = told("批号", "Number", "XT220104001")
    source: str | None = told(
        "来源: virgin 新炭, regenerated 再生炭; 未到货为 null",
        "virgin or regenerated; null until it is received",
        "virgin",
    )
    supplier: str | None = told("供应商", "Supplier", "宁夏某炭业")
    batch: str | None = told("产出它的再生批次", "The kiln run that put it out", None)
    received: str | None = told("到货日期", "Received on", "2022-01-04")
    received_kg: Kg = told("到货量, kg", "Received, kg", 90000)
    left_kg: Kg = told("结余, kg", "Left in store, kg", 300)
    iodine_mg_per_g: int | None = told("碘值, mg/g", "Iodine value, mg/g", 870)
    certificate: str | None = told("检测报告号", "Certificate", "JC20221210")


class LotPage(Page):
    """炭批次的一页 / A page of lots"""

    items: tuple[Lot, ...] = told("按批号排列", "In order of their number")


EXAMPLE = Lot(
    id="XT220104001",
    source="virgin",
    supplier="宁夏某炭业",
    batch=None,
    received="2022-01-04",
    received_kg=90000,
    left_kg=300,
    iodine_mg_per_g=870,
    certificate="JC20221210",
)

After = Annotated[str, parameter("从该批号之后开始", "Begin after this lot", "XT220104001")]


@reads(
    "/lots",
    tag=TAG,
    zh="炭批次",
    en="List of carbon lots",
    more=(
        "新炭与再生炭的到货、结余与质量。",
        "What arrived, what is left, and the quality, of virgin and regenerated lots.",
    ),
    example=LotPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_lots(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: After = "",
    limit: Limit = USUAL,
) -> LotPage:
    """Give a page of lots."""
    found = office.registers.lots(asked.at, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.lot)
    return LotPage(
        **envelope,
        items=tuple(_shown(entry) for entry in page),
    )


def _shown(entry: LotEntry) -> Lot:
    return Lot(
        id=entry.lot,
        source=entry.source,
        supplier=entry.supplier,
        batch=entry.batch,
        received=entry.received,
        received_kg=kg(entry.received_g),
        left_kg=kg(entry.left_g),
        iodine_mg_per_g=entry.iodine_mg_per_g,
        certificate=entry.certificate,
    )
