"""Copies of the books on another disk: taken while everybody writes, and known to be whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from domain.refusal import Refusal


class BackupExists(Refusal):
    """这个文件已经存在, 备份不会覆盖任何文件; 请换一个文件名。

    There is such a file already, and a back-up never writes over one; choose another name.
    """


class BackupFailed(Refusal):
    """备份没有完成, 未留下任何文件; 原账册不受影响。

    The back-up was not completed, and no file is left of it; the books are not affected.
    """


class BackupDamaged(Refusal):
    """这个备份与备份时不符(文件不完整或已被改动), 不能用来恢复; 请用另一份。

    The back-up is not what it was when it was taken, since it is cut off or changed; do not restore
    from it, take another.
    """


class NoManifest(Refusal):
    """找不到备份清单(备份文件名加 .manifest.json), 无从核对。

    The back-up's manifest is missing (its file's name with .manifest.json), so it cannot be
    checked.
    """


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a back-up holds, told when it was taken.

    `head` is the last position of the log in it. Restored books must stand at `head`, whatever the
    books themselves have come to since.
    """

    engine: str
    program: str
    schema: int
    head: int
    last_recorded_at: str | None
    taken_at: str
    bytes: int
    sha256: str


class Backups(Protocol):
    """Takes back-ups of one set of books."""

    def take(self, file: Path, taken_at: str) -> Manifest:
        """Copy everything but the secret into a file that is whole and on disk on return.

        It is the books of one moment, whoever writes meanwhile. Raises `BackupExists` and
        `BackupFailed`.
        """
        ...


class CheckBackup(Protocol):
    """Checks a back-up without the books it was taken of."""

    def __call__(self, file: Path) -> Manifest:
        """Give the manifest of a back-up that is whole; raises `BackupDamaged`, `NoManifest`."""
        ...
