"""What a file of readings says, whatever instrument or platform wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from application.ledger_file import UnreadableFile
from domain.reading import Integers, Readings


@dataclass(frozen=True, slots=True)
class Remark:
    """What was noticed of a file; `rows` as a spreadsheet numbers them, empty for the whole file.

    A row that is `rejected` gave nothing; one that is not was read without what is remarked.
    """

    code: str
    zh: str
    en: str
    rows: tuple[int, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A column that is no reading, and why; `disagree` of the `told` values are wrong."""

    column: str
    zh: str
    en: str
    told: int | None = None
    disagree: int | None = None


@dataclass(frozen=True, slots=True)
class TelemetryFile:
    """The readings of a file in order of time, and what was not read."""

    name: str
    rows: int
    readings: Readings
    row_of: Integers
    """(readings,): the row of the file that each is from"""
    remarks: tuple[Remark, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that can be read: its name, what it is, and the columns it must have."""

    name: str
    zh: str
    en: str
    columns: tuple[str, ...]


class ReadTelemetryFile(Protocol):
    """Reads files of readings, each by the mapping that is named."""

    @property
    def kinds(self) -> Sequence[FileKind]:
        """The kinds it knows."""
        ...

    def __call__(self, path: Path, kind: str, device: str) -> TelemetryFile:
        """Read a file as that of a device; raises an `UnreadableFile`."""
        ...


class UnknownFileKind(UnreadableFile):
    """没有这种映射; 可用的映射见 tanguanjia telemetry maps。

    There is no such mapping; `tanguanjia telemetry maps` lists them.
    """


class ColumnsMissing(UnreadableFile):
    """文件缺少该映射所需的列, 请核对 --map 与表头。

    The file lacks columns that this mapping needs; check `--map` and the headings.
    """


class NotText(UnreadableFile):
    """文件不是 UTF-8 或 GB18030 编码的 CSV。

    The file is no CSV in UTF-8 or GB18030.
    """
