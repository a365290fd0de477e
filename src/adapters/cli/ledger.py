"""`tanguanjia ledger`: where every kilogram came from, where it is, and what is lost."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from application.view import View
from domain.identifiers import CreditCode
from domain.quantities import kilograms

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.ledger_view import KilnLoss, Totals
    from application.viewpoint import Viewpoint

LABELS: Mapping[str, str] = {
    "enterprises": "企业数 enterprises",
    "adsorbers": "装置数 adsorbers",
    "low_efficiency": "低效设施 low-efficiency units",
    "fills": "填装次数 fills",
    "swaps": "更换次数 swaps",
    "filled_kg": "装填量 filled in",
    "removed_kg": "卸出量 taken out",
    "lots": "炭批次 lots",
    "lot_received_kg": "到货量 received in lots",
    "lot_left_kg": "库存量 left in lots",
    "manifests": "联单数 manifests",
    "sent_kg": "发出量 sent",
    "received_kg": "接收量 received",
    "refused_kg": "拒收量 refused",
    "batches": "再生批次 kiln runs",
    "kiln_in_kg": "投料量 into kilns",
    "kiln_out_kg": "再生产出 out of kilns",
    "disposed_kg": "转处置 disposed of",
    "transit_difference_kg": "运输计量差(发出−接收) sent − received",
    "yard_kg": "待再生库存 waiting in the yard",
    "kiln_unexplained_kg": "再生未说明损耗 unexplained loss of kilns",
    "uptake_kg": "吸附增重 uptake",
    "weighing_difference_kg": "装车计量差(容器−发出) in containers − sent",
    "receipt_difference_kg": "到货计量差(产出−到货) put out − received",
    "unrecorded_origin_kg": "来源未记录 origin not recorded",
    "bought_kg": "外购 bought",
    "held_in_store_kg": "在库 in store",
    "held_at_kiln_kg": "在再生厂 at the kiln",
    "held_in_beds_kg": "在炭箱 in beds",
    "held_in_containers_kg": "在容器 in containers",
    "held_on_road_kg": "在途 on the road",
    "held_unaccepted_kg": "待接收 not yet accepted",
    "held_in_yard_kg": "在场 in the yard",
    "held_refused_kg": "被拒收 refused, to go elsewhere",
    "held_in_kiln_kg": "在炉 in kilns",
    "held_kg": "现存合计 held in all",
    "closing_difference_kg": "平衡差 closing difference",
}
"""How people read the totals, in the order in which they are shown."""

SHOWN_BY_MONTH = (
    "filled_kg",
    "removed_kg",
    "sent_kg",
    "received_kg",
    "kiln_in_kg",
    "kiln_out_kg",
    "disposed_kg",
    "uptake_kg",
    "closing_difference_kg",
)


class By(StrEnum):
    """How the ledger may be broken down."""

    MONTH = "month"
    BATCH = "batch"


def ledger(
    context: typer.Context,
    *,
    enterprise: Annotated[
        str | None,
        typer.Option(metavar="信用代码/CODE", help="只看一家企业 / one enterprise only"),
    ] = None,
    by: Annotated[
        By | None,
        typer.Option(help="按月或按再生批次 / month by month, or by kiln run"),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """碳账 / The carbon ledger: every kilogram in, out and held."""
    code = None if enterprise is None else CreditCode(enterprise)
    with desk_of(context).reading(View.LEDGER) as office:
        at = office.viewpoint(as_of, known_at)
        if by is By.MONTH:
            _months(office, at, code, in_json=in_json)
        elif by is By.BATCH:
            _batches(office, at, in_json=in_json)
        else:
            _totals(office.ledger.totals(at, code), at, in_json=in_json)


def _totals(totals: "Totals", at: "Viewpoint", *, in_json: bool) -> None:
    figures = totals.in_kilograms()
    if in_json:
        printing.as_json(figures)
        return
    named = [(LABELS.get(name, name), name, figure) for name, figure in figures.items()]
    printing.table(
        f"碳账 / Carbon ledger · 截至 as of {at.as_of[:16].replace('T', ' ')}",
        ("项目 item", "键 key", "kg / 数"),
        named,
    )


def _months(office: "Office", at: "Viewpoint", code: str | None, *, in_json: bool) -> None:
    months = [(each.month, each.totals.in_kilograms()) for each in office.ledger.by_month(at, code)]
    if in_json:
        printing.as_json([{"month": month, **figures} for month, figures in months])
        return
    printing.table(
        "碳账按月(kg) / Carbon ledger by month (kg)",
        ("月 month", *(LABELS[name] for name in SHOWN_BY_MONTH)),
        [(month, *(figures[name] for name in SHOWN_BY_MONTH)) for month, figures in months],
    )


def _batches(office: "Office", at: "Viewpoint", *, in_json: bool) -> None:
    runs, months = office.ledger.kiln_runs(at), office.ledger.kiln_months(at)
    if in_json:
        printing.as_json(
            {"batches": [_loss(run) for run in runs], "months": list(map(_loss, months))}
        )
        return
    for title, losses in (("再生批次 / Kiln runs", runs), ("按月 / By month", months)):
        printing.table(
            f"{title}(kg)",
            (
                "批次 run",
                "投料 in",
                "产出 out",
                "处置 disposed",
                "未说明 unexplained",
                "%",
                "预期 expected",
            ),
            [
                (
                    loss.name,
                    kilograms(loss.in_g),
                    kilograms(loss.out_g),
                    kilograms(loss.disposed_g),
                    kilograms(loss.unexplained_g),
                    f"{loss.unexplained_percent:.1f}",
                    _band(loss),
                )
                for loss in losses
            ],
        )


def _band(loss: "KilnLoss") -> str:
    low, high = loss.expected_percent
    return f"{low}–{high} %" + ("" if loss.within_expected else " ⚠ 超出 outside")


def _loss(loss: "KilnLoss") -> dict[str, object]:
    return {
        "name": loss.name,
        "in_kg": kilograms(loss.in_g),
        "out_kg": kilograms(loss.out_g),
        "disposed_kg": kilograms(loss.disposed_g),
        "unexplained_kg": kilograms(loss.unexplained_g),
        "unexplained_percent": round(loss.unexplained_percent, 2),
        "expected_percent": loss.expected_percent,
        "within_expected": loss.within_expected,
    }
