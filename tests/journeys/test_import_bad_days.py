"""A ledger is imported by real processes that are killed, or that do it both at once.

The ledger is the workbook's first fortnight of collections, with all that leads up to them.
"""

from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest

from adapters.workbook.reader import read_ledger
from application.ledger_file import LedgerFile
from tests.import_desk import WORKBOOK, Desk, open_desk

PROCESSES = get_context("spawn")
PATIENCE_S = 60


def fortnight() -> LedgerFile:
    file = read_ledger([WORKBOOK])
    manifests = file.manifests[:20]
    numbers = {each.value.number for each in manifests if each.value}
    swaps = [each for each in file.swaps if each.value]
    emptied = {
        each.value.adsorber for each in swaps if each.value and each.value.manifest in numbers
    }
    producers = {each.value.producer for each in manifests if each.value}
    return replace(
        file,
        enterprises=tuple(each for each in file.enterprises if each.key in producers),
        manifests=manifests,
        swaps=tuple(each for each in swaps if each.value and each.value.adsorber in emptied),
        adsorbers=tuple(each for each in file.adsorbers if each.key in emptied),
        batches=file.batches[:1],
    )


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = open_desk(tmp_path_factory.mktemp("once"))
    desk.take(fortnight())
    return desk


def importing(folder: Path, batches: "Synchronized[int]") -> None:
    def count(done: int, expected: int) -> None:
        assert 0 < done <= expected
        batches.value += 1

    open_desk(folder).take(fortnight(), progress=count)


def started(folder: Path) -> tuple[Any, "Synchronized[int]"]:
    batches = PROCESSES.Value("i", 0)
    process = PROCESSES.Process(target=importing, args=(folder, batches))
    process.start()
    return process, batches


@pytest.mark.fault
def test_an_import_that_is_killed_loses_nothing_and_the_next_completes_it(
    tmp_path: Path, once: Desk, repetitions: int
) -> None:
    chance = Random(22)  # noqa: S311 - nothing secret about when a process dies
    for repetition in range(repetitions):
        folder = tmp_path / str(repetition)
        folder.mkdir()
        process, batches = started(folder)
        wanted, deadline = chance.randint(1, 40), monotonic() + PATIENCE_S
        while process.is_alive() and batches.value < wanted and monotonic() < deadline:
            sleep(0.002)
        process.kill()
        process.join()
        desk = open_desk(folder)
        acknowledged = desk.lives()
        desk.take(fortnight(), run_id="again")
        lives = desk.lives()
        assert all(lives[stream][: len(life)] == life for stream, life in acknowledged.items())
        assert desk.opened_lives() == once.opened_lives()


@pytest.mark.fault
def test_two_processes_that_import_at_once_come_to_one_outcome(tmp_path: Path, once: Desk) -> None:
    open_desk(tmp_path)
    both = [started(tmp_path) for _ in range(2)]
    for process, _ in both:
        process.join()
    assert [process.exitcode for process, _ in both] == [0, 0]
    assert open_desk(tmp_path).opened_lives() == once.opened_lives()
