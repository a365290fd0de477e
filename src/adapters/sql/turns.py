"""Whoever writes to an embedded database takes his turn, within this process.

SQLite lets one write at a time, and whoever finds another at it looks again after a while: a log
entry could miss its moment for seconds while readings come in one batch after the other. Here
everybody is called in the order in which he came. Other processes are still met as SQLite does it.
"""

from collections import deque
from threading import Lock
from types import TracebackType
from weakref import WeakKeyDictionary

from sqlalchemy import Engine


class Turns:
    """One at a time, first come, first served; not twice by the same thread."""

    def __init__(self) -> None:
        """Nobody is writing."""
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        """Wait for one's turn."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            call = Lock()
            call.acquire()
            self._waiting.append(call)
        try:
            call.acquire()
        except BaseException:
            self._give_up(call)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Call whoever is next."""
        self._call_next()

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def _call_next(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _give_up(self, call: Lock) -> None:
        """Whoever is interrupted leaves the queue, or passes on a turn that he has been given."""
        with self._lock:
            still_waits = call in self._waiting
            if still_waits:
                self._waiting.remove(call)
        if not still_waits:
            self._call_next()


_TURNS: WeakKeyDictionary[Engine, Turns] = WeakKeyDictionary()
_MAKING = Lock()


def turns(engine: Engine) -> Turns:
    """The turns of whoever writes through an engine."""
    with _MAKING:
        return _TURNS.setdefault(engine, Turns())
