"""A PostgreSQL of our own goes down under load and comes back: each command is written once."""

from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from tempfile import mkdtemp
from time import sleep

import pytest

from tests import servers
from tests.databases import empty_database
from tests.faults.office_books import PATIENCE_S, Books, Written
from tests.faults.writers import at_work, check_whole, furnish

WRITERS = 3
CLEAR = ("log-unreachable", "database-unreachable")


def go_down(server: servers.PostgresServer, chance: Random) -> None:
    """Take the server down in good order, or as in a power cut."""
    (server.crash if chance.random() < 0.5 else server.stop)()


@pytest.mark.fault
def test_writers_live_through_a_restart_and_every_command_is_written_once(
    own_server: servers.PostgresServer, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a server goes down
    for _ in range(repetitions):
        with empty_database(own_server.address) as url:
            books = Books(url)
            furnishings = furnish(books, WRITERS)
            with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
                writers.wait_for_more()
                sleep(chance.uniform(0, 0.1))
                go_down(own_server, chance)
                sleep(chance.uniform(0, 0.1))
                own_server.start()
                writers.wait_for_more()
                assert writers.stop() == [0] * WRITERS
                acknowledged = writers.acknowledged()
            assert len(set(acknowledged)) == len(acknowledged)
            assert books.commands() - furnishings == set(acknowledged)
            check_whole(books.written())
            books.check()


@pytest.mark.fault
def test_an_import_whose_server_goes_down_ends_well_or_with_a_clear_error_and_can_be_repeated(
    own_server: servers.PostgresServer,
    year_book: Path,
    undisturbed: list[Written],
    repetitions: int,
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a server goes down
    for _ in range(repetitions):
        with empty_database(own_server.address) as url:
            books = Books(url)
            command = books.importing(year_book)
            with Popen(command, stdout=PIPE, stderr=PIPE, text=True) as program:
                # It says so as soon as it reads the workbook; what follows takes a moment.
                assert program.stderr is not None
                program.stderr.readline()
                sleep(chance.uniform(0, 0.5))
                go_down(own_server, chance)
                own_server.start()
                said, complaint = program.communicate(timeout=PATIENCE_S)
            assert "Traceback" not in complaint
            assert program.returncode == 0 or any(code in said for code in CLEAR), said
            books.take(year_book)
            assert books.written() == undisturbed
            books.check()
