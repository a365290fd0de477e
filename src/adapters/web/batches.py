"""再生批次: kiln runs."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Kg, Model, Page, kg, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.lots import TAG
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import BatchEntry


class Batch(Model):
    """再生批次 / A kiln run"""

    id: str = told("批次号", "Number", "RK20220906")
    opened: str = told("开始", "Opened", "2022-09-06")
    closed: str | None = told("结束; null 为进行中", "Closed; null while it runs", "2022-09-07")
    in_kg: Kg = told("投料, kg", "In, kg", 22336)
    out_kg: Kg = told("再生产出, kg", "Regenerated, kg", 17530)
    disposed_kg: Kg = told("转处置, kg", "Disposed of, kg", 1122)
    unexplained_kg: Kg = told("未说明损耗, kg", "Unexplained loss, kg", 3684)
    lot: str | None = told("产出的炭批次", "The lot that came out", "ZS220908010")


class BatchPage(Page):
    """再生批次的一页 / A page of kiln runs"""

    items: tuple[Batch, ...] = told("按批次号排列", "In order of their number")


EXAMPLE = Batch(
    id="RK20220906",
    opened="2022-09-06",
    closed="2022-09-07",
    in_kg=22336,
    out_kg=17530,
    disposed_kg=1122,
    unexplained_kg=3684,
    lot="ZS220908010",
)

After = Annotated[str, parameter("从该批次之后开始", "Begin after this kiln run", "RK20220906")]


@reads(
    "/batches",
    tag=TAG,
    zh="再生批次",
    en="List of kiln runs",
    more=(
        "每一窑的投料、产出、处置与损耗。",
        "What each kiln run took in, put out, disposed of and lost.",
    ),
    example=BatchPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_batches(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: After = "",
    limit: Limit = USUAL,
) -> BatchPage:
    """Give a page of kiln runs."""
    found = office.registers.batches(asked.at, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.batch)
    return BatchPage(
        **envelope,
        items=tuple(_shown(entry) for entry in page),
    )


def _shown(entry: BatchEntry) -> Batch:
    return Batch(
        id=entry.batch,
        opened=entry.opened,
        closed=entry.closed,
        in_kg=kg(entry.in_g),
        out_kg=kg(entry.out_g),
        disposed_kg=kg(entry.disposed_g),
        unexplained_kg=kg(entry.unexplained_g),
        lot=entry.lot,
    )
