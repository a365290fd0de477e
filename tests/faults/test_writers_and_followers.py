"""Eight writers at once on PostgreSQL: whoever follows from outside misses nothing, in order."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread

import pytest

from adapters.web.limits import Limits
from adapters.wiring import open_office
from application.office import request
from domain.identifiers import LotId
from tests.adapters.web.writing.serving import listening
from tests.databases import database_by_xid, empty_database
from tests.faults.followers_outside import Followed, pull_until, stream_until
from tests.faults.office_books import Books
from tests.faults.writers import at_work, furnish
from tests.logbook import received

WRITERS = 8
Made = Callable[[str], AbstractContextManager[str]]
PLENTY = Limits(reads_per_s=1e6, reads_at_once=10**6)
FOLLOWERS = (pull_until, stream_until)


@pytest.mark.fault
@pytest.mark.parametrize("made", [empty_database, database_by_xid], ids=["by lock", "by xid"])
def test_eight_writers_at_once_are_followed_without_a_gap(
    made: Made, postgres: str, tmp_path: Path, repetitions: int
) -> None:
    rounds = min(repetitions, 20)
    done, last = Event(), [0]

    def enough(reached: int) -> bool:
        return done.is_set() and reached >= last[0]

    followed = [Followed() for _ in FOLLOWERS]
    with made(postgres) as url:
        books = Books(url)
        furnish(books, WRITERS)
        with open_office(url) as office, listening(office, PLENTY) as port:
            threads = [
                Thread(target=follow, args=(port, enough, found))
                for follow, found in zip(FOLLOWERS, followed, strict=True)
            ]
            for thread in threads:
                thread.start()
            with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
                for _ in range(rounds):
                    writers.wait_for_more()
                assert set(writers.stop()) == {0}
            office.followers.seal()
            last[0] = office.log.head()
            done.set()
            # A stream hears of the end with the next event.
            office.log.perform(received(LotId("LAST")), request("tester", "last"))
            for thread in threads:
                thread.join(timeout=60)
                assert not thread.is_alive()
            facts = list(office.log.page(0, last[0] + 1))
    for found in followed:
        events = found.events[: last[0]]
        assert found.places[: last[0]] == list(range(1, last[0] + 1))
        assert [each["subject"] for each in events] == [fact.stream for fact in facts[: last[0]]]
