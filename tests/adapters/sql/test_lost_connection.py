"""A PostgreSQL that goes away: the command id settles what happened, and nothing is doubled."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

import psycopg
import pytest

from adapters.sql import postgres_recorder
from application import answering
from application.act import Act, Change, Read
from application.carbon_log import Answer, LogUnreachable
from application.ports.fact_book import Entry, Known
from tests.databases import empty_database
from tests.logbook import LOT_A, LOT_B, Office, asked, drawn, left_g, open_office, received

HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as database:
        yield database


@pytest.fixture
def office(url: str) -> Generator[Office]:
    with open_office(url) as opened:
        yield opened


def _hang_up(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(HANG_UP)


def _interrupted(act: Act, url: str) -> Act:
    """Lose the connection between reading and appending, once."""
    still: list[Callable[[str], None]] = [_hang_up]

    def interrupted(read: Read) -> Sequence[Change]:
        changes = act(read)
        while still:
            still.pop()(url)
        return changes

    return interrupted


def test_idle_connections_that_were_cut_are_opened_anew(office: Office, url: str) -> None:
    office.log.perform(received(LOT_A), asked("1"))
    _hang_up(url)
    assert office.log.perform(drawn(LOT_A, "TADF1"), asked("2")) == Answer(2, 2)
    _hang_up(url)
    assert left_g(office.log, LOT_A) == 999_000


def test_a_command_whose_connection_was_cut_is_carried_out_once(office: Office, url: str) -> None:
    answer = office.log.perform(_interrupted(received(LOT_A), url), asked("1"))
    assert not answer.repeated
    assert office.log.head() == answer.last
    assert len(office.log.page(0, 10)) == 1


def test_a_batch_whose_connection_was_cut_is_carried_out_once(office: Office, url: str) -> None:
    orders = [(received(LOT_A), asked("1")), (_interrupted(received(LOT_B), url), asked("2"))]
    outcomes = office.log.perform_all(orders)
    assert [isinstance(outcome, Answer) and outcome.repeated for outcome in outcomes] == [False] * 2
    assert len(office.log.page(0, 10)) == 2


def test_an_append_that_was_committed_but_never_confirmed_is_not_repeated(
    office: Office, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = postgres_recorder.OpenPostgresBook.append
    lost: list[int] = []

    def unconfirmed(book: Any, entry: Entry, *, placed: bool) -> Known | int:
        written = append(book, entry, placed=placed)
        if not lost:
            lost.append(1)
            _hang_up(url)
            book.spelled("")  # the first use of the connection finds it gone
        return written

    monkeypatch.setattr(postgres_recorder.OpenPostgresBook, "append", unconfirmed)
    answer = office.log.perform(received(LOT_A), asked("1"))
    assert lost
    assert answer == Answer(1, 1, repeated=False)
    assert len(office.log.page(0, 10)) == 1


def test_a_server_that_stays_away_is_told(
    office: Office, url: str, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PAUSES_S", (0.01, 0.01))
    name = url.rpartition("/")[2]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        _hang_up_from(connection, name)
        with pytest.raises(LogUnreachable):
            office.log.perform(received(LOT_A), asked("1"))
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
    assert office.log.perform(received(LOT_A), asked("1")) == Answer(1, 1)


def _hang_up_from(connection: "psycopg.Connection[Any]", name: str) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
    )


def _ask_behind_the_pool(office: Office, url: str) -> None:
    """On the driver's own cursor, as the views do, while the server hangs up."""
    with office.engine.connect() as connection:
        _hang_up(url)
        driver: Any = connection.connection.dbapi_connection
        driver.cursor().execute("SELECT 1")


def test_a_connection_lost_under_a_view_is_told_once_and_replaced(
    office: Office, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(psycopg.OperationalError):
        _ask_behind_the_pool(office, url)
    assert caplog.records == []
    with office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
