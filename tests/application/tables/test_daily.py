"""Yesterday's tables are written once a day, and days that were missed are made up for."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from adapters.wiring import open_office
from application.office import Office
from application.ports.table_rows import Row
from application.tables import daily
from application.tables.checking import check
from application.tables.daily import (
    MOST_DAYS,
    days_written,
    last_settled,
    missing_days,
    write_missing,
    written_daily,
)
from application.tables.declared import Table
from application.tables.light import tables_light
from application.viewpoint import Viewpoint
from domain.occurred import SHANGHAI
from tests.peopled import A_WHOLE_DISTRICT, MovableClock, settle

FIRST, MORNING = date(2022, 1, 14), datetime(2022, 1, 15, 8, tzinfo=SHANGHAI)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(clock: MovableClock, tmp_path: Path) -> Generator[Office]:
    with open_office(f"sqlite:///{tmp_path / 'books.db'}", clock=clock) as opened:
        settle(A_WHOLE_DISTRICT, opened.log, clock)
        clock.stands_at = MORNING
        opened.catch_up()
        yield replace(opened, tables_into=tmp_path / "tables")


def names(office: Office) -> list[str]:
    assert office.tables_into is not None
    return list(office.table_folders.names(office.tables_into))


def write(office: Office) -> int:
    assert office.tables_into is not None
    return len(list(write_missing(office, office.tables_into)))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2022-01-15T00:09:59+08:00", date(2022, 1, 13)),
        ("2022-01-15T00:10:00+08:00", FIRST),
        ("2022-01-15T23:59:59+08:00", FIRST),
        ("2022-01-14T16:10:00+00:00", FIRST),
    ],
)
def test_a_day_is_settled_a_while_after_midnight_of_china(now: str, day: date) -> None:
    assert last_settled(datetime.fromisoformat(now)) == day


def test_the_first_day_is_the_last_one_and_then_comes_each_that_is_missing() -> None:
    assert list(missing_days([], FIRST)) == [FIRST]
    assert list(missing_days([FIRST], FIRST)) == []
    until = FIRST + timedelta(days=3)
    assert list(missing_days([FIRST], until)) == [FIRST + timedelta(days=n) for n in (1, 2, 3)]
    later = FIRST + timedelta(days=400)
    made_up = list(missing_days([FIRST], later))
    assert (len(made_up), made_up[-1]) == (MOST_DAYS, later)


def test_a_day_is_written_once_and_missed_days_are_made_up_for(
    office: Office, clock: MovableClock
) -> None:
    assert write(office) == 1
    assert write(office) == 0
    assert names(office) == ["2022-01-14-full"]
    clock.stands_at += timedelta(days=2)
    assert write(office) == 4
    assert names(office)[1:] == [
        "2022-01-15-full",
        "2022-01-15-since-2022-01-14",
        "2022-01-16-full",
        "2022-01-16-since-2022-01-15",
    ]
    assert office.tables_into is not None
    for name in names(office):
        assert check(office.table_folders, office.tables_into / name).findings == ()


def test_what_was_broken_off_between_changes_and_whole_goes_on(
    office: Office, clock: MovableClock
) -> None:
    write(office)
    clock.stands_at += timedelta(days=1)
    assert office.tables_into is not None
    written = write_missing(office, office.tables_into)
    assert next(written).manifest.since == "2022-01-14"
    del written
    assert write(office) == 1
    assert len(names(office)) == 3


def test_what_is_written_goes_on_record(office: Office) -> None:
    write(office)
    (entry,) = office.access.entries("2022-01-15")
    assert (entry.actor, entry.fact.what) == (daily.ACTOR, "tables")


def test_folders_of_other_names_are_no_days(office: Office, tmp_path: Path) -> None:
    write(office)
    (tmp_path / "tables" / "2022-01-14-full").rename(tmp_path / "tables" / "2022-13-99-full")
    (tmp_path / "tables" / "ab-full").mkdir()
    assert days_written(office.table_folders, tmp_path / "tables") == []


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_server_writes_them_by_itself(
    office: Office,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(daily, "LOOK_S", 0.05)
    caplog.set_level("INFO")
    with written_daily(office, office.tables_into):
        until(lambda: len(names(office)) == 1)
        clock.stands_at += timedelta(days=1)
        until(lambda: len(names(office)) == 3)
    events = [getattr(each, "event", "") for each in caplog.records]
    assert events.count("tables-written") == 3


def test_without_a_folder_nothing_is_written(office: Office) -> None:
    with written_daily(office, None):
        assert names(office) == []


def test_what_cannot_be_written_is_noted_once_and_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(daily, "LOOK_S", 0.05)
    monkeypatch.setattr(daily, "AGAIN_S", 0.05)
    assert office.tables_into is not None
    office.tables_into.write_text("in the way")
    with written_daily(office, office.tables_into):
        until(lambda: bool(caplog.records))
        time.sleep(0.3)
        office.tables_into.unlink()
        until(lambda: len(names(office)) == 1)
    events = [getattr(each, "event", "") for each in caplog.records]
    assert events.count("tables-not-written") == 1


def test_the_light_is_red_when_the_last_day_is_missing(office: Office, clock: MovableClock) -> None:
    def light(hour: int = 2) -> bool:
        return tables_light(office, clock.stands_at.replace(hour=hour)).green

    assert not light()
    write(office)
    assert light()
    clock.stands_at += timedelta(days=1)
    assert light(hour=1)
    assert not light(hour=2)
    assert tables_light(replace(office, tables_into=None), clock.now()).green


def test_a_server_that_goes_home_waits_for_no_table(office: Office) -> None:
    began = Event()

    class Endless:
        """A table without an end."""

        def page(
            self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
        ) -> Sequence[Row]:
            """Give one more row."""
            del at, limit
            began.set()
            return [(f"{int(after or 0) + 1:09d}", *[None] * (len(table.columns) - 1))]

    with written_daily(replace(office, table_rows=Endless()), office.tables_into):
        assert began.wait(20)
    assert office.tables_into is not None
    assert list(office.tables_into.iterdir()) == []
