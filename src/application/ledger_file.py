"""What an office's ledger file says, row by row, whatever program it was kept in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from application.ledger_rows import (
    AdsorberRow,
    BatchRow,
    EnterpriseRow,
    LotRow,
    ManifestRow,
    ReceiverRow,
    SwapRow,
    TariffRow,
)
from domain.refusal import Refusal

R_co = TypeVar("R_co", covariant=True)


class Outcome(StrEnum):
    """What became of a row, from harmless to grave."""

    ACCEPTED = "accepted"
    NORMALISED = "normalised"
    IGNORED = "ignored"
    FLAGGED = "flagged"
    REFUSED = "refused"

    @property
    def gravity(self) -> int:
        """0 for accepted up to 4 for refused."""
        return _GRAVITY[self]


_GRAVITY = {outcome: gravity for gravity, outcome in enumerate(Outcome)}


def gravest(outcomes: Iterable[Outcome]) -> Outcome:
    """Under what a row counts: its gravest outcome; a row without remarks is accepted."""
    return max(outcomes, key=lambda outcome: outcome.gravity, default=Outcome.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one row. `row` is the number Excel shows, 0 for a remark on a whole sheet.

    `column` is the heading as typed, `value` the cell as typed, `key` the row's natural id.
    """

    sheet: str
    row: int
    column: str
    value: str
    key: str
    outcome: Outcome
    code: str
    message_zh: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Line(Generic[R_co]):
    """One row of one sheet: what it says, how it was typed, and what was noticed on reading it.

    `value` is None where the row cannot be used, and then `notes` tell why. `cells` are the texts
    as typed, in the order of `columns`, the headings; only columns the ledger knows are kept.
    """

    sheet: str
    row: int
    key: str
    columns: tuple[str, ...]
    cells: tuple[str, ...]
    value: R_co | None
    notes: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What the reading alone makes of the row; what the books say comes later."""
        return gravest(note.outcome for note in self.notes)

    def typed(self) -> dict[str, str]:
        """Heading → text, as the person sees it."""
        return dict(zip(self.columns, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """All rows by what they are about, in the order of the file.

    `notes` are remarks on whole sheets: unknown ones, unknown or missing columns.
    """

    name: str
    enterprises: tuple[Line[EnterpriseRow], ...] = ()
    adsorbers: tuple[Line[AdsorberRow], ...] = ()
    lots: tuple[Line[LotRow], ...] = ()
    swaps: tuple[Line[SwapRow], ...] = ()
    manifests: tuple[Line[ManifestRow], ...] = ()
    receivers: tuple[Line[ReceiverRow], ...] = ()
    batches: tuple[Line[BatchRow], ...] = ()
    tariffs: tuple[Line[TariffRow], ...] = ()
    notes: tuple[Finding, ...] = ()

    def lines(self) -> Iterator[Line[object]]:
        """Every line of every sheet."""
        yield from self.enterprises
        yield from self.adsorbers
        yield from self.lots
        yield from self.swaps
        yield from self.manifests
        yield from self.receivers
        yield from self.batches
        yield from self.tariffs


class Progress(Protocol):
    """Told how far reading has come; called every few hundred rows and at the end of a sheet."""

    def __call__(self, sheet: str, done: int, expected: int | None) -> None:
        """`done` rows of the sheet are read; how many there are is not always known before."""
        ...


class ReadLedger(Protocol):
    """Read a ledger that lies in one file, or in several with one sheet each."""

    def __call__(self, paths: Sequence[Path], progress: Progress | None = None) -> LedgerFile:
        """Read everything, or raise an `UnreadableFile`."""
        ...


class UnreadableFile(Refusal):
    """文件无法读取。

    The file cannot be read.
    """


class MissingFile(UnreadableFile):
    """找不到文件, 请检查路径。

    There is no such file; please check the path.
    """


class LockedFile(UnreadableFile):
    """文件打不开, 可能正被其他程序占用或没有读取权限。

    The file cannot be opened: another program holds it, or reading it is not permitted.
    """


class EmptyFile(UnreadableFile):
    """文件是空的。

    The file is empty.
    """


class DamagedFile(UnreadableFile):
    """文件已损坏, 请用 Excel 或 WPS 打开后另存为 .xlsx 再试。

    The file is damaged; open it in Excel or WPS, save it as .xlsx and try again.
    """


class EncryptedFile(UnreadableFile):
    """文件有密码保护, 请先取消密码再导入。

    The file is protected by a password; please remove the password first.
    """


class HugeFile(UnreadableFile):
    """文件过大, 或解压后异常庞大, 为安全起见未读取。

    The file is too large, or would unpack to something suspiciously large, and was not read.
    """


class WrongFileType(UnreadableFile):
    """不是台账文件: 只能读取 .xlsx, .xls 或 .csv, 其他格式请另存为 .xlsx。

    This is no ledger file: .xlsx, .xls or .csv can be read; save anything else as .xlsx.
    """


class NotALedger(UnreadableFile):
    """文件里没有认得出的台账表(企业名单、装置台账、炭批次、换炭记录、转移联单等)。

    The file holds none of the ledger's sheets, or none of their headings.
    """
