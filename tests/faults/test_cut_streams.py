"""A stream is cut off anywhere while others write: whoever goes on from his last id has it all."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Event, Thread

import pytest

from adapters.web.limits import Limits
from adapters.wiring import open_office
from application.office import Office, request
from domain.identifiers import LotId
from tests.adapters.web.writing.serving import listening
from tests.faults.followers_outside import Followed, piece_of_stream, pull_until
from tests.logbook import received

OFTEN = Limits(reads_per_s=1e6, reads_at_once=10**6, streams_at_once=10**6, heartbeat_s=0.05)
"""The heartbeat fills the stream where there are no events, so that it can be cut there as well."""

IN_SOAK = 5
"""So many cuts for each repetition in the full test, which makes a thousand."""
FEW = 10


@contextmanager
def written_meanwhile(office: Office) -> Generator[None]:
    """Have somebody write a little at a time, and be done at the end of the block."""
    enough = Event()

    def write() -> None:
        number = 0
        while not enough.wait(0.01):
            number += 1
            office.log.perform(received(LotId(f"LOT-{number}")), request("writer", f"lot-{number}"))

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        enough.set()
        writer.join()


@pytest.mark.fault
def test_whoever_goes_on_after_a_cut_has_every_event_once_and_in_order(
    tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about where a stream is cut
    cuts = repetitions if repetitions <= FEW else IN_SOAK * repetitions
    found, place = Followed(), ""
    url = f"sqlite:///{mkdtemp(dir=tmp_path)}/books.sqlite"
    with open_office(url) as office, listening(office, OFTEN) as port:
        with written_meanwhile(office):
            for _ in range(cuts):
                place = piece_of_stream(port, place, chance.randint(1, 3000), found)
        head = office.log.head()
        rest = Followed()
        pull_until(port, lambda reached: reached >= head, rest)
        told = list(office.log.page(0, head))
    seen = found.places
    # What was whole when the stream was cut does not come again, and nothing is skipped.
    assert seen == list(range(1, len(seen) + 1))
    assert seen
    later = [each for each in rest.events if int(each["id"]) > int(place)]
    whole = found.events + later
    assert [each["subject"] for each in whole] == [fact.stream for fact in told]
    assert [int(each["id"]) for each in whole] == [fact.position for fact in told]
