"""The page of tables: every column, what the standard calls it, and what is left out."""

from collections.abc import Iterator

from application.tables.catalogue import TABLES
from application.tables.declared import STANDARD, VERSION, Table
from application.tables.dictionary import TYPES_EN

LEAD = f"""\
The tables that an office hands to another, version {VERSION}.
They are CSV files with `数据字典.csv` beside them, views in the database (`tanguanjia_t_…`), and \
answers of `/v1/tables`.
How they are handed over and reconciled: [integrating/tables.md](../integrating/tables.md).

A name in the column {STANDARD} is what that standard calls it.
Beside what stands here each line of a file ends with 行校验, a digest of its values; in a file of \
changes it begins with 变更: 新增, 更正 or 撤销.
No table holds a person's name or telephone number.
"""


def tables() -> str:
    """Every table."""
    return "\n".join(line for table in TABLES for line in _table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.zh} · {table.en}\n"
    fits = f", {STANDARD} {table.section}" if table.section else ""
    yield f"`{table.name}`, `{table.file}`, `tanguanjia_t_{table.name}`{fits}\n"
    yield f"| 列 | column | type | {STANDARD} | 含义 | meaning |"
    yield "|---|---|---|---|---|---|"
    for column in table.columns:
        kind = TYPES_EN[column.kind] + (f", {column.unit}" if column.unit not in {"", "kg"} else "")
        words = f"{column.standard} | {column.meaning_zh} | {column.meaning_en}"
        yield f"| {column.heading} | `{column.name}` | {kind} | {words} |"
    yield f"\nFrom {', '.join(f'`{fact}`' for fact in table.facts)}.\n"
    if table.missing:
        yield f"不提供的 {STANDARD} 列 / Columns of {STANDARD} that are left out:\n"
        yield from (f"- {each.standard}: {each.why_zh} / {each.why_en}" for each in table.missing)
        yield ""
