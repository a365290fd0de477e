"""Processes of a test's own that are there at once, and can be killed without regret."""

import os
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from typing import ParamSpec

from tests.faults.office_books import PATIENCE_S

P = ParamSpec("P")

# What is forked from a process that has loaded everything need not load it.
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["tests.faults.writers", "tests.faults.followers", "tests.faults.relays"]
)


def started(work: Callable[P, None], *arguments: P.args, **named: P.kwargs) -> ForkServerProcess:
    """Start a process that does some work in the environment of this one."""
    told = (dict(os.environ), work, *arguments)
    process = _PROCESSES.Process(target=_do, args=told, kwargs=named, daemon=True)
    process.start()
    return process


def killed(*processes: ForkServerProcess) -> None:
    """Kill processes, wherever they are."""
    for process in processes:
        process.kill()
    for process in processes:
        process.join(PATIENCE_S)


def ended(*processes: ForkServerProcess) -> list[int | None]:
    """Wait until processes have ended, and give their exit codes."""
    for process in processes:
        process.join(PATIENCE_S)
    return [process.exitcode for process in processes]


def _do(
    environment: Mapping[str, str], work: Callable[..., None], *arguments: object, **named: object
) -> None:
    # The process that this one was forked from is older than the test.
    os.environ.update(environment)
    work(*arguments, **named)
