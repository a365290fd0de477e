"""`tanguanjia enterprise show` and `adsorber show`: all that is known of one of them."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from adapters.cli.health import adsorber_told, coloured
from adapters.cli.telling import lines, told
from application.view import View
from domain.adsorber import UnknownAdsorber
from domain.enterprise import UnknownEnterprise
from domain.identifiers import AdsorberId, CreditCode
from domain.quantities import kilograms

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.health_view import AdsorberHealth, BedHealth
    from application.ports.registers import AdsorberEntry, EnterpriseEntry
    from application.viewpoint import Viewpoint

_MANY = 10_000


def enterprise(
    context: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="信用代码/CODE", help="统一社会信用代码 / credit code")
    ],
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """一家企业的登记、健康码与账 / Its register, health and books."""
    credit_code = CreditCode(code)
    with desk_of(context).reading(View.REGISTERS, View.HEALTH, View.LEDGER) as office:
        at = office.viewpoint(as_of, known_at)
        entry = office.registers.enterprise(credit_code, at)
        if entry is None:
            raise UnknownEnterprise(enterprise=credit_code)
        health = office.health.enterprise(credit_code, at)
        told_of = {
            **_enterprise(office, entry),
            "code": None if health is None else health.code,
            "adsorbers": [] if health is None else list(map(adsorber_told, health.adsorbers)),
            "totals": office.ledger.totals(at, credit_code).in_kilograms(),
        }
    if in_json:
        printing.as_json(told_of)
        return
    printing.pairs(f"{entry.name} {entry.enterprise}", _named(told_of))
    if health is not None:
        printing.say(f"环保健康码 health code: {coloured(health.code)}")
        _print_beds(list(health.adsorbers))


def adsorber(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="装置编号/ID", help="装置编号 / the number on its label")
    ],
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """一台装置的参数、炭箱与经历 / Its data, beds and life."""
    identity = AdsorberId(number)
    with desk_of(context).reading(View.REGISTERS, View.HEALTH, View.AUDIT) as office:
        at = office.viewpoint(as_of, known_at)
        entry = office.registers.adsorber(identity, at)
        if entry is None:
            raise UnknownAdsorber(adsorber=identity)
        health = office.health.adsorber(identity, at)
        life = _life(office, identity, at)
    beds = {} if health is None else adsorber_told(health)
    if in_json:
        printing.as_json({**_adsorber(entry), **beds, "facts": life})
        return
    printing.pairs(f"{entry.name} {entry.adsorber}", _named(_adsorber(entry)))
    if health is not None:
        _print_beds([health])
    for fact in life:
        printing.say(*lines(fact))


def _life(office: "Office", identity: str, at: "Viewpoint") -> list[dict[str, object]]:
    entries = office.audit.stream(f"adsorber:{identity}", at, limit=_MANY)
    return [told(office, entry) for entry in entries]


def _enterprise(office: "Office", entry: "EnterpriseEntry") -> dict[str, object]:
    return {
        "enterprise": entry.enterprise,
        "name": entry.name,
        "town": entry.town,
        "address": entry.address,
        "industry": entry.industry,
        "contact": office.show(entry.contact),
        "phone": office.show(entry.phone),
        "registered": entry.registered,
        "admitted": entry.admitted,
    }


def _adsorber(entry: "AdsorberEntry") -> dict[str, object]:
    return {
        "adsorber": entry.adsorber,
        "enterprise": entry.enterprise,
        "name": entry.name,
        "carbon_form": entry.carbon_form,
        "required_fill_kg_per_bed": [kilograms(mass_g) for mass_g in entry.required_fill_g_per_bed],
        "flow_area_m2_per_bed": entry.flow_area_m2_per_bed,
        "design_airflow_m3_per_h": entry.design_airflow_m3_per_h,
        "removed_voc_mg_per_m3": entry.removed_voc_mg_per_m3,
        "run_h_per_day": entry.run_h_per_day,
        "solvents": entry.solvents,
        "low_efficiency": entry.low_efficiency,
        "commissioned": entry.commissioned,
        "decommissioned": entry.decommissioned,
    }


NAMES = {
    "town": "镇街 town",
    "address": "地址 address",
    "industry": "行业 industry",
    "contact": "联系人 contact",
    "phone": "电话 phone",
    "registered": "登记 registered",
    "admitted": "入册 admitted",
    "carbon_form": "炭形式 carbon form",
    "required_fill_kg_per_bed": "每箱要求填充量(kg) required fill per bed",
    "design_airflow_m3_per_h": "设计风量(m³/h) design air flow",
    "removed_voc_mg_per_m3": "削减浓度(mg/m³) removed VOC",
    "run_h_per_day": "日运行时间(h) hours a day",
    "solvents": "主要溶剂 solvents",
    "low_efficiency": "低效设施 low efficiency",
    "commissioned": "投运 commissioned",
    "decommissioned": "停用 decommissioned",
}


def _named(values: dict[str, object]) -> dict[str, object]:
    return {NAMES[name]: _spoken(value) for name, value in values.items() if name in NAMES}


def _spoken(value: object) -> object:
    if isinstance(value, bool):
        return "是 yes" if value else "否 no"
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - any elements will do


def _print_beds(adsorbers: "list[AdsorberHealth]") -> None:
    if not adsorbers:
        return
    printing.table(
        "炭箱 / Beds",
        (
            "装置 adsorber",
            "箱 bed",
            "码 code",
            "kg",
            "炭批次 lot",
            "填装 charge",
            "填装率 fill %",
            "过风面积 m²",
            "气流速度 m/s",
            "在用天数 days in use",
            "年更换次数 swaps a year",
            "数据 data",
            "约束日期 binding",
            "预计穿透 breakthrough",
            "理由 reason",
        ),
        [_bed(bed) for adsorber in adsorbers for bed in adsorber.beds],
    )


def _bed(bed: "BedHealth") -> tuple[object, ...]:
    found, yearly = bed.assessment, bed.swaps_per_year
    known = (
        bed.adsorber,
        bed.bed,
        coloured(None if found is None else found.code),
        kilograms(bed.fresh_g),
        bed.lot,
        bed.charge,
    )
    if found is None:
        return (*known, *[None] * 9)
    return (
        *known,
        None if found.fill_percent is None else f"{found.fill_percent:.0f}",
        None if found.flow_area_m2 is None else f"{found.flow_area_m2:g}",
        None if found.face_velocity_m_per_s is None else f"{found.face_velocity_m_per_s:.2f}",
        found.in_use_days,
        None if yearly is None else f"{yearly:.1f}",
        found.quality.zh,
        found.binding,
        found.likely_breakthrough,
        found.zh,
    )
