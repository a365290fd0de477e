"""每日台账表: yesterday's tables, written after midnight of China while a server runs."""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from application.journal import note
from application.office import Office
from application.ports.followers import Form
from application.ports.table_folders import TableFolders, TablesAlreadyThere
from application.ports.table_rows import Row, TableRows
from application.tables.catalogue import VIEWS
from application.tables.declared import Table
from application.tables.handing_out import Handed, hand_out
from application.tables.manifest import day_of
from application.tables.on_record import put_on_record
from application.viewpoint import Viewpoint
from domain.access import Role
from domain.occurred import SHANGHAI

SETTLED_AFTER = timedelta(minutes=10)
"""So long after midnight, what was recorded just before it is in the views. Chosen."""
DUE_AFTER = timedelta(hours=2)
"""So long after midnight somebody should look why there are no tables. Chosen."""
MOST_DAYS = 31
"""So many missed days are made up for one by one; what is older comes as one change. Chosen."""
LOOK_S = 30.0
"""How often it is looked whether a day has ended."""
AGAIN_S = 600.0
"""How long after a failure it is tried again."""

ACTOR = "每日台账表"
_log = logging.getLogger(__name__)


def days_written(folders: TableFolders, parent: Path) -> Sequence[date]:
    """The days of which there are full tables, in order."""
    days = map(day_of, folders.names(parent))
    return [day for day in days if day is not None]


def last_settled(now: datetime, after: timedelta = SETTLED_AFTER) -> date:
    """The last day that has been over for so long."""
    return (now - after).astimezone(SHANGHAI).date() - timedelta(days=1)


def missing_days(written: Sequence[date], until: date) -> Iterator[date]:
    """The days to write: those after the last one that was, or the last one alone at first."""
    if not written:
        yield until
        return
    day = max(written[-1] + timedelta(days=1), until - timedelta(days=MOST_DAYS - 1))
    while day <= until:
        yield day
        day += timedelta(days=1)


def write_missing(office: Office, parent: Path) -> Iterator[Handed]:
    """Write every day that is missing: what there was, and what had changed since the last one."""
    folders = office.table_folders
    until = last_settled(office.clock.now())
    for day in missing_days(days_written(folders, parent), until):
        written = [each for each in days_written(folders, parent) if each < day]
        # The changes come first: a day counts as written by its full tables.
        for since in [*written[-1:], None]:
            try:
                handed = hand_out(office, parent, day, since)
            except TablesAlreadyThere:
                continue  # another process has
            at = office.viewpoint(day.isoformat(), day.isoformat())
            put_on_record(office, ACTOR, Role.DISTRICT, handed.what, handed.rows, at)
            yield handed


@contextmanager
def written_daily(office: Office, parent: Path | None) -> Generator[None]:
    """Write in a thread of its own for as long as the context lasts, if there is a folder."""
    if parent is None:
        yield
        return
    stop = Event()
    writer = Thread(target=_write, args=(office, parent, stop), name="tables")
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


class _Stopping(Exception):  # noqa: N818 - it breaks a folder off, and nothing is wrong
    """The server is going home."""


@dataclass(frozen=True, slots=True)
class _UntilStopped:
    """The rows, until the server is going home: it does not wait for a large table."""

    rows: TableRows
    stop: Event

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Give a page, or break off."""
        if self.stop.is_set():
            raise _Stopping
        return self.rows.page(table, at, after=after, limit=limit)


def _write(office: Office, parent: Path, stop: Event) -> None:
    office = replace(office, table_rows=_UntilStopped(office.table_rows, stop))
    failed = ""
    while not stop.is_set():
        try:
            if _views_are_there(office):
                for handed in write_missing(office, parent):
                    _note(handed)
                failed = ""
        except _Stopping:
            return
        except Exception as fault:
            kind = type(fault).__name__
            if kind != failed:
                level = logging.ERROR
                note(_log, "tables-not-written", "每日台账表未能写出", level=level, fault=fault)
            failed = kind
            stop.wait(AGAIN_S)
        else:
            stop.wait(LOOK_S)


def _views_are_there(office: Office) -> bool:
    """Bring the views to the head of the log; False while one is rebuilt or has stopped."""
    followings = office.followers.catch_up()
    needed = [each for each in followings if each.follower in VIEWS]
    return all(each.form is Form.CURRENT and each.stopped is None for each in needed)


def _note(handed: Handed) -> None:
    manifest = handed.manifest
    note(
        _log,
        "tables-written",
        "已写出每日台账表",
        day=manifest.day,
        since=manifest.since or "",
        rows=handed.rows,
        position=manifest.position,
    )


def overdue(written: Sequence[date], now: datetime) -> date | None:
    """The last day that should have been written and was not; None where all is well."""
    due = last_settled(now, DUE_AFTER)
    return None if written and written[-1] >= due else due
