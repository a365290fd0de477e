"""Failed attempts to show a key, counted by address: whoever guesses is told to wait."""

from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic

MOST = 20
"""So many wrong keys may come from one address within `WITHIN_S` seconds. Chosen."""
WITHIN_S = 60.0
MOST_ADDRESSES = 4096
"""So many addresses are remembered; the one that failed longest ago is forgotten first."""

_HOME = 64
"""Whoever has an IPv6 address mostly has all that begin with these bits."""


class Attempts:
    """Remembers when addresses last failed; bounded, however many they are."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with nobody having failed."""
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, address: str) -> int:
        """Tell how many seconds an address has to wait; 0 if it may try."""
        with self._lock:
            failures = self._failures.get(_neighbourhood(address))
            if failures is None or len(failures) < MOST:
                return 0
            return max(0, ceil(failures[0] + WITHIN_S - self._clock()))

    def failed(self, address: str) -> None:
        """Remember that a key from this address opened nothing."""
        home = _neighbourhood(address)
        with self._lock:
            self._failures.setdefault(home, deque(maxlen=MOST)).append(self._clock())
            self._failures.move_to_end(home)
            if len(self._failures) > MOST_ADDRESSES:
                self._failures.popitem(last=False)


def _neighbourhood(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return known.exploded[: _HOME // 4 + 3]
    return address
