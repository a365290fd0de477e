"""`tanguanjia device list` and `show`: the register of instruments."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from adapters.cli.telling import lines, told
from application.view import View
from domain.device import UnknownDevice
from domain.identifiers import AdsorberId, CreditCode, DeviceId

if TYPE_CHECKING:
    from application.ports.device_register import DeviceEntry

_PAGE = 500
_MANY = 10_000
_COLUMNS = (
    "编号 id",
    "装置 adsorber",
    "箱 bed",
    "状态 standing",
    "测量 measures",
    "间隔 s",
    "检出限 mg/m³",
    "量程 mg/m³",
    "仪器 instrument",
    "安装 installed",
    "密钥 key",
)
_STANDING = {
    "in-service": "在用 in service",
    "silent": "无读数 silent",
    "removed": "已拆除 removed",
}
_NAMES = {
    "enterprise": "企业 enterprise",
    "adsorber": "装置 adsorber",
    "bed": "炭箱 bed",
    "maker": "厂家 maker",
    "serial": "出厂编号 serial",
    "measures": "测量 measures",
    "interval_s": "采样间隔(s) interval",
    "detection_mg_per_m3": "检出限(mg/m³) detection limit",
    "range_mg_per_m3": "量程(mg/m³) range",
    "installed": "安装 installed",
    "placed": "现有仪器 present one since",
    "key_issued": "密钥 key issued",
    "silent_since": "无读数判定 silent since",
    "last_reading": "末次读数 last reading",
    "removed": "拆除 removed",
}


def list_devices(
    context: typer.Context,
    *,
    adsorber: Annotated[
        str | None, typer.Option(metavar="装置编号/ID", help="只看这台装置 / at this adsorber")
    ] = None,
    enterprise: Annotated[
        str | None, typer.Option(metavar="信用代码/CODE", help="只看这家企业 / of this enterprise")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """列出监测设备 / List the instruments."""
    plant = None if adsorber is None else AdsorberId(adsorber)
    firm = None if enterprise is None else CreditCode(enterprise)
    found: list[DeviceEntry] = []
    with desk_of(context).reading(View.DEVICES) as office:
        at, after = office.viewpoint(as_of, known_at), ""
        while page := office.devices.devices(
            at, adsorber=plant, enterprise=firm, after=after, limit=_PAGE
        ):
            found += page
            after = page[-1].device
    if in_json:
        printing.as_json([_told(entry) for entry in found])
    else:
        printing.table("监测设备 instruments", _COLUMNS, map(_row, found))


def show(
    context: typer.Context,
    device: Annotated[str, typer.Argument(metavar="设备编号/DEVICE", help="编号 / its number")],
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """一台监测设备的参数与经历 / Its data and its life."""
    number = DeviceId(device)
    with desk_of(context).reading(View.DEVICES, View.AUDIT) as office:
        at = office.viewpoint(as_of, known_at)
        entry = office.devices.device(number, at)
        if entry is None:
            raise UnknownDevice(device=number)
        entries = office.audit.stream(f"device:{number}", at, limit=_MANY)
        life = [told(office, each) for each in entries]
    if in_json:
        printing.as_json({**_told(entry), "facts": life})
        return
    values = {**asdict(entry), "measures": "、".join(entry.measures)}
    named = {shown: values[name] for name, shown in _NAMES.items()}
    standing = _STANDING[entry.standing.value]
    printing.pairs(f"{entry.device} {standing}", named)
    for fact in life:
        printing.say(*lines(fact))


def _told(entry: "DeviceEntry") -> dict[str, object]:
    return {**asdict(entry), "standing": entry.standing.value}


def _row(entry: "DeviceEntry") -> tuple[printing.Cell, ...]:
    return (
        entry.device,
        entry.adsorber,
        "各箱 all" if entry.bed is None else entry.bed,
        _STANDING[entry.standing.value],
        "、".join(entry.measures),
        entry.interval_s,
        entry.detection_mg_per_m3,
        entry.range_mg_per_m3,
        f"{entry.maker} {entry.serial}",
        entry.installed,
        entry.key_issued,
    )
