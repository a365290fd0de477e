"""`tanguanjia export ledger`: the books as a file for a spreadsheet."""

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, TextIO

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, AsOf, KnownAt, actor_named
from adapters.cli.copies import taken
from adapters.cli.desk import desk_of
from adapters.cli.ledger import LABELS
from application.view import View
from domain.quantities import kilograms
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.ledger_view import Totals
    from application.table_file import Table, Value
    from application.viewpoint import Viewpoint

_PAGE = 1000


class Format(StrEnum):
    """How the file is to be written."""

    CSV = "csv"
    XLSX = "xlsx"


class By(StrEnum):
    """Which of the tables goes into a CSV file; a workbook has them all."""

    TOTAL = "total"
    ENTERPRISE = "enterprise"
    MONTH = "month"
    OBJECT = "object"


class WorkbookNeedsFile(Refusal):
    """.xlsx 不能输出到屏幕, 请用 --out 指定文件。

    A workbook cannot be printed; name a file with `--out`.
    """


class CannotWriteFile(Refusal):
    """文件写不进去, 请检查路径、权限和磁盘空间。

    The file cannot be written; check its path, the permissions and the space on the disk.
    """


def ledger(
    context: typer.Context,
    *,
    format_: Annotated[
        Format, typer.Option("--format", help="文件格式 / the format of the file")
    ] = Format.CSV,
    out: Annotated[
        Path | None,
        typer.Option(metavar="文件/FILE", help="写入文件(csv 默认输出到屏幕) / where to write"),
    ] = None,
    by: Annotated[
        By, typer.Option(help="csv 中的表; xlsx 含全部 / which table, in a CSV file")
    ] = By.ENTERPRISE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """导出碳账 / Export the ledger.

    文字不会被表格软件当作公式。谁导出了多少行, 记入访问记录。
    No text in it is ever taken for a formula. Who exported how many rows goes on record.
    """
    if format_ is Format.XLSX and out is None:
        raise WorkbookNeedsFile
    with desk_of(context).reading(View.LEDGER) as office:
        at = office.viewpoint(as_of, known_at)
        what = f"ledger/{by.value}" if format_ is Format.CSV else "ledger"
        with taken(office, actor_named(actor), what, format_.value, at) as copied:
            tables = {name: copied.of(table) for name, table in _tables(office, at).items()}
            if format_ is Format.CSV:
                with _text(out) as file:
                    office.write_csv(file, tables[by].heading, tables[by].rows)
            else:
                with _binary(out) as file:
                    office.write_workbook(file, tables.values())
    if in_json and out is not None:
        printing.as_json({"file": out, "format": format_, "bytes": out.stat().st_size})
    elif out is not None:
        printing.say(f"已写入 written: {out}")


def _tables(office: "Office", at: "Viewpoint") -> "dict[By, Table]":
    from application.table_file import Table

    return {
        By.TOTAL: Table("碳账 ledger", ("项目", "kg / 数"), _totals(office, at)),
        By.ENTERPRISE: Table(
            "企业 enterprises", ("信用代码", "企业名称", *_columns()), _enterprises(office, at)
        ),
        By.MONTH: Table("月份 months", ("月", *_columns()), _months(office, at)),
        By.OBJECT: Table("账户 accounts", _ACCOUNT, _accounts(office, at)),
    }


_ACCOUNT = (
    "对象 object",
    "类别 kind",
    "企业 enterprise",
    "收入 in (kg)",
    "吸附增重 uptake (kg)",
    "发出 out (kg)",
    "计量差 measured difference (kg)",
    "未说明 unexplained (kg)",
    "现存 held (kg)",
    "差额 difference (kg)",
)


def _columns() -> list[str]:
    return [f"{label} (kg)" if name.endswith("_kg") else label for name, label in LABELS.items()]


def _totals(office: "Office", at: "Viewpoint") -> "Iterator[tuple[str, int | float]]":
    return zip(_columns(), _figures(office.ledger.totals(at)), strict=True)


def _enterprises(office: "Office", at: "Viewpoint") -> "Iterator[list[str | int | float]]":
    for each in office.ledger.by_enterprise(at):
        yield [each.enterprise, each.name, *_figures(each.totals)]


def _months(office: "Office", at: "Viewpoint") -> "Iterator[list[str | int | float]]":
    for each in office.ledger.by_month(at):
        yield [each.month, *_figures(each.totals)]


def _figures(totals: "Totals") -> "Iterator[int | float]":
    figures = totals.in_kilograms()
    return (figures[name] for name in LABELS)


def _accounts(office: "Office", at: "Viewpoint") -> "Iterator[list[Value]]":
    after = ""
    while page := office.ledger.accounts(at, after=after, limit=_PAGE):
        for each in page:
            masses = (
                each.in_g,
                each.uptake_g,
                each.out_g,
                each.measured_g,
                each.unexplained_g,
                each.held_g,
                each.difference_g,
            )
            yield [each.object, each.kind, each.enterprise, *map(kilograms, masses)]
        after = page[-1].object


@contextmanager
def _text(out: Path | None) -> Generator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    try:
        # With its mark, Excel reads the file as UTF-8.
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise CannotWriteFile(file=out, reason=error.strerror) from error


@contextmanager
def _binary(out: Path | None) -> Generator[IO[bytes]]:
    if out is None:
        raise WorkbookNeedsFile
    try:
        with out.open("wb") as file:
            yield file
    except OSError as error:
        raise CannotWriteFile(file=out, reason=error.strerror) from error
