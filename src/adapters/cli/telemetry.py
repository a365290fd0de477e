"""`tanguanjia telemetry …`: take in a file of readings, or list the kinds that can be read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from adapters.cli.progress import bars
from domain.identifiers import AdsorberId, DeviceId

if TYPE_CHECKING:
    from application.import_telemetry import DayTold, TelemetryReport
    from application.telemetry_file import Remark, Unread
    from domain.operation import Concentration

MOST_ROWS_TOLD = 10
"""So many row numbers are printed of each remark; `--json` has all."""

_DAYS = (
    "日期 day",
    "有风时长 run h",
    "风量 air m³",
    "进口均值 inlet mg/m³",
    "进口最高小时 peak hour",
    "进口低于检出 below",
    "出口均值 outlet mg/m³",
    "出口最高小时 peak hour",
    "出口低于检出 below",
    "覆盖率 coverage %",
    "温度 °C",
    "最高 max",
    "湿度 %",
    "压差 Pa",
    "问题 flaws",
)
FLAWS = {
    "frozen": "读数不变 frozen",
    "clipped": "超量程 clipped",
    "impossible": "数值不可能 impossible",
    "silent": "数据缺失 silent",
    "replayed": "重复以往 replayed",
}


def import_file(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="文件/FILE", help="监测数据 CSV / readings in a CSV file")
    ],
    *,
    adsorber: Annotated[str, typer.Option(metavar="编号/ID", help="装置编号 / the adsorber")],
    kind: Annotated[
        str,
        typer.Option(
            "--map", metavar="名称/NAME", help="映射, 见 telemetry maps / the kind of file"
        ),
    ] = "generic-csv",
    device: Annotated[
        str | None,
        typer.Option(
            metavar="编号/ID",
            help="监测设备; 装置上只有一台时可不写 / the instrument, where there are several",
        ),
    ] = None,
    in_json: AsJson = False,
) -> None:
    """导入监测数据文件 / Import a file of readings.

    重复导入不会重复入库。未读的行与列逐项说明, 并列出各日的汇总。
    Importing it again adds nothing. What is not read is told, and each day is summed up.
    """
    place, named = AdsorberId(adsorber), None if device is None else DeviceId(device)
    with desk_of(context).existing() as office, bars() as bar:
        saving = bar("入库 / keeping")
        report = office.telemetry_import.carry_out(file, kind, place, named, saving)
    if in_json:
        printing.as_json(_as_json(report))
    else:
        _print(report)


def maps(context: typer.Context, *, in_json: AsJson = False) -> None:
    """列出可导入的文件种类 / List the kinds of files that can be imported."""
    with desk_of(context).office() as office:
        kinds = office.telemetry_import.kinds
    if in_json:
        printing.as_json(kinds)
        return
    for kind in kinds:
        columns = ", ".join(kind.columns)
        printing.say(kind.name, f"    {kind.zh}", f"    {kind.en}", f"    列 columns: {columns}")


def _print(report: "TelemetryReport") -> None:
    file, refused = report.file, sum(len(each.rows) for each in report.refused)
    printing.say(
        f"文件 file: {file.name}  行 rows: {file.rows:,}  读数 readings: {len(file.readings):,}  "
        f"设备 device: {report.device}",
        f"新增 new: {report.new:,}  重复 repeated: {report.repeated:,}  "
        f"迟到 late: {report.late:,}  拒收 refused: {refused:,}",
    )
    if not report.new and report.repeated and not refused:
        printing.say("这些读数先前都已入库, 没有新增 / all of it was there already: nothing added")
    for each in report.refused:
        told = _rows(each.rows)
        printing.say(f"拒收 refused{told}", f"    {each.why.zh}", f"    {each.why.en}")
    for remark in sorted(file.remarks, key=lambda each: not each.rejected):
        printing.say(*_remarked(remark))
    for unread in file.unread:
        printing.say(*_not_read(unread))
    _table(report.days)


def _remarked(remark: "Remark") -> tuple[str, ...]:
    title = "未读 rejected" if remark.rejected else "说明 note"
    return f"{title}{_rows(remark.rows)}", f"    {remark.zh}", f"    {remark.en}"


def _not_read(unread: "Unread") -> tuple[str, ...]:
    counted = ""
    if unread.told is not None and unread.disagree is not None:
        counted = f"  {unread.told:,} 个值中 {unread.disagree:,} 个与读数不符 disagree"
    return f"忽略列 ignored {unread.column}{counted}", f"    {unread.zh}", f"    {unread.en}"


def _rows(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    shown = ", ".join(str(row) for row in rows[:MOST_ROWS_TOLD])
    more = ", …" if len(rows) > MOST_ROWS_TOLD else ""
    return f"  第 {shown}{more} 行, 共 {len(rows):,} 行 rows"


def _table(days: Sequence["DayTold"]) -> None:
    if days:
        printing.table("各日汇总 the days", _DAYS, [_day(each) for each in days])


def _day(told: "DayTold") -> tuple[printing.Cell, ...]:
    day = told.operation
    return (
        told.day.isoformat(),
        round(day.run_h, 2),
        round(day.air_m3),
        *_side(day.inlet),
        *_side(day.outlet),
        day.coverage_percent,
        day.temperature_c,
        day.temperature_max_c,
        day.humidity_percent,
        day.pressure_drop_pa,
        "、".join(FLAWS[flaw.value] for flaw in day.flaws) or "无 none",
    )


def _side(side: "Concentration | None") -> tuple[printing.Cell, ...]:
    if side is None:
        return None, None, None
    below = f"{side.below_detection:,}/{side.readings:,}"
    return round(side.mean_mg_per_m3, 3), round(side.peak_hour_mg_per_m3, 3), below


def _as_json(report: "TelemetryReport") -> dict[str, Any]:
    return {
        "file": report.file.name,
        "adsorber": report.adsorber,
        "device": report.device,
        "rows": report.file.rows,
        "readings": len(report.file.readings),
        "new": report.new,
        "repeated": report.repeated,
        "late": report.late,
        "refused": [
            {"code": each.why.value, "zh": each.why.zh, "en": each.why.en, "rows": each.rows}
            for each in report.refused
        ],
        "remarks": report.file.remarks,
        "unread": report.file.unread,
        "days": report.days,
    }
