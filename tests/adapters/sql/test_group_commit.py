"""Those who come while somebody writes share the next flush to disk."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any, cast

import pytest

from adapters.sql.group_commit import GROUP_LIMIT, GroupCommit, Job
from application.ports.fact_book import OpenBook

NO_BOOK = cast("OpenBook", None)


class Disk:
    """Runs what it is given, slowly, and remembers how much came at once."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.busy = Event()
        self.free = Event()
        self.breaks = False

    def write(self, group: Sequence[Job[Any]]) -> None:
        self.busy.set()
        self.free.wait(10)
        self.groups.append(len(group))
        for job in group:
            job.run(NO_BOOK)
        if self.breaks:
            raise OSError("disk full")


def _all_waiting(group: GroupCommit, disk: Disk, count: int) -> list[Future[int]]:
    pool = ThreadPoolExecutor(count)
    first = pool.submit(group.do, lambda _: 0)
    disk.busy.wait(10)
    others = [pool.submit(group.do, lambda _, n=n: n) for n in range(1, count)]
    sleep(0.2)  # until all of them have queued up
    disk.free.set()
    pool.shutdown()
    return [first, *others]


def test_an_idle_caller_writes_at_once_and_alone() -> None:
    disk = Disk()
    disk.free.set()
    assert GroupCommit(disk.write).do(lambda _: 7) == 7
    assert disk.groups == [1]


def test_all_who_wait_form_one_group_and_each_gets_its_own_result() -> None:
    disk = Disk()
    results = _all_waiting(GroupCommit(disk.write), disk, 20)
    assert [result.result() for result in results] == list(range(20))
    assert disk.groups == [1, 19]


def test_a_group_has_a_limit() -> None:
    disk = Disk()
    results = _all_waiting(GroupCommit(disk.write), disk, GROUP_LIMIT + 10)
    assert [result.result() for result in results] == list(range(GROUP_LIMIT + 10))
    assert disk.groups == [1, GROUP_LIMIT, 9]


def test_one_failure_is_one_callers_failure() -> None:
    disk = Disk()
    disk.free.set()
    group = GroupCommit(disk.write)
    with pytest.raises(ZeroDivisionError):
        group.do(lambda _: 1 // 0)
    assert group.do(lambda _: 7) == 7


def test_a_lost_flush_fails_everyone_who_shared_it() -> None:
    disk = Disk()
    disk.breaks = True
    results = _all_waiting(GroupCommit(disk.write), disk, 5)
    assert [str(result.exception()) for result in results] == ["disk full"] * 5


def test_work_that_writes_by_itself_is_stopped() -> None:
    disk = Disk()
    disk.free.set()
    group = GroupCommit(disk.write)
    with pytest.raises(RuntimeError, match="must not write"):
        group.do(lambda _: group.do(lambda _: 1))
    assert group.do(lambda _: 7) == 7
