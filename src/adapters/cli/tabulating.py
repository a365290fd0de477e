"""`tanguanjia tables`: the books as tables for another office, and the check of what came in."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, actor_named
from adapters.cli.copies import taken
from adapters.cli.desk import desk_of
from domain.occurred import SHANGHAI, Occurred
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.table_views import TableView
    from application.tables.checking import Checked
    from application.tables.handing_out import Handed
    from application.view import View


class WhatAboutTables(Refusal):
    """请用 --to 指明写到哪个文件夹, 或用 --check 指明核对哪个文件夹, 二者取一。

    Say with `--to` where to write the tables, or with `--check` which folder to look at; one of
    the two.
    """


class NoEarlierTables(Refusal):
    """文件夹里没有更早的表, 不知与哪一天相比; 请用 --since 指明。

    The folder has no earlier tables to compare with; name a day with `--since`.
    """


_DAY = "日期/DATE"


def group() -> typer.Typer:
    """The command, and what else there is below it."""
    commands = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    commands.callback()(tables)
    commands.command("views")(views)
    return commands


def tables(
    context: typer.Context,
    *,
    to: Annotated[
        Path | None,
        typer.Option(metavar="文件夹/FOLDER", help="写到这里的子文件夹 / write below this folder"),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            metavar=_DAY,
            help="哪一天结束时, 默认昨天 / as of which day's end; yesterday by default",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar=_DAY, help="只写自这一天结束以来的变更 / only what changed since then"
        ),
    ] = None,
    incremental: Annotated[
        bool,
        typer.Option(
            "--incremental",
            help="只写自文件夹中最近一天以来的变更 / only what changed since the folder's last day",
        ),
    ] = False,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="文件夹/FOLDER", help="核对收到的文件夹 / check a folder you received"
        ),
    ] = None,
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """台账表: 写出或核对 / Tables for another office: write them, or check those you received.

    表中没有姓名和电话。谁写出了多少行, 记入访问记录。
    They hold no names and no telephone numbers. Who wrote how many rows goes on record.
    """
    if context.invoked_subcommand is not None:
        return
    if (to is None) == (check is None):
        raise WhatAboutTables
    if check is not None:
        _check(context, check, in_json=in_json)
    elif to is not None:
        _write(context, to, day, since, actor, incremental=incremental, in_json=in_json)


def _write(
    context: typer.Context,
    to: Path,
    day: str | None,
    since: str | None,
    actor: str | None,
    *,
    incremental: bool,
    in_json: bool,
) -> None:
    from application.tables.catalogue import VIEWS
    from application.tables.handing_out import hand_out

    with desk_of(context).reading(*VIEWS) as office:
        until = _yesterday(office) if day is None else Occurred(day[:10]).day
        earlier = None if since is None else Occurred(since[:10]).day
        if incremental and earlier is None:
            earlier = _last_before(office, to, until)
        at = office.viewpoint(until.isoformat(), until.isoformat())
        handed = hand_out(office, to, until, earlier)
        with taken(office, actor_named(actor), handed.what, "csv", at) as copied:
            copied.rows = handed.rows
    _say(handed, in_json=in_json)


def _yesterday(office: "Office") -> date:
    return office.clock.now().astimezone(SHANGHAI).date() - timedelta(days=1)


def _last_before(office: "Office", to: Path, day: date) -> date:
    from application.tables.daily import days_written

    earlier = [each for each in days_written(office.table_folders, to) if each < day]
    if not earlier:
        raise NoEarlierTables(folder=to, day=day)
    return earlier[-1]


def _say(handed: "Handed", *, in_json: bool) -> None:
    from application.tables.catalogue import BY_NAME

    manifest = handed.manifest
    if in_json:
        printing.as_json({"folder": handed.folder, "manifest": manifest})
        return
    printing.table(
        f"台账表 tables {manifest.day}",
        ("表 table", "行 rows", "合计 sums (kg)"),
        [
            (
                BY_NAME[entry.table].zh,
                f"{entry.lines:,}",
                ", ".join(f"{name} {told}" for name, told in entry.sums.kg.items()),
            )
            for entry in manifest.tables
        ],
    )
    if not manifest.closed:
        printing.say(
            "注意: 这一天还没有结束, 之后同一天的表可能不同 / "
            "Note: the day is not over; its tables may still change"
        )
    printing.say(f"已写入 written: {handed.folder}")


def _check(context: typer.Context, folder: Path, *, in_json: bool) -> None:
    from application.tables.checking import check

    checked = check(desk_of(context).table_folders(), folder)
    if in_json:
        printing.as_json({"sound": not checked.findings, "findings": checked.findings})
    else:
        _tell(checked, folder)
    if checked.findings:
        raise typer.Exit(1)


def _tell(checked: "Checked", folder: Path) -> None:
    for each in checked.findings:
        where = each.file if each.row is None else f"{each.file} 第 {each.row} 行 row {each.row}"
        printing.say(f"✘ {where}: {each.zh}", f"    {each.en}")
    manifest = checked.manifest
    rows = sum(entry.lines for entry in manifest.tables)
    printing.say(
        f"{folder.name}: {len(manifest.tables)} 张表, {rows:,} 行, 与清单一致 / "
        f"{len(manifest.tables)} tables, {rows:,} rows, as the manifest says"
        if not checked.findings
        else f"{folder.name}: 与清单不符, 见上 / not what its manifest says, see above"
    )


def views(
    context: typer.Context,
    *,
    create: Annotated[
        bool, typer.Option("--create", help="建立, 或升级后重建 / make them, or make them anew")
    ] = False,
    drop: Annotated[bool, typer.Option("--drop", help="删除 / take them away")] = False,
    in_json: AsJson = False,
) -> None:
    """台账表的 SQL 视图 / The tables as views in the database, as they are now.

    供同事用 SQL 查询; 视图重建时保持不变, 已授的权限保留。
    For colleagues who read by SQL; they outlive rebuilds, with the grants that were given on them.
    """
    with desk_of(context).reading(*_needed()) as office:
        if drop:
            office.table_views.drop()
        elif create:
            office.table_views.create()
        standing = office.table_views.standing()
    if in_json:
        printing.as_json(standing)
        return
    printing.table(
        "SQL 视图 views",
        ("视图 view", "状态 state"),
        [(each.name, _state(each)) for each in standing],
    )


def _needed() -> "tuple[View, ...]":
    from application.tables.catalogue import VIEWS

    return VIEWS


def _state(view: "TableView") -> str:
    if not view.there:
        return "没有 not there"
    return "可用 there" if view.current else "旧版本, 请运行 --create / an older one: run --create"
