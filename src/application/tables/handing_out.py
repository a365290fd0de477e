"""The tables of a day, written into a folder: all that there was, or what has changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from application.office import Office
from application.ports.table_folders import NewFolder
from application.ports.table_rows import Row
from application.tables.catalogue import TABLES
from application.tables.changing import changes, every_row
from application.tables.declared import VERSION, Table
from application.tables.dictionary import CHANGE, HEADING, dictionary
from application.tables.manifest import (
    CONTROL_FILE,
    CONTROL_HEADING,
    DICTIONARY_FILE,
    FORMAT,
    FULL,
    INCREMENTAL,
    FileMark,
    Manifest,
    Sums,
    TableFile,
    control_rows,
    folder_name,
)
from application.tables.spelling import MARK, cells, heading, mark
from application.tables.tally import ChangeTally, Tally
from application.viewpoint import Viewpoint
from domain.occurred import SHANGHAI
from domain.refusal import Refusal


class NothingSince(Refusal):
    """增量表比较两个日子, 前一个必须更早。

    A table of changes compares two days, of which the first must be the earlier one.
    """


@dataclass(frozen=True, slots=True)
class Handed:
    """A folder that has been written, and how many rows left the office with it."""

    folder: Path
    manifest: Manifest

    @property
    def what(self) -> str:
        """What it is called on the record of exports."""
        since = self.manifest.since
        return "tables" if since is None else f"tables/since-{since}"

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(entry.lines for entry in self.manifest.tables)


def hand_out(office: Office, parent: Path, day: date, since: date | None = None) -> Handed:
    """Write the tables as they stood at the end of a day, as was known then.

    With `since`, what has changed since the end of that day. The views must be up to date. Raises
    `NothingSince`, `TablesAlreadyThere` and `TablesNotWritten`.
    """
    if since is not None and since >= day:
        raise NothingSince(day=day, since=since)
    name = folder_name(day, since, closed=_is_over(office, day))
    with office.table_folders.laid_out(parent, name) as folder:
        desk = _Desk(office, folder, _end_of(office, day), since and _end_of(office, since))
        tables = tuple(desk.written(table) for table in TABLES)
        words = folder.table(DICTIONARY_FILE, HEADING, dictionary())
        manifest = _manifest(office, day, since, tables, (words,))
        control = folder.table(CONTROL_FILE, CONTROL_HEADING, control_rows(manifest))
        manifest = _manifest(office, day, since, tables, (words, control))
        folder.manifest(manifest)
    return Handed(parent / name, manifest)


def midnight_after(day: date) -> datetime:
    """When a day is over, in China."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI)


def lines_of(table: Table, rows: Iterable[Row]) -> Iterator[list[str]]:
    """The lines of a table's file: the values of each row, and their mark."""
    for row in rows:
        values = cells(table, row)
        yield [*values, mark(values)]


def _is_over(office: Office, day: date) -> bool:
    return office.clock.now() >= midnight_after(day)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Writes one table after the other, row by row."""

    office: Office
    folder: NewFolder
    at: Viewpoint
    since: Viewpoint | None

    def written(self, table: Table) -> TableFile:
        """Write a table."""
        return self._full(table) if self.since is None else self._changed(table, self.since)

    def _full(self, table: Table) -> TableFile:
        tally = Tally(table)
        rows = tally.counted(every_row(self.office.table_rows, table, self.at))
        lines = lines_of(table, rows)
        written = self.folder.table(table.file, [*heading(table), MARK], lines)
        return TableFile(table.name, written, Sums(tally.rows, tally.kg))

    def _changed(self, table: Table, since: Viewpoint) -> TableFile:
        rows, tally, whole = self.office.table_rows, ChangeTally(table), Tally(table)
        now = whole.counted(every_row(rows, table, self.at))
        found = tally.counted(changes(every_row(rows, table, since), now))
        lines = ([change, *line] for change, row in found for line in lines_of(table, [row]))
        written = self.folder.table(table.file, [CHANGE, *heading(table), MARK], lines)
        parts = {str(change): Sums(each.rows, each.kg) for change, each in tally.by_change.items()}
        return TableFile(table.name, written, Sums(whole.rows, whole.kg), parts)


def _end_of(office: Office, day: date) -> Viewpoint:
    return office.viewpoint(day.isoformat(), day.isoformat())


def _manifest(
    office: Office,
    day: date,
    since: date | None,
    tables: tuple[TableFile, ...],
    others: tuple[FileMark, ...],
) -> Manifest:
    over, at = midnight_after(day), _end_of(office, day)
    return Manifest(
        FORMAT,
        VERSION,
        FULL if since is None else INCREMENTAL,
        office.events.source,
        day.isoformat(),
        None if since is None else since.isoformat(),
        at.as_of,
        at.known_at,
        office.events.feed.place_before(over.isoformat(timespec="microseconds")),
        _is_over(office, day),
        tables,
        others,
    )
