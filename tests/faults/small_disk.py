"""A disk in memory that is as small as a test wants it."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system in memory of its own, as small as wanted."""

    folder: Path

    def grow(self, size: str) -> None:
        """Make room."""
        _run("mount", "-o", f"remount,size={size}", str(self.folder))

    def shrink(self, spare_bytes: int) -> None:
        """Leave hardly any room."""
        state = os.statvfs(self.folder)
        used = (state.f_blocks - state.f_bfree) * state.f_frsize
        self.grow(str(used + spare_bytes))


@contextmanager
def small_disk(folder: Path, size: str) -> Generator[SmallDisk]:
    """Mount a small disk; the test is left out where that is not allowed."""
    folder.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("只有 root 能挂载小磁盘 / only root can mount a small disk")
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
