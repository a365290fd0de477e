"""Many commands, one flush to disk: whoever finds nobody writing writes for all who wait."""

from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock, get_ident
from typing import Any, Generic, TypeVar, cast

from application.ports.fact_book import OpenBook, Unreachable

T = TypeVar("T")

GROUP_LIMIT = 128
"""How many commands share a transaction at most."""


class Job(Generic[T]):
    """One caller's work and, later, its outcome."""

    __slots__ = ("_result", "_turn", "_work", "done", "error")

    def __init__(self, work: Callable[[OpenBook], T]) -> None:
        """Note the work; nobody has done it yet."""
        self._work = work
        self._result: T | None = None
        self._turn = Lock()
        self._turn.acquire()
        self.done = False
        self.error: Exception | None = None

    def run(self, book: OpenBook) -> bool:
        """Do the work; False if it failed, and then it must leave nothing behind."""
        try:
            self._result = self._work(book)
        except Exception as error:
            self.error = error
        return self.error is None

    def fail(self, error: Exception) -> None:
        """Take the outcome back: the transaction that held it was lost."""
        self.error = self.error or error

    def wait(self) -> None:
        """Sleep until the work is done, or until it is this caller's turn to write."""
        self._turn.acquire()

    def wake(self) -> None:
        """End the wait."""
        self._turn.release()

    def outcome(self) -> T:
        """Give the result, or raise what went wrong."""
        if self.error is not None:
            raise self.error
        return cast("T", self._result)


class GroupCommit:
    """One writer at a time. The first to come leads; those who come meanwhile form a group.

    An idle caller runs its own work without a change of thread, which a queue with a thread
    behind it could not do. The next leader is woken before the others, so that the disk does
    not wait for them.
    """

    def __init__(self, write: Callable[[Sequence[Job[Any]]], None]) -> None:
        """Write groups with `write`, which runs every job and commits once."""
        self._write = write
        self._lock = Lock()
        self._waiting: deque[Job[Any]] = deque()
        self._leader: int | None = None

    def do(self, work: Callable[[OpenBook], T]) -> T:
        """Have work done in a durable transaction and give its result."""
        job = Job(work)
        me = get_ident()
        with self._lock:
            if self._leader == me:
                raise RuntimeError("an act must not write to the log while it is being decided")
            leads = self._leader is None
            if leads:
                self._leader = me
            else:
                self._waiting.append(job)
        if not leads:
            job.wait()
        if not job.done:
            self._lead(job)
        return job.outcome()

    def _lead(self, own: Job[Any]) -> None:
        group = self._gather(own)
        try:
            self._write(group)
        except BaseException as error:
            lost = error if isinstance(error, Exception) else Unreachable("the writer was stopped")
            for job in group:
                job.fail(lost)
            if not isinstance(error, Exception):
                raise
        finally:
            self._hand_over(group)

    def _gather(self, own: Job[Any]) -> list[Job[Any]]:
        with self._lock:
            self._leader = get_ident()
            group = [own, *islice(self._waiting, GROUP_LIMIT - 1)]
            for _ in group[1:]:
                self._waiting.popleft()
        return group

    def _hand_over(self, group: Sequence[Job[Any]]) -> None:
        with self._lock:
            following = self._waiting.popleft() if self._waiting else None
            # Minus one is nobody's thread: the place is taken, but its holder is not awake yet.
            self._leader = None if following is None else -1
        if following is not None:
            following.wake()
        for job in group:
            job.done = True
        for job in group[1:]:
            job.wake()
