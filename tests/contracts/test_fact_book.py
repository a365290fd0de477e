"""What every book of facts promises the log, on each engine and by each ordering."""

from collections.abc import Generator

import pytest
from sqlalchemy import Engine

from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from application.ports.fact_book import Entry, FactBook, Known, OpenBook, Row, StaleVersion

AT = "2022-09-03T10:00:00.000000+08:00"
SAID = (("质量", "1"),)


@pytest.fixture
def engine(ordered_database: str) -> Generator[Engine]:
    opened = open_engine(ordered_database)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def book(engine: Engine) -> Generator[FactBook]:
    opened = open_book(engine)
    yield opened
    opened.close()


def _entry(command_id: str, *places: tuple[str, int]) -> Entry:
    lines = [(stream, version, "a.v1", b"{}", "2022-09-03") for stream, version in places]
    return Entry(command_id, SAID, "tester", "live", AT, command_id, None, lines)


def test_an_entry_stands_where_the_book_says(book: FactBook) -> None:
    assert book.alone(lambda open_: open_.append(_entry("1", ("a", 1), ("b", 1)))) == 1
    assert book.rows("b") == [Row(2, "b", 1, "a.v1", b"{}", "1", "tester", "live", AT, "1", None)]
    assert book.page(0, 10)[1:] == book.rows("b")
    assert book.head() == 2


def test_a_taken_id_gives_what_is_known(book: FactBook) -> None:
    book.alone(lambda open_: open_.append(_entry("1", ("a", 1), ("a", 2))))
    assert book.alone(lambda open_: open_.append(_entry("1", ("a", 3)))) == Known(1, 2, SAID)
    assert book.alone(lambda open_: open_.known(["1", "2"])) == {"1": Known(1, 2, SAID)}
    assert book.head() == 2


def test_a_taken_version_is_stale(book: FactBook) -> None:
    book.alone(lambda open_: open_.append(_entry("1", ("a", 1))))
    with pytest.raises(StaleVersion):
        book.alone(lambda open_: open_.append(_entry("2", ("b", 1), ("a", 1))))
    assert book.rows("b") == []
    assert book.alone(lambda open_: open_.known(["2"])) == {}


def test_many_entries_follow_each_other_without_a_gap(book: FactBook) -> None:
    entries = [_entry("1", ("a", 1)), _entry("2"), _entry("3", ("a", 2), ("b", 1))]
    first = book.together(lambda open_: open_.append_all(entries))
    known = book.alone(lambda open_: open_.known(["1", "2", "3"]))
    assert known == {
        "1": Known(first, first, SAID),
        "2": Known(0, 0, SAID),
        "3": Known(first + 1, first + 2, SAID),
    }


def test_work_that_fails_leaves_nothing_behind(book: FactBook) -> None:
    def work(open_: OpenBook) -> None:
        open_.append_all([_entry("1", ("a", 1))])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.together(work)
    assert book.head() == 0


def test_a_stream_can_be_read_up_to_a_version(book: FactBook) -> None:
    book.alone(lambda open_: open_.append(_entry("1", ("a", 1), ("a", 2))))
    assert book.spelled("a", 1) == [("a.v1", b"{}")]
    assert list(book.spelled("a")) == book.alone(lambda open_: list(open_.spelled("a")))


def test_waiting_ends_with_the_time(book: FactBook) -> None:
    assert not book.wait_beyond(0, 0.01)
    book.alone(lambda open_: open_.append(_entry("1", ("a", 1))))
    assert book.wait_beyond(0, 0.01)


def test_a_closed_book_may_be_closed_again(book: FactBook) -> None:
    book.close()
    book.close()
