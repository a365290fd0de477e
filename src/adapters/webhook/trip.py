"""One delivery on its way, and how it is ended from another thread: early, or at its deadline."""

import socket
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


class CalledOff(Exception):  # noqa: N818 - nothing went wrong: somebody wants to go home
    """Whoever waits for this delivery waits no longer."""


class Trip:
    """Knows until when it may take, and through what it can be heard."""

    def __init__(self, within_s: float) -> None:
        """Set out."""
        self.deadline = monotonic() + within_s
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self._over: Future[Any] = Future()

    def left_s(self) -> float:
        """How long it may take yet; raises `CalledOff`, and `TimeoutError` where none is left."""
        if self.called_off:
            raise CalledOff
        left_s = self.deadline - monotonic()
        if left_s <= 0:
            raise TimeoutError
        return left_s

    @property
    def called_off(self) -> bool:
        """Whether somebody has ended it."""
        return self._over.done()

    def call_off(self) -> None:
        """End it: whoever waits for a name, a connection or an answer waits no longer."""
        with self._lock:
            if not self.called_off:
                self._over.set_result(None)
            self._hang_up()

    def connected(self, address: str, port: int) -> socket.socket:
        """Connect; raises `CalledOff` and `OSError`."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            self.take(connection)
            connection.settimeout(self.left_s())
            connection.connect((address, port))
            connection.settimeout(self.left_s())
        except BaseException:
            self.let_go()
            connection.close()
            raise
        return connection

    def take(self, connection: socket.socket) -> None:
        """Go on through this connection; raises `CalledOff`."""
        with self._lock:
            self._connection = connection
        self.left_s()

    def let_go(self) -> None:
        """Leave the connection alone from now on: it is about to be closed."""
        with self._lock:
            self._connection = None

    def heard(self, answer: Future[T], within_s: float) -> T:
        """Wait for an answer; raises `CalledOff`, `TimeoutError`, and what it comes to."""
        wait((answer, self._over), min(within_s, self.left_s()), FIRST_COMPLETED)
        if self.called_off:
            raise CalledOff
        return answer.result(0)

    @contextmanager
    def cut_off(self) -> Generator[None]:
        """Hang up at the deadline: a timeout of the socket begins anew with every byte."""

        def hang_up() -> None:
            with self._lock:
                self._hang_up()

        timer = Timer(self.left_s(), hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.let_go()

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                # Not by a TLS socket's own method, which would let plain text through afterwards.
                socket.socket.shutdown(self._connection, socket.SHUT_RDWR)
