"""The primary dies under load and its standby takes over: nothing acknowledged is lost."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from adapters.wiring import open_office
from application.following import followed
from application.office import Office
from tests import servers
from tests.faults.office_books import PATIENCE_S, Books
from tests.faults.standby import DATABASE, pair
from tests.faults.writers import Writers, at_work, check_whole, furnish

WRITERS = 4
ENOUGH = 200
"""So many acknowledged commands are worth being lost."""


@pytest.fixture
def programs() -> Path:
    found = servers.installed_programs()
    if found is None and servers.nothing_may_be_left_out():
        pytest.fail(servers.LEFT_OUT)
    if found is None:
        pytest.skip(servers.LEFT_OUT)
    return found


def _wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _views_are_at(office: Office, head: int) -> bool:
    """Whoever asks when the connection has just been lost is told, and asks again."""
    try:
        return all(each.position >= head for each in office.followers.status())
    except (OperationalError, psycopg.OperationalError):
        return False


def _first_write_s(writers: Writers) -> float:
    """How long until a writer is acknowledged something that nobody was before."""
    before, began = len(writers.acknowledged()), time.monotonic()
    _wait_until(lambda: len(writers.acknowledged()) > before)
    return time.monotonic() - began


@pytest.mark.fault
def test_a_promoted_standby_has_every_acknowledged_command_once_and_the_program_goes_on(
    programs: Path, tmp_path: Path, repetitions: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(max(1, repetitions // 40)):
        with pair(programs) as (primary, standby):
            hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
            books = Books(
                f"postgresql://postgres@{hosts}/{DATABASE}?target_session_attrs=read-write"
            )
            furnishings = furnish(books, WRITERS)
            with (
                open_office(books.url) as office,
                followed(office),
                at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers,
            ):
                _wait_until(lambda: len(writers.acknowledged()) >= ENOUGH)
                primary.kill()
                died = time.monotonic()
                acknowledged_before = set(writers.acknowledged())
                standby.promote()
                took_s = _first_write_s(writers)
                down_s = time.monotonic() - died
                writers.wait_for_more()
                assert writers.stop() == [0] * WRITERS
                acknowledged = writers.acknowledged()
                _wait_until(lambda: _views_are_at(office, office.log.head()))
            stored = books.commands() - furnishings
            lost = acknowledged_before - stored
            assert lost == set()
            assert stored == set(acknowledged)
            assert len(set(acknowledged)) == len(acknowledged)
            check_whole(books.written())
            books.check()
            with capsys.disabled():
                print(
                    f"\nfail-over: first write {took_s:.2f} s after promotion, {down_s:.2f} s after"
                    f" the primary died; {len(lost)} of {len(acknowledged_before)} acknowledged"
                    f" commands lost, {len(acknowledged)} in all, none twice"
                )
