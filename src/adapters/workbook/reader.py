"""Read a ledger: open its files, recognise its sheets, gather its rows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from adapters.workbook import carbon_rows, plant_rows, sheet_kinds
from adapters.workbook.grid import Grid, GridRow, is_blank
from adapters.workbook.headings import Headings, recognised
from adapters.workbook.opening import grids_of, members
from adapters.workbook.register import Register
from adapters.workbook.remarks import on_sheet
from application.ledger_file import Finding, LedgerFile, NotALedger, Outcome, Progress

_HEADING_WITHIN = 30
"""Rows from the top among which the headings are looked for."""

_PROGRESS_EVERY = 500

_Take = Callable[[str, Headings, GridRow], None]


def read_ledger(paths: Sequence[Path], progress: Progress | None = None) -> LedgerFile:
    """Read one workbook, one CSV file, a folder of CSV files, or several of them together."""
    reading = _LedgerReading(progress or _unseen)
    for path in members(paths):
        with grids_of(path) as grids:
            for grid in grids:
                reading.take(grid)
    return reading.result("、".join(path.name for path in paths))


def _unseen(sheet: str, done: int, expected: int | None) -> None:
    """Nobody watches."""


class _LedgerReading:
    """A ledger half read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._notes: list[Finding] = []
        self._sheets = 0
        self._enterprises = Register(plant_rows.enterprise)
        self._adsorbers = Register(plant_rows.adsorber)
        self._lots = Register(carbon_rows.lot)
        self._swaps = Register(carbon_rows.swap)
        self._manifests = Register(carbon_rows.manifest)
        self._receivers = Register(plant_rows.receiver)
        self._batches = Register(carbon_rows.batch)
        self._tariffs = Register(plant_rows.tariff)
        self._takes: dict[str, _Take] = {
            sheet_kinds.ENTERPRISES.name: self._enterprises.take,
            sheet_kinds.ADSORBERS.name: self._adsorbers.take,
            sheet_kinds.LOTS.name: self._lots.take,
            sheet_kinds.SWAPS.name: self._swaps.take,
            sheet_kinds.MANIFESTS.name: self._manifests.take,
            sheet_kinds.RECEIVERS.name: self._receivers.take,
            sheet_kinds.BATCHES.name: self._batches.take,
            sheet_kinds.TARIFFS.name: self._tariffs.take,
        }

    def take(self, grid: Grid) -> None:
        """Read one sheet, or say why it was left out."""
        rows = (row for row in grid.rows if not is_blank(row))
        first = list(islice(rows, _HEADING_WITHIN))
        headings = recognised(grid.title, first)
        if headings is None:
            self._leave_out(grid, blank=not first)
            return
        self._notes += _on_columns(grid.title, headings)
        self._sheets += 1
        if not headings.missing():
            body = (row for row in chain(first, rows) if row.number > headings.row)
            self._take_rows(grid, headings, body)

    def _take_rows(self, grid: Grid, headings: Headings, rows: Iterator[GridRow]) -> None:
        take, done = self._takes[headings.kind.name], 0
        for row in rows:
            take(grid.title, headings, row)
            done += 1
            if done % _PROGRESS_EVERY == 0:
                self._progress(grid.title, done, grid.expected)
        self._progress(grid.title, done, done)

    def _leave_out(self, grid: Grid, *, blank: bool) -> None:
        if not blank:
            self._notes.append(on_sheet(grid.title, "unknown-sheet", Outcome.IGNORED))

    def result(self, name: str) -> LedgerFile:
        """The whole ledger."""
        if not self._sheets:
            raise NotALedger(file=name)
        return LedgerFile(
            name=name,
            enterprises=tuple(self._enterprises.lines),
            adsorbers=tuple(self._adsorbers.lines),
            lots=tuple(self._lots.lines),
            swaps=tuple(self._swaps.lines),
            manifests=tuple(self._manifests.lines),
            receivers=tuple(self._receivers.lines),
            batches=tuple(self._batches.lines),
            tariffs=tuple(self._tariffs.lines),
            notes=tuple(self._notes),
        )


def _on_columns(sheet: str, headings: Headings) -> list[Finding]:
    ignored = [
        on_sheet(sheet, "unknown-column", Outcome.IGNORED, column) for column in headings.unknown
    ]
    return ignored + [
        on_sheet(sheet, "missing-column", Outcome.REFUSED, column) for column in headings.missing()
    ]
