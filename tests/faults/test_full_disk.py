"""The disk is full: one clear sentence, no damage, and with room the same command completes."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psycopg
import pytest

from tests import servers
from tests.faults.office_books import Books, Written
from tests.faults.small_disk import small_disk

CLEAR = ("disk-full", "log-not-writable")


def check_refused(books: Books, workbook: Path) -> None:
    """The import fails as a person can understand it."""
    done = books.tell(books.command("import", workbook, "--actor", "office"))
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert any(f"code: {code}" in done.stderr for code in CLEAR), done.stderr
    assert "磁盘已满" in done.stderr
    assert "disk" in done.stderr
    assert "full" in done.stderr


def check_completed(books: Books, workbook: Path, undisturbed: list[Written]) -> None:
    """Now there is room, and the import completes what it had begun."""
    kept = books.written()
    assert kept == undisturbed[: len(kept)]
    done = books.tell(books.importing(workbook))
    assert done.returncode == 0, done
    assert books.written() == undisturbed
    assert books.tell(books.command("verify")).returncode == 0


@pytest.mark.fault
def test_an_embedded_database_on_a_full_disk_is_told_and_damages_nothing(
    office_folder: Path, year_book: Path, undisturbed: list[Written], repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about how much room there is
    # Every time starts three programs; nothing here depends on the moment, only on the room.
    for n in range(repetitions):
        room = f"{chance.randint(40, 1000)}k"
        with small_disk(office_folder / f"disk-{n}", room) as disk:
            books = Books(f"sqlite:///{disk.folder}/books.db")
            check_refused(books, year_book)
            disk.grow("64m")
            check_completed(books, year_book, undisturbed)


@contextmanager
def database_on(server: servers.PostgresServer, folder: Path) -> Generator[Books]:
    """A database whose tables lie in a folder; its journal stays on the server's own disk."""
    with psycopg.connect(server.address, autocommit=True) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        owner = Path(data).stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'".encode())
        connection.execute(b"CREATE DATABASE crowded TEMPLATE template0 TABLESPACE small")
        yield Books(server.address.rpartition("/")[0] + "/crowded")
        connection.execute(b"DROP DATABASE crowded WITH (FORCE)")
        connection.execute(b"DROP TABLESPACE small")


@pytest.mark.fault
def test_a_postgresql_on_a_full_disk_is_told_and_damages_nothing(
    own_server: servers.PostgresServer, year_book: Path, undisturbed: list[Written]
) -> None:
    # Below the test's own folder the server's account may not go.
    with TemporaryDirectory() as folder, small_disk(Path(folder) / "disk", "64m") as disk:
        Path(folder).chmod(0o755)
        with database_on(own_server, disk.folder) as books:
            assert books.written() == []
            disk.shrink(spare_bytes=256 * 1024)
            check_refused(books, year_book)
            disk.grow("64m")
            check_completed(books, year_book, undisturbed)
