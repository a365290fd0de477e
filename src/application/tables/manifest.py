"""清单: what a folder of tables holds, so that the receiver can tell that nothing is lost."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from application.tables.catalogue import BY_NAME
from application.tables.changing import Change

FILE = "manifest.json"
CONTROL_FILE = "对账单.csv"
DICTIONARY_FILE = "数据字典.csv"
FORMAT = "tanguanjia-tables"

FULL, INCREMENTAL = "full", "incremental"
_WHOLE_DAY = re.compile(rf"(\d{{4}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))-{FULL}")


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows, and kilograms with three decimals by column."""

    rows: int
    kg: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file, as it was written."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table. `sums` are of the table on the day; `changes` are those of the file, if it holds
    what changed, by 新增, 更正 and 撤销."""

    table: str
    written: FileMark
    sums: Sums
    changes: Mapping[str, Sums] | None = None

    @property
    def lines(self) -> int:
        """How many rows the file has."""
        parts = self.sums.rows if self.changes is None else 0
        return parts + sum(each.rows for each in (self.changes or {}).values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """A folder of tables: of which books and which day, and what is in it.

    `position` is the last fact in the log that had been recorded by then. `closed` is False where
    the day was not over, so that the same day may be told otherwise later.
    """

    format: str
    version: int
    kind: str
    source: str
    day: str
    since: str | None
    as_of: str
    known_at: str
    position: int
    closed: bool
    tables: tuple[TableFile, ...]
    others: tuple[FileMark, ...]


CONTROL_HEADING = (
    "日期",
    "与之相比",
    "表",
    "文件",
    "文件行数",
    "变更",
    "行数",
    "质量列",
    "合计(kg)",
    "SHA-256",
)


def folder_name(day: date, since: date | None, *, closed: bool) -> str:
    """What the folder of a day is called; one of a day that is not over stands in for no other."""
    which = FULL if since is None else f"since-{since}"
    return f"{day}-{which}" if closed else f"{day}-{which}-unfinished"


def day_of(folder: str) -> date | None:
    """The day of which a folder has all that there was; None for any other folder."""
    found = _WHOLE_DAY.fullmatch(folder)
    return date.fromisoformat(found[1]) if found else None


def control_rows(manifest: Manifest) -> Iterator[list[str | int]]:
    """The same for people: a line for each sum, to be laid beside the receiver's own."""
    for entry in manifest.tables:
        table = BY_NAME[entry.table]
        columns = {column.name: column.zh for column in table.masses.values()}
        for change, sums in _parts(entry):
            for name, told in sums.kg.items() or [("", "")]:
                yield [
                    manifest.day,
                    manifest.since or "",
                    table.zh,
                    entry.written.file,
                    entry.lines,
                    change,
                    sums.rows,
                    columns.get(name, ""),
                    told,
                    entry.written.sha256,
                ]


def _parts(entry: TableFile) -> Iterable[tuple[str, Sums]]:
    """What is summed: the changes of each kind, and the whole table on the day."""
    if entry.changes is not None:
        for change in Change:
            yield change, entry.changes[change]
    yield "当日全量", entry.sums
