"""The start of `serve` on a filled log: from the command to its first answers."""

import os
import re
import signal
import subprocess
from dataclasses import dataclass
from time import perf_counter
from urllib.request import urlopen

from tests.bench.million.alone import TaskFailed, ended
from tests.bench.stages import PROJECT

_ADDRESS = re.compile(r"http://[0-9.:]+")
_ANSWERS_WITHIN_S = 120


@dataclass(frozen=True, slots=True)
class Served:
    """How long a server took to answer at all, and how long some answers took then."""

    seconds: float
    peak_mib: float
    answers_ms: dict[str, float]


def start_server(command: list[str], paths: list[str]) -> Served:
    """Start a server on a free port, ask it for these paths, and stop it."""
    begun = perf_counter()
    process = subprocess.Popen(
        [*command, "serve", "--port", "0"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        # Its address is needed at once, not when its buffer is full.
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        address = _welcomed(process)
        _answered_ms(f"{address}/v1/enterprises")
        seconds = perf_counter() - begun
        answers_ms = {path: _answered_ms(address + path) for path in paths}
    finally:
        process.send_signal(signal.SIGTERM)
        peak_mib = ended(process)
        if process.stdout is not None:
            process.stdout.close()
    return Served(seconds, peak_mib, answers_ms)


def _welcomed(process: subprocess.Popen[bytes]) -> str:
    for line in process.stdout or ():
        found = _ADDRESS.search(line.decode())
        if found:
            return found[0]
    raise TaskFailed("serve")


def _answered_ms(address: str) -> float:
    begun = perf_counter()
    with urlopen(address, timeout=_ANSWERS_WITHIN_S) as answer:  # noqa: S310 - our own server
        answer.read()
    return (perf_counter() - begun) * 1000
