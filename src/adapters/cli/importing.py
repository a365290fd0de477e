"""`tanguanjia import`: take an office's workbook into the books."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, actor_named
from adapters.cli.desk import desk_of
from adapters.cli.progress import Moved, bars

if TYPE_CHECKING:
    from application.import_report import ImportReport
    from application.ledger_file import Finding

OUTCOMES = {
    "accepted": "接受 accepted",
    "normalised": "规范后接受 normalised",
    "flagged": "标记 flagged",
    "ignored": "忽略 ignored",
    "refused": "拒绝 refused",
}


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件/FILE…",
            help="台账 .xlsx 或 .xls, 或每表一个 .csv / a ledger, or one CSV per sheet",
        ),
    ],
    *,
    actor: Actor = None,
    all_findings: Annotated[
        bool, typer.Option("--all", help="也列出已规范的写法 / list what was normalised, too")
    ] = False,
    in_json: AsJson = False,
) -> None:
    """导入台账 / Import a ledger.

    重复导入不会重复记账。有差错的行逐行说明, 其余照常入账, 返回 0。
    Importing it again adds nothing. Rows that are wrong are told one by one, the others are
    recorded, and the exit code is 0.
    """
    with desk_of(context).office() as office, bars() as bar:
        report = office.import_files(
            files,
            actor=actor_named(actor),
            reading=_OverAllSheets(bar("读取 / reading")),
            writing=bar("入账 / recording"),
        )
    if in_json:
        printing.as_json(report.as_json())
    else:
        _print(report, all_findings=all_findings)


class _OverAllSheets:
    """Counts rows over all sheets."""

    def __init__(self, moved: Moved) -> None:
        """Pass on to a bar."""
        self._moved = moved
        self._sheets: dict[str, tuple[int, int]] = {}

    def __call__(self, sheet: str, done: int, expected: int | None) -> None:
        """So many rows of a sheet are read."""
        self._sheets[sheet] = (done, expected or done)
        self._moved(
            sum(each for each, _ in self._sheets.values()),
            sum(each for _, each in self._sheets.values()),
        )


def _print(report: "ImportReport", *, all_findings: bool) -> None:
    rows = sorted(report.rows.items(), key=lambda each: each[0].gravity)
    counts = [f"{OUTCOMES[outcome.value]}: {many:,}" for outcome, many in rows]
    printing.say("  ".join(counts))
    for finding in sorted(report.findings, key=_gravest_first):
        if all_findings or _asks_for_a_look(finding):
            printing.say(*_told(finding))


def _gravest_first(finding: "Finding") -> int:
    return -finding.outcome.gravity


def _asks_for_a_look(finding: "Finding") -> bool:
    return finding.outcome.value not in {"accepted", "normalised"}


def _told(finding: "Finding") -> list[str]:
    row = f" 第 {finding.row} 行 row {finding.row}" if finding.row else ""
    cell = f"  {finding.column}: {finding.value}" if finding.column else ""
    return [
        f"{OUTCOMES[finding.outcome.value]}  {finding.sheet}{row}{cell}",
        f"    {finding.message_zh}",
        f"    {finding.message_en}",
    ]
