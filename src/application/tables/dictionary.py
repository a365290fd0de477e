"""数据字典: every column of every table, and the columns of the standard that are left out."""

from collections.abc import Iterator

from application.tables.catalogue import TABLES
from application.tables.changing import Change
from application.tables.declared import STANDARD, Kind, Table
from application.tables.spelling import MARK

CHANGE = "变更"
"""The heading of the first column of a file with changes."""

HEADING = (
    "表",
    "表名",
    "序号",
    "列",
    "列名",
    "类型",
    "单位",
    f"{STANDARD} 环节",
    f"{STANDARD} 列名",
    "含义",
    "Meaning",
    "来源事实",
    "是否提供",
)

TYPES_EN = {
    Kind.TEXT: "text",
    Kind.TIME: "date, or moment in +08:00",
    Kind.COUNT: "integer",
    Kind.NUMBER: "number",
    Kind.MASS: "kilograms, three decimals",
}


def dictionary() -> Iterator[list[str | int]]:
    """A line for each column."""
    for table in TABLES:
        yield from _held(table)
        yield from _of_the_file(table)
        yield from _left_out(table)


def _held(table: Table) -> Iterator[list[str | int]]:
    for number, column in enumerate(table.columns, start=1):
        yield [
            table.zh,
            table.name,
            number,
            column.zh,
            column.name,
            column.kind.value,
            column.unit,
            table.section,
            column.standard,
            column.meaning_zh,
            column.meaning_en,
            " ".join(table.facts),
            "是",
        ]


def _of_the_file(table: Table) -> Iterator[list[str | int]]:
    changes = "、".join(Change)
    for number, name, zh, en in (
        (
            0,
            CHANGE,
            f"仅增量表: {changes}",
            "In tables of changes only: added, corrected, withdrawn",
        ),
        (len(table.columns) + 1, MARK, "本行各值的摘要", "A digest of the row's values"),
    ):
        words = [Kind.TEXT.value, "", table.section, "", zh, en, "", "是"]
        yield [table.zh, table.name, number, name, "", *words]


def _left_out(table: Table) -> Iterator[list[str | int]]:
    for each in table.missing:
        words = [table.section, each.standard, each.why_zh, each.why_en, "", "否"]
        yield [table.zh, table.name, "", "", "", "", "", *words]
