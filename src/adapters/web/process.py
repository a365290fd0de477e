"""What this process takes of its machine, under the names that every Prometheus knows."""

import os
from collections.abc import Iterator
from pathlib import Path

from application.ports.meter import Kind, Reading, Sample

_STATM, _STAT, _OPEN = Path("/proc/self/statm"), Path("/proc/self/stat"), Path("/proc/self/fd")
_MACHINE = Path("/proc/stat")
_STARTED_FIELD = 19
"""Where `starttime` stands in /proc/self/stat, counted from after the program's name (proc(5))."""


def process_readings() -> Iterator[Reading]:
    """Time, and on Linux memory, files and the start."""
    cpu_s = sum(os.times()[:2])
    yield _reading("process_cpu_seconds_total", Kind.COUNTER, "处理器时间 / Processor time", cpu_s)
    if not _STATM.exists():
        return
    memory_bytes = int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    yield _reading(
        "process_resident_memory_bytes", Kind.GAUGE, "内存 / Resident memory", memory_bytes
    )
    yield _reading(
        "process_open_fds", Kind.GAUGE, "打开的文件 / Open files", len(os.listdir(_OPEN))
    )
    yield _reading(
        "process_start_time_seconds", Kind.GAUGE, "启动时间 / When it started", _started_s()
    )


def _started_s() -> float:
    """The kernel tells it in ticks since the machine started."""
    ticks = int(_STAT.read_text().rpartition(")")[2].split()[_STARTED_FIELD])
    lines = _MACHINE.read_text().splitlines()
    booted_s = next(int(line.split()[1]) for line in lines if line.startswith("btime "))
    return booted_s + ticks / os.sysconf("SC_CLK_TCK")


def _reading(name: str, kind: Kind, meaning: str, value: float) -> Reading:
    return Reading(name, kind, meaning, [Sample(value)])
