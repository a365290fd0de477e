"""Writers are killed in the middle of single commands: each command is whole or not there."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import sleep

import pytest

from adapters.wiring import open_office
from tests.faults.conftest import NewBooks
from tests.faults.office_books import Books
from tests.faults.writers import at_work, check_whole, furnish, settle

WRITERS = 3


def ask_again(books: Books, commands: Sequence[str]) -> None:
    """Ask for commands again, in each writer's order."""
    with open_office(books.url) as office:
        for writer, number in sorted(tuple(map(int, each.split("-"))) for each in commands):
            settle(office, writer, number)


@pytest.mark.fault
def test_killed_writers_leave_every_acknowledged_command_and_no_half_of_one(
    new_books: NewBooks, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    for _ in range(repetitions):
        with new_books() as books:
            furnishings = furnish(books, WRITERS)
            with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
                writers.wait_for_more()
                sleep(chance.uniform(0, 0.1))
                writers.kill()
                acknowledged = writers.acknowledged()
            stored = books.commands() - furnishings
            assert set(acknowledged) <= stored
            # Each writer had at most one command under way.
            assert len(stored) <= len(acknowledged) + WRITERS
            written = books.written()
            check_whole(written)
            ask_again(books, sorted(stored))
            assert books.written() == written
            books.check()
