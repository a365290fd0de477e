"""Files of readings, read by their mapping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from adapters.devices.csv_text import CsvText, as_numbers, is_no_time, read_csv
from adapters.devices.mapping import Disbelieved, FileMapping, Numbers, Taken, Truths
from adapters.devices.mappings import MAPPINGS
from adapters.devices.remarks import (
    ASIDE,
    EMPTY_COLUMN,
    UNKNOWN_COLUMN,
    bad_cells,
    bad_times,
    misshapen,
    neither_side,
    nothing_read,
    other_side,
    out_of_order,
    spread_over_minutes,
    zeros,
)
from adapters.devices.stamps import newest_first, spread
from application.telemetry_file import (
    ColumnsMissing,
    FileKind,
    Remark,
    TelemetryFile,
    UnknownFileKind,
    Unread,
)
from domain.reading import QUANTITIES, Floats, Integers, Quantity, Readings

_SIDES = (Quantity.INLET, Quantity.OUTLET)


class CsvFiles:
    """Reads every kind of file for which there is a mapping."""

    def __init__(self, mappings: Mapping[str, FileMapping] = MAPPINGS) -> None:
        """Know these mappings."""
        self._mappings = mappings

    @property
    def kinds(self) -> Sequence[FileKind]:
        """The kinds it knows."""
        return [_kind(mapping) for mapping in self._mappings.values()]

    def __call__(self, path: Path, kind: str, device: str) -> TelemetryFile:
        """Read a file as that of a device; raises an `UnreadableFile`."""
        mapping = self._mappings.get(kind)
        if mapping is None:
            raise UnknownFileKind(map=kind, known="、".join(self._mappings))
        text = read_csv(path)
        _must_be(mapping, text)
        return _Reading(mapping, text).of(device, path.name)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that have a time, in order of it."""

    text: CsvText
    order: Integers
    """(rows,): the place of each among the lines of the file"""
    at_ms: Integers

    @property
    def numbers(self) -> Integers:
        return self.text.numbers[self.order]

    def cells(self, column: str) -> list[str]:
        cells = self.text.column(column)
        return [cells[place] for place in self.order.tolist()]


class _Reading:
    """One file while it is read; what is noticed is remarked."""

    def __init__(self, mapping: FileMapping, text: CsvText) -> None:
        self._mapping = mapping
        self._text = text
        self._remarks: list[Remark] = [*misshapen(text.misshapen)]

    def of(self, device: str, name: str) -> TelemetryFile:
        rows = self._in_order()
        values = self._values(rows)
        self._remark_zeros(values)
        unread = tuple(self._unread(rows, values))
        counter = self._numbers(rows, self._mapping.counter or "")
        whole: Integers = np.where(np.isnan(counter), -1, counter).astype(np.int64)
        kept = self._with_something(rows, values)
        at_ms, unmarked = rows.at_ms[kept], np.zeros(int(np.count_nonzero(kept)), np.int64)
        readings = Readings(device, at_ms, whole[kept], values[kept], unmarked)
        row_of = rows.numbers[kept]
        return TelemetryFile(name, len(self._text), readings, row_of, tuple(self._remarks), unread)

    def _in_order(self) -> _Rows:
        at_ms = self._text.times(self._mapping.time)
        bad = is_no_time(at_ms)
        self._remarks += bad_times(self._text.numbers[bad])
        places: Integers = np.flatnonzero(~bad)
        if newest_first(at_ms[places], usually=self._mapping.newest_first):
            places = places[::-1]
        backwards = int(np.count_nonzero(np.diff(at_ms[places]) < 0))
        self._remarks += out_of_order(backwards)
        order: Integers = places[np.argsort(at_ms[places], kind="stable")]
        times = at_ms[order]
        if self._mapping.minutes:
            self._remarks += spread_over_minutes(times)
            times = spread(times)
        return _Rows(self._text, order, times)

    def _values(self, rows: _Rows) -> Floats:
        values: Floats = np.full((len(rows.at_ms), len(QUANTITIES)), np.nan)
        shown = np.array(rows.cells(self._mapping.switch)) if self._mapping.switch else None
        for taken in self._mapping.taken:
            read = self._reading(rows, taken)
            if taken.side is not None and shown is not None:
                away: Truths = shown != taken.side
                known: Truths = np.isin(shown, list(self._mapping.sides))
                not_read = int(np.count_nonzero(away & known & ~np.isnan(read)))
                self._remarks += other_side(taken.column, not_read)
                read = np.where(away, np.nan, read)
            values[:, QUANTITIES.index(taken.quantity)] = read
        if shown is not None:
            stray: Truths = ~np.isin(shown, list(self._mapping.sides))
            self._remarks += neither_side(rows.numbers[stray])
        return values

    def _reading(self, rows: _Rows, taken: Taken) -> Floats:
        read = self._numbers(rows, taken.column)
        less = 0.0 if taken.less is None else self._numbers(rows, taken.less)
        return np.round((read - less) * taken.factor, 6)

    def _numbers(self, rows: _Rows, column: str) -> Floats:
        read, wrong = as_numbers(rows.cells(column))
        self._remarks += bad_cells(column, rows.numbers[np.array(wrong, dtype=np.int64)])
        return read

    def _remark_zeros(self, values: Floats) -> None:
        for quantity in _SIDES if self._mapping.zero_is_below else ():
            zero: Truths = values[:, QUANTITIES.index(quantity)] == 0
            self._remarks += zeros(quantity, int(np.count_nonzero(zero)))

    def _with_something(self, rows: _Rows, values: Floats) -> Truths:
        something: Truths = np.logical_or.reduce(~np.isnan(values), axis=1)
        self._remarks += nothing_read(rows.numbers[~something])
        return something

    def _unread(self, rows: _Rows, values: Floats) -> Iterator[Unread]:
        mapping = self._mapping
        known = {mapping.time, mapping.counter, mapping.switch}
        known |= {column for taken in mapping.taken for column in taken.columns}
        doubted = {each.column: each for each in mapping.disbelieved}
        for column in dict.fromkeys(self._text.headings):
            if column in doubted:
                yield _looked_at(doubted[column], rows, values)
            elif not any(self._text.column(column)):
                yield Unread(column, *EMPTY_COLUMN)
            elif column in mapping.aside:
                yield Unread(column, *ASIDE)
            elif column not in known:
                yield Unread(column, *UNKNOWN_COLUMN)


def _looked_at(column: Disbelieved, rows: _Rows, values: Floats) -> Unread:
    told, _ = as_numbers(rows.cells(column.column))
    count = int(np.count_nonzero(~np.isnan(told)))
    if column.check is None:
        return Unread(column.column, column.zh, column.en, count)
    wrong = column.check(Numbers(rows.at_ms, values, told))
    return Unread(column.column, column.zh, column.en, count, int(np.count_nonzero(wrong)))


def _must_be(mapping: FileMapping, text: CsvText) -> None:
    missing = [column for column in mapping.needed if column not in text.headings]
    readable = any(taken.column in text.headings for taken in mapping.taken)
    if missing or not readable:
        columns = missing or [taken.column for taken in mapping.taken]
        raise ColumnsMissing(map=mapping.name, missing="、".join(columns))


def _kind(mapping: FileMapping) -> FileKind:
    columns = (mapping.time, mapping.counter, mapping.switch)
    taken = (column for each in mapping.taken for column in each.columns)
    every = (column for column in (*columns, *taken) if column)
    return FileKind(mapping.name, mapping.zh, mapping.en, tuple(dict.fromkeys(every)))
