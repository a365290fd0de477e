"""Those who follow the log from outside, by pages and by a stream, until they know enough."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.sse import Reader, heard, opened

ENOUGH = Callable[[int], bool]
"""Told the last place that somebody has reached; says whether he may stop."""


@dataclass
class Followed:
    """The events that came, in the order in which they came; some may have come twice."""

    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def places(self) -> list[int]:
        """Where they stand in the log."""
        return [int(each["id"]) for each in self.events]


def pull_until(port: int, enough: ENOUGH, found: Followed) -> None:
    """Follow by long polls."""
    place = 0
    while not enough(place):
        with opened(port, f"/v1/events?after={place}&wait=1&limit=50") as answer:
            assert answer.status == 200
            page = json.loads(answer.read())
        found.events += page["events"]
        place = page["next"]


def stream_until(port: int, enough: ENOUGH, found: Followed) -> None:
    """Follow by one stream."""
    reader = Reader()
    with opened(port, "/v1/events/stream") as answer:
        assert answer.status == 200
        for message in heard(answer, reader):
            found.events.append(json.loads(message.data))
            if enough(int(reader.last_id)):
                return


def piece_of_stream(port: int, place: str, length: int, found: Followed) -> str:
    """Follow by a stream from a place that is cut off after so many bytes, wherever that is.

    Gives the place from which a client goes on.
    """
    reader = Reader(place)
    headers = {"Last-Event-ID": place} if place else {}
    with opened(port, "/v1/events/stream", headers) as answer:
        assert answer.status == 200
        while length > 0:
            piece = answer.read1(min(length, 4096))
            assert piece, "a stream has no end of its own"
            length -= len(piece)
            found.events += [json.loads(each.data) for each in reader.take(piece)]
    return reader.last_id
