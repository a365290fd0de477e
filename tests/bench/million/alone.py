"""Run one task in a process of its own, and see how long it took and how much memory at most."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import perf_counter

from tests.bench.stages import PROJECT

UNIT_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""In bytes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a task took, from starting the process to its end. Memory is the process's alone.

    Linux tells the peak of whoever started it where the task itself needed less.
    """

    seconds: float
    peak_mib: float
    out: str
    """What it printed."""


class TaskFailed(Exception):  # noqa: N818 - named after what happened
    """A task ended with an error."""


def alone(command: Sequence[str]) -> Cost:
    """Run a command to its end; raises `TaskFailed` with what it said."""
    with TemporaryFile() as out, TemporaryFile() as err:
        begun = perf_counter()
        process = subprocess.Popen(command, cwd=PROJECT, stdout=out, stderr=err)
        peak_mib = ended(process)
        seconds = perf_counter() - begun
        if process.returncode:
            err.seek(0)
            raise TaskFailed(" ".join(command), err.read().decode())
        out.seek(0)
        return Cost(seconds, peak_mib, out.read().decode())


def ended(process: subprocess.Popen[bytes]) -> float:
    """Wait for the end of a process, and give its peak of memory in MiB."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * UNIT_OF_MAXRSS / 2**20
