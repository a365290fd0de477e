"""A small district on a port, in which a test writes while others follow."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest

from adapters.web.limits import Limits
from adapters.wiring import open_office
from application.keys import FreshKey
from application.office import Office, request
from application.ports.meter import Labels, Sample
from domain.identifiers import LotId
from tests.adapters.web.conftest import MovableClock
from tests.adapters.web.writing.serving import listening
from tests.key_desk import shown
from tests.logbook import received
from tests.sse import PATIENCE_S

LIVELY = Limits(heartbeat_s=0.3, streams_at_once=3)
"""Signs of life come sooner than anybody would have the patience to wait for."""


@dataclass
class Station:
    """An office behind a port, and the lots that a test receives there."""

    office: Office
    port: int
    key: FreshKey | None = None
    _lots: "count[int]" = field(default_factory=lambda: count(1))

    def receive(self, many: int = 1) -> int:
        """Write so many facts, one command each; gives the head of the log."""
        for _ in range(many):
            number = next(self._lots)
            self.office.log.perform(
                received(LotId(f"LOT-{number}")), request("tester", f"lot-{number}")
            )
        return self.office.log.head()

    @property
    def headers(self) -> dict[str, str]:
        """The header that shows the key, if one is needed."""
        return {} if self.key is None else shown(self.key)


@pytest.fixture
def station(tmp_path: Path) -> Generator[Station]:
    """Empty books on a port."""
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url, clock=MovableClock()) as office, listening(office, LIVELY) as port:
        yield Station(office, port)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = monotonic() + PATIENCE_S
    while not condition():
        assert monotonic() < deadline
        sleep(0.02)


def counted(office: Office, name: str) -> dict[Labels, float]:
    """The numbers of a reading."""
    (found,) = [each for each in office.meter.readings() if each.name == name]
    return {each.labels: each.value for each in found.samples if isinstance(each, Sample)}


def streams_open(station: Station) -> float:
    """How many streams are open."""
    return counted(station.office, "tanguanjia_event_streams_open")[()]


def told_by_stream(office: Office) -> float:
    """How many events were told by streams."""
    return counted(office, "tanguanjia_events_told_total").get((("way", "sse"),), 0)
