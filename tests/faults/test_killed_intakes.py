"""Whoever takes readings in is killed, or has no room left: what was answered is there, and nothing
is half there.
"""

from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import monotonic, sleep

import pytest

from adapters.wiring import open_office
from application.office import Office
from application.ports.telemetry_store import ReadingsNotKept
from tests.faults.conftest import NewBooks
from tests.faults.intakes import (
    CLOCK,
    EVERY_S,
    ROWS,
    batch,
    device_of,
    install,
    kept,
    send,
    touched,
)
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.processes import killed, started
from tests.faults.small_disk import small_disk
from tests.readings import MIDNIGHT

SENDERS = 2
LIVES = 3
"""So often a sender dies and goes on before one looks."""


def answered(notes: Path) -> list[int]:
    if not notes.exists():
        return []
    return [int(line) for line in notes.read_text().splitlines(keepends=True) if "\n" in line]


def wait_for_more(notes: list[Path]) -> None:
    before = [len(answered(each)) for each in notes]
    deadline = monotonic() + PATIENCE_S
    while any(len(answered(each)) <= done for each, done in zip(notes, before, strict=True)):
        assert monotonic() < deadline, "nothing is taken in"
        sleep(0.005)


def days_of(device: str, batches: int) -> set[tuple[str, str]]:
    """The days of so many batches, by the calendar."""
    seconds = range(EVERY_S, batches * ROWS * EVERY_S + 1, EVERY_S)
    return {(device, str((MIDNIGHT + timedelta(seconds=each)).date())) for each in seconds}


@pytest.mark.fault
def test_what_was_answered_is_there_and_nothing_is_half_there(
    new_books: NewBooks, tmp_path: Path, repetitions: int
) -> None:
    chance = Random(2026)  # noqa: S311 - nothing secret about when a process dies
    for _ in range(repetitions):
        folder = Path(mkdtemp(dir=tmp_path))
        notes = [folder / f"sender-{sender}" for sender in range(SENDERS)]
        with new_books() as books:
            install(books, SENDERS)
            for _ in range(LIVES):
                # The last one is sent again: its answer may have been lost on its way.
                since = [max(0, len(set(answered(each))) - 1) for each in notes]
                senders = [
                    started(send, books.url, sender, since[sender], notes[sender])
                    for sender in range(SENDERS)
                ]
                wait_for_more(notes)
                sleep(chance.uniform(0, 0.1))
                killed(*senders)
            for sender, each in enumerate(notes):
                batches, part = divmod(len(kept(books, sender)), ROWS)
                told = len(set(answered(each)))
                assert part == 0
                assert told <= batches <= told + 1
                assert kept(books, sender) == [float(n) for n in range(1, batches * ROWS + 1)]
                own = {day for day in touched(books) if day[0] == device_of(sender)}
                assert own == days_of(device_of(sender), batches)


def until_full(office: Office) -> int:
    """Send batches while there is room; how many rows were taken in."""
    for number in count():
        try:
            office.intake.take(batch(0, number))
        except ReadingsNotKept:
            return number * ROWS
    raise AssertionError


@pytest.mark.fault
def test_a_full_disk_takes_nothing_in_and_loses_nothing(office_folder: Path) -> None:
    with small_disk(office_folder / "disk", "64m") as disk:
        books = Books(f"sqlite:///{disk.folder}/books.db")
        install(books, 1)
        with open_office(books.url, clock=CLOCK) as office:
            disk.shrink(spare_bytes=256 * 1024)
            taken = until_full(office)
            disk.grow("64m")
            assert len(kept(books, 0)) == taken > 0
            assert office.intake.take(batch(0, taken // ROWS)).new == ROWS
