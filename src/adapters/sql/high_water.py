"""The high-water mark: a file beside the database that says what has been published.

A restored back-up does not know which positions it had given away since; this file does. Whoever
moves an installation moves it too, and a back-up of the database must not bring it back.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from domain.refusal import Refusal

NO_FACT = "-" * 64
"""The digest at a position that is lost."""


class MarkUnreadable(Refusal):
    """高水位文件已损坏, 无法确认账册是否完整; 请从备份或 doctor 的记录核对后删除该文件。

    The file with the high-water mark is damaged, so nobody can tell whether the log is complete;
    compare with a back-up, then delete the file.
    """


class Mark(NamedTuple):
    """The last published position, the epoch it was published in, and which fact stands there."""

    epoch: int
    position: int
    digest: str


class HighWater:
    """Keeps the mark; it is never lowered, whoever else writes it at the same time."""

    def __init__(self, path: Path) -> None:
        """Use a file that may not exist yet."""
        self._path = path
        self._seen: Mark | None = None

    def read(self) -> Mark | None:
        """Give the mark; None where nothing was ever published. Raises `MarkUnreadable`."""
        try:
            with self._locked(os.O_RDONLY, fcntl.LOCK_SH) as file:
                return self._read(file)
        except FileNotFoundError:
            return None

    def raise_to(self, mark: Mark) -> None:
        """Note what has been published, unless more is noted already."""
        if self._seen is not None and mark[:2] <= self._seen[:2]:
            return
        with self._locked(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            noted = self._read(file)
            if noted is None or noted[:2] < mark[:2]:
                _write(file, mark)
        self._seen = mark

    def _read(self, file: int) -> Mark | None:
        text = os.pread(file, 200, 0).decode(errors="replace")
        if not text:
            return None
        try:
            epoch, position, digest = text.split()
            return Mark(int(epoch), int(position), digest)
        except ValueError as damaged:
            raise MarkUnreadable(file=self._path) from damaged

    @contextmanager
    def _locked(self, flags: int, lock: int) -> Generator[int]:
        file = os.open(self._path, flags, 0o600)
        try:
            fcntl.flock(file, lock)
            yield file
        finally:
            os.close(file)


def _write(file: int, mark: Mark) -> None:
    # Always of one length, and shorter than a sector: it is overwritten whole or not at all.
    os.pwrite(file, f"{mark.epoch:010} {mark.position:020} {mark.digest}\n".encode(), 0)
    os.fsync(file)
