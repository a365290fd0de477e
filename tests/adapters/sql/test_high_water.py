"""The high-water mark is never lowered, and a log that does not reach it is not opened."""

import shutil
import sqlite3
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from adapters.sql.high_water import NO_FACT, HighWater, Mark, MarkUnreadable
from adapters.wiring import open_log, open_office
from application.act import only
from application.office import Office, request
from application.ports.log_keeping import (
    LogBelowItsMark,
    LogDiverged,
    Ordering,
    TransactionsRestarted,
)
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from tests.databases import empty_database
from tests.logbook import NEW_YEAR

AT = "2022-12-01T08:00:00+08:00"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return tmp_path / "books.sqlite"


def write(office: Office, *lots: str) -> list[int]:
    receipt = ReceiveLot(NEW_YEAR, Source.VIRGIN, "厂", 1)
    acts = [only(LOT, LotId(f"LOT-{n}"), receipt) for n in lots]
    return [office.log.perform(act, request("tester", None)).last for act in acts]


def test_the_mark_is_never_lowered(tmp_path: Path) -> None:
    file = tmp_path / "mark"

    def work(position: int) -> None:
        HighWater(file).raise_to(Mark(1, position, f"{position}".rjust(64, "0")))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [7, 3, 200, 5, 9, 1, 150, 8] * 5))
    assert HighWater(file).read() == Mark(1, 200, "200".rjust(64, "0"))


def test_a_later_epoch_counts_more_than_a_position(tmp_path: Path) -> None:
    water = HighWater(tmp_path / "mark")
    water.raise_to(Mark(1, 9, NO_FACT))
    water.raise_to(Mark(2, 9, "d" * 64))
    assert water.read() == Mark(2, 9, "d" * 64)


def test_a_damaged_mark_is_told(tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("rubbish")
    with pytest.raises(MarkUnreadable, match="mark"):
        HighWater(tmp_path / "mark").read()


def test_what_was_answered_last_is_marked_when_the_office_closes(books: Path) -> None:
    with open_office(f"sqlite:///{books}") as office:
        write(office, "1", "2")
    mark = HighWater(Path(f"{books}.mark")).read()
    assert mark is not None
    assert mark.position == 2


def test_a_restored_copy_is_refused_until_it_is_continued(books: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{books}"
    with open_office(url) as office:
        write(office, "1", "2")
    shutil.copy(books, tmp_path / "copy")
    with open_office(url) as office:
        write(office, "3", "4", "5")
    shutil.copy(tmp_path / "copy", books)
    with pytest.raises(LogBelowItsMark) as refused, open_office(url):
        pass
    facts = refused.value.facts
    assert (facts["position"], facts["mark"]) == (2, 5)
    assert "tanguanjia log continue" in str(facts["command"])
    with open_log(url) as keeping:
        assert keeping.go_on(reason="disk", actor="tester", at=AT).lost == (3, 5)
    with open_office(url) as office:
        office.catch_up()
        assert write(office, "6", "7") == [6, 7]
        office.catch_up()
        assert {each.lag for each in office.followers.status()} == {0}
        assert office.followers.differences() == []


def test_a_copy_in_which_somebody_wrote_on_is_recognised(books: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{books}"
    with open_office(url) as office:
        write(office, "1")
    shutil.copy(books, tmp_path / "copy")
    with open_office(url) as office:
        write(office, "2")
    marked = Path(f"{books}.mark").read_bytes()
    shutil.copy(tmp_path / "copy", books)
    Path(f"{books}.mark").unlink()
    with open_office(url) as office:
        write(office, "X", "Y")
    Path(f"{books}.mark").write_bytes(marked)
    with pytest.raises(LogDiverged), open_office(url):
        pass
    with open_log(url) as keeping:
        begun = keeping.go_on(reason="wrote on", actor="tester", at=AT)
    assert (begun.lost, begun.marked) == (None, 3)
    with open_office(url) as office:
        assert write(office, "Z") == [4]


def test_a_tail_that_was_cut_off_is_noticed(books: Path) -> None:
    url = f"sqlite:///{books}"
    with open_office(url) as office:
        write(office, "1", "2")
    connection = sqlite3.connect(books)
    connection.executescript("DROP TRIGGER fact_delete; DELETE FROM fact WHERE position = 2")
    connection.close()
    with pytest.raises(LogBelowItsMark), open_office(url):
        pass


@pytest.fixture
def two(postgres: str) -> Generator[tuple[str, str]]:
    with empty_database(postgres) as one, empty_database(postgres) as other:
        yield one, other


@pytest.mark.parametrize("ordering", list(Ordering))
def test_a_running_office_notices_a_database_that_fell_back(
    two: tuple[str, str], ordering: Ordering, postgres: str
) -> None:
    url, older = two
    with open_log(url) as keeping:
        keeping.order_by(ordering, actor="tester", at=AT)
    with open_office(url) as office:
        write(office, "1", "2")
    _copy(postgres, url, older)
    written: list[int] = []
    with pytest.raises(LogBelowItsMark):
        _write_across_a_restore(postgres, url, older, written)
    assert written == [3]
    with open_log(url) as keeping:
        assert keeping.go_on(reason="took over", actor="tester", at=AT).lost == (3, 3)
    with open_office(url) as office:
        assert write(office, "4") == [4]


def test_transaction_ids_that_began_anew_begin_an_epoch(two: tuple[str, str]) -> None:
    url, _ = two
    with open_log(url) as keeping:
        keeping.order_by(Ordering.XID, actor="tester", at=AT)
    with open_office(url) as office:
        write(office, "1")
    with psycopg.connect(url) as connection:
        # As if the fact had been written on a server that was further on.
        connection.execute("ALTER TABLE fact DISABLE TRIGGER fact_is_kept")
        connection.execute("UPDATE fact SET xid = '9000000000000000000'")
        connection.execute("UPDATE sealer SET xid = '9000000000000000000'")
        connection.execute("ALTER TABLE fact ENABLE TRIGGER fact_is_kept")
    with pytest.raises(TransactionsRestarted), open_office(url):
        pass
    with open_log(url) as keeping:
        assert keeping.go_on(reason="moved", actor="tester", at=AT).lost is None
    with open_office(url) as office:
        assert write(office, "2") == [2]


def _write_across_a_restore(server: str, url: str, older: str, written: list[int]) -> None:
    with open_office(url) as office:
        written += write(office, "3")
        office.catch_up()
        _copy(server, older, url)
        written += write(office, "4")


def _copy(server: str, source: str, target: str) -> None:
    """Put a copy of one database in the place of another."""
    there, here = source.rpartition("/")[2], target.rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (there,)
        )
        connection.execute(f"DROP DATABASE {here} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {here} TEMPLATE {there}".encode())
