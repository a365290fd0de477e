"""`tanguanjia reconcile`: another party's list of manifests beside ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from application.view import View

if TYPE_CHECKING:
    from application.reconcile import Lacking, Reconciliation

_LACKING = (
    "联单 manifest",
    "行 row",
    "日期 date",
    "产生单位 producer",
    "接收单位 receiver",
    "发出 kg",
)


def reconcile(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="文件/FILE", help="对方的转移联单表 / their list of manifests"),
    ],
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """对账 / Compare another party's manifests with ours.

    双方各缺什么、何处不同; 有差异时返回 1。
    What either lacks and what differs; exits 1 if anything does.
    """
    with desk_of(context).reading(View.REGISTERS) as office:
        compared = office.reconcile_file(file, office.viewpoint(as_of, known_at))
    if in_json:
        printing.as_json(compared.as_json())
    else:
        _print(compared)
    if compared.we_lack or compared.they_lack or compared.differences or compared.unreadable:
        raise typer.Exit(1)


def _print(compared: "Reconciliation") -> None:
    from application.reconcile import FIELDS_ZH

    scope = compared.scope
    printing.say(
        f"范围 scope: {scope.first} – {scope.last}",
        f"一致 agree: {compared.agree}",
    )
    _lacking("我方没有 / We lack", compared.we_lack)
    _lacking("对方没有 / They lack", compared.they_lack)
    if compared.differences:
        printing.table(
            "不一致 / Differences",
            (
                "联单 manifest",
                "行 row",
                "项目 field",
                "我方 ours",
                "对方 theirs",
                "允差内 tolerable",
            ),
            [
                (
                    each.manifest,
                    each.row,
                    f"{FIELDS_ZH[each.field]} {each.field}",
                    each.ours,
                    each.theirs,
                    {True: "是 yes", False: "否 no", None: None}[each.within_tolerance],
                )
                for each in compared.differences
            ],
        )
    for note in compared.unreadable:
        printing.say(f"行 row {note.row}: {note.column} {note.value}: {note.message_zh}")


def _lacking(title: str, manifests: "tuple[Lacking, ...]") -> None:
    if manifests:
        rows = [
            (each.manifest, each.row, each.date, each.producer, each.receiver, each.sent_kg)
            for each in manifests
        ]
        printing.table(title, _LACKING, rows)
