"""One follower for each way out; each notes how old an event is when it has it whole."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from threading import Thread
from time import monotonic, sleep
from typing import Any

TYPE = "lot-received.v1"


class Arrivals:
    """How long after it was recorded each event arrived, in seconds, by id."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.lag_s: dict[str, float] = {}

    def note(self, told: dict[str, Any]) -> None:
        """An event is here now; one that comes again is not new."""
        age = datetime.now(UTC) - datetime.fromisoformat(told["recordedtime"])
        self.lag_s.setdefault(told["id"], age.total_seconds())

    def wait_for(self, events: int, timeout_s: float) -> None:
        """Wait until so many have arrived; whoever waits in vain counts what has."""
        deadline = monotonic() + timeout_s
        while len(self.lag_s) < events and monotonic() < deadline:
            sleep(0.05)


class Following:
    """A way that is a loop over events."""

    def __init__(
        self, name: str, events: Callable[[], Iterator[dict[str, Any]]], most: int
    ) -> None:
        """Begin at once, and end after so many events."""
        self.name = name
        self.arrivals = Arrivals()
        self._events = events
        self._most = most
        self._thread = Thread(target=self._follow, name=name, daemon=True)
        self._thread.start()

    def join(self, timeout_s: float) -> None:
        """Wait for the end."""
        self._thread.join(timeout_s)

    def _follow(self) -> None:
        for told in self._events():
            self.arrivals.note(told)
            if len(self.arrivals.lag_s) >= self._most:
                return


def pulled(port: int) -> Iterator[dict[str, Any]]:
    """Ask again and again, each time waiting for more."""
    place = 0
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        while True:
            connection.request("GET", f"/v1/events?after={place}&wait=5&limit=500&type={TYPE}")
            page = json.loads(connection.getresponse().read())
            place = page["next"]
            yield from page["events"]


def streamed(port: int) -> Iterator[dict[str, Any]]:
    """Read the stream of server-sent events."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", f"/v1/events/stream?type={TYPE}")
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: {"):
                yield json.loads(line.removeprefix(b"data: "))
