"""`tanguanjia declare list`: what was declared of an adsorber, and what of it does not fit."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from domain.charge_course import (
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
)
from domain.identifiers import AdsorberId
from domain.quantities import kilograms

if TYPE_CHECKING:
    from application.declarations import DeclaredOfCharge
    from domain.charge_course import DeclaredFact
    from domain.charge_declaring import Declared

KINDS: dict[type, str] = {
    OperationDeclared: "运行 operation",
    MaterialsUsed: "原辅材料 materials",
    ElectricityRead: "电表 electricity",
    StackTested: "排口检测 stack test",
    ShutdownDeclared: "停产 shutdown",
}
NAMES = {
    "until": "至 until",
    "run_h_per_day": "日运行(h) hours a day",
    "airflow_m3_per_h": "风量(m³/h) air flow",
    "inlet_mg_per_m3": "进口(mg/m³) inlet",
    "material": "名称 material",
    "used_g": "用量(kg) used",
    "voc_percent": "VOC(%)",
    "meter": "电表 meter",
    "reading_kwh": "读数(kWh) reading",
    "report": "报告 report",
    "laboratory": "检测单位 laboratory",
    "outlet_mg_per_m3": "出口(mg/m³) outlet",
    "reason": "原因 why",
}


def list_declarations(
    context: typer.Context,
    *,
    adsorber: Annotated[str, typer.Option(metavar="装置编号/ID", help="装置编号 / which adsorber")],
    bed: Annotated[int | None, typer.Option(min=1, help="只看该炭箱 / only this bed")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """列出申报及其矛盾 / List declarations, and what of them does not fit."""
    from application.declarations import declarations

    number = AdsorberId(adsorber)
    with desk_of(context).reading() as office:
        at = office.viewpoint(as_of, known_at)
        found = declarations(office.log, number, at, bed)
    if in_json:
        printing.as_json([_told(each) for each in found])
        return
    columns = ("填装 charge", "种类 kind", "自 from", "内容 what")
    rows = [_row(each, fact) for each in found for fact in each.declared]
    printing.table(f"申报 declarations {number}", columns, rows)
    for each in found:
        for finding in each.findings:
            printing.say(f"矛盾 does not fit  {each.life.charge}  {finding.zh}")
            printing.say(f"    {finding.en}")


def named(declared: "Declared") -> dict[str, object]:
    """What a declaration says, by the words that people read."""
    fields: dict[str, Any] = asdict(declared)
    if "used_g" in fields:
        fields["used_g"] = f"{kilograms(fields['used_g']):f}"
    return {NAMES[name]: value for name, value in fields.items()}


def _row(each: "DeclaredOfCharge", fact: "DeclaredFact") -> tuple[printing.Cell, ...]:
    told = named(fact.declared).items()
    what = "; ".join(f"{name} {value}" for name, value in told if value is not None)
    return each.life.charge, KINDS[type(fact)], fact.occurred, what


def _told(each: "DeclaredOfCharge") -> dict[str, object]:
    return {
        "charge": each.life.charge,
        "bed": each.life.bed,
        "declared": [
            {
                "kind": KINDS[type(fact)].split(" ", 1)[1].replace(" ", "_"),
                "occurred": fact.occurred,
                **asdict(fact.declared),
            }
            for fact in each.declared
        ],
        "findings": each.findings,
    }
