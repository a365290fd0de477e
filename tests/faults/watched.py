"""A program that somebody watches at a terminal, until it ends or is killed."""

import os
import pty
import re
from collections.abc import Sequence
from dataclasses import dataclass
from select import select
from subprocess import DEVNULL, Popen
from time import monotonic

from tests.faults.office_books import PATIENCE_S

_RECORDED = re.compile(r"recording\D*(\d+)%")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_TERMINAL = {"TERM": "xterm", "COLUMNS": "200", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the watcher saw: how long until the bar appeared and until the end, and the bar."""

    waited_s: float
    lasted_s: float
    shown: str

    @property
    def recorded(self) -> float:
        """The least share of the commands that the bar said were in the books."""
        shares = [int(share) for share in _RECORDED.findall(_CONTROL.sub("", self.shown))]
        # The bar rounds to whole per cents.
        return max(0.0, (shares[-1] - 0.5) / 100) if shares else 0.0


def watch(command: Sequence[str], kill_after_s: float = PATIENCE_S) -> Seen:
    """Run a command; kill it so many seconds after it first showed anything, if it still runs."""
    screen, terminal = pty.openpty()
    try:
        with Popen(
            command, stdin=DEVNULL, stdout=DEVNULL, stderr=terminal, env=os.environ | _TERMINAL
        ) as program:
            os.close(terminal)
            began = monotonic()
            shown = _read(screen, began + PATIENCE_S, limit=1)
            appeared = monotonic()
            shown += _read(screen, appeared + kill_after_s)
            program.kill()
        ended = monotonic()
        shown += _read(screen, ended + PATIENCE_S)
    finally:
        os.close(screen)
    return Seen(appeared - began, ended - appeared, shown.decode(errors="replace"))


def _read(screen: int, deadline: float, limit: int | None = None) -> bytes:
    """Read until the program is gone, the time is over, or enough is read."""
    read = b""
    while limit is None or len(read) < limit:
        ready, _, _ = select([screen], [], [], max(0.0, deadline - monotonic()))
        try:
            some = os.read(screen, 65536) if ready else b""
        except OSError:
            # On Linux, nobody has the terminal open any more.
            return read
        if not some:
            return read
        read += some
    return read
