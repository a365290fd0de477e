"""Looking names up without waiting for ever: the system's resolver knows no deadline of ours.

A look-up that was given up cannot be ended; its thread stays until the resolver lets go of it. So
whoever asks for the same name meanwhile waits for the same answer, and there are so many at once
at most. The threads are daemons: a resolver that hangs does not keep the process.
"""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread

AT_ONCE = 32
"""So many names are looked up at the same time at most; more than receivers are served. Chosen."""

LookUp = Callable[[str], list[str]]


class TooManyLookUps(OSError):  # noqa: N818 - nothing is wrong but how many they are
    """So many names are being looked up that there is no thread for another."""


def by_the_system(host: str) -> list[str]:
    """The addresses that a name stands for, each once; raises `OSError` and `UnicodeError`."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Resolver:
    """Looks names up in threads of its own."""

    def __init__(self, look_up: LookUp = by_the_system, at_once: int = AT_ONCE) -> None:
        """Ask the system, unless told otherwise."""
        self._look_up = look_up
        self._at_once = at_once
        self._under_way: dict[str, Future[list[str]]] = {}
        self._lock = Lock()

    def asked(self, host: str) -> Future[list[str]]:
        """The addresses of a host, when they are known; raises `TooManyLookUps`."""
        with self._lock:
            answer = self._under_way.get(host)
            if answer is None:
                if len(self._under_way) >= self._at_once:
                    raise TooManyLookUps(host)
                answer = Future[list[str]]()
                Thread(target=self._find, args=(host, answer), name="resolver", daemon=True).start()
                self._under_way[host] = answer
            return answer

    def _find(self, host: str, answer: Future[list[str]]) -> None:
        try:
            found: list[str] | Exception = self._look_up(host)
        except Exception as unknown:
            found = unknown
        with self._lock:
            del self._under_way[host]
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)
