"""Under which circumstances was it measured: ratios travel, rates do not."""

import os
import platform
import sqlite3
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

import psycopg

FLOORS = Path(__file__).parent / "floors"
PROJECT = Path(__file__).parents[2]
FLUSHES = 50


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Machine, versions, what is measured and by which floors."""

    commit: str
    floors_sha256: str
    cores: int
    load: float
    """How many programs wanted a core in the minute before."""
    flush_us: float
    """How long the disk of the project's folder takes to flush 4 KiB, median."""
    python: str
    sqlite: str
    postgresql: str | None
    eventsourcing: str


def circumstances(postgres: str | None) -> Circumstances:
    """Look around."""
    return Circumstances(
        commit=_commit(),
        floors_sha256=floors_sha256(),
        cores=os.cpu_count() or 0,
        load=os.getloadavg()[0],
        flush_us=_flush_us(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        postgresql=None if postgres is None else _postgresql(postgres),
        eventsourcing=version("eventsourcing"),
    )


def floors_sha256() -> str:
    """Name the floors by their bytes: every file's name, NUL, contents, NUL, in order of name."""
    digest = sha256()
    for file in sorted(FLOORS.glob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _commit() -> str:
    """The commit, marked where the sources differ from it; empty outside a repository."""
    ask = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    told = subprocess.run(ask, cwd=PROJECT, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def _flush_us() -> float:
    times: list[float] = []
    with TemporaryFile(dir=PROJECT) as file:
        for _ in range(FLUSHES):
            file.write(bytes(4096))
            file.flush()
            begun = perf_counter()
            os.fsync(file.fileno())
            times.append(perf_counter() - begun)
    return median(times) * 1e6


def _postgresql(address: str) -> str:
    with psycopg.connect(address) as connection:
        return str(connection.info.server_version // 10_000)
