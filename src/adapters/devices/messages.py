"""Batches in JSON: rows in one document or a row a line, straight into numpy.

    {"at": "2026-03-02T08:00:00+08:00", "counter": 17, "inlet_mg_per_m3": 86.5}
    [{…}, {…}]
    {"readings": [{…}, {…}]}

`at` is a time with its zone, or milliseconds since 1970.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Annotated, NoReturn

import msgspec
import numpy as np

from application.telemetry_body import MisshapenReading, NotJson
from domain.reading import QUANTITIES, Floats, Integers, Readings

At = int | Annotated[datetime, msgspec.Meta(tz=True)]
Counter = Annotated[int, msgspec.Meta(ge=0, le=2**62)] | None
Value = float | None


class Row(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One reading. Its fields are named as the quantities are."""

    at: At
    counter: Counter = None
    inlet_mg_per_m3: Value = None
    outlet_mg_per_m3: Value = None
    airflow_m3_per_h: Value = None
    temperature_c: Value = None
    humidity_percent: Value = None
    pressure_drop_pa: Value = None
    bed_temperature_c: Value = None


class InRows(msgspec.Struct, forbid_unknown_fields=True):
    """A document of rows."""

    readings: list[Row]


_ROW = msgspec.json.Decoder(Row)
_ROWS = msgspec.json.Decoder(list[Row])
_IN_ROWS = msgspec.json.Decoder(InRows)
_VALUES = attrgetter(*QUANTITIES)
_BLANK = b" \t\r\n"
_BEGINS = re.compile(rb'\s*(?:(\[)|\{\s*"readings")')
_WHERE = re.compile(r"(?P<reason>.*?)(?: - at `(?P<path>\$[^`]*)`)?")
_STEP = re.compile(r"\[(\d+)\]|\.(\w+)")
_FAR_MS = 2**52
"""Times beyond, some 142,000 years from 1970, are none."""


def readings_of_json(body: bytes, device: str) -> Readings:
    """Read a batch; raises `NotJson` or `MisshapenReading`, which name row and field."""
    begins = _BEGINS.match(body)
    try:
        if begins is None:
            return _of_rows(list(_lines(body)), device)
        if begins[1]:
            return _of_rows(_ROWS.decode(body), device)
        return _of_rows(_IN_ROWS.decode(body).readings, device)
    except msgspec.ValidationError as wrong:
        _refuse(str(wrong), None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise NotJson(reason=str(wrong)) from None


def _lines(body: bytes) -> Iterator[Row]:
    """One document a line, or one over many lines; blank lines are passed over."""
    lines = [line for line in body.split(b"\n") if line.strip(_BLANK)]
    if not lines:
        raise NotJson(reason="empty")
    if len(lines) > 1 and lines[0].strip(_BLANK) == b"{":
        yield _ROW.decode(body)
        return
    for row, line in enumerate(lines):
        try:
            yield _ROW.decode(line)
        except msgspec.ValidationError as wrong:
            _refuse(str(wrong), row)
        except msgspec.DecodeError as wrong:
            raise NotJson(row=row, reason=str(wrong)) from None


def _of_rows(rows: Sequence[Row], device: str) -> Readings:
    at_ms = _milliseconds([row.at for row in rows])
    counter = _counters([row.counter for row in rows])
    # An array of floats takes None for NaN.
    told: Floats = np.array(list(map(_VALUES, rows)), dtype=np.float64)
    values = told.reshape(len(rows), len(QUANTITIES))
    return Readings(device, at_ms, counter, values, np.zeros(len(rows), np.int64))


def _milliseconds(times: Sequence[At]) -> Integers:
    read = [at if isinstance(at, int) else round(at.timestamp() * 1000) for at in times]
    for row, at in enumerate(read):
        if not -_FAR_MS < at < _FAR_MS:
            raise MisshapenReading(row=row, field="at", reason="out of range")
    return np.array(read, dtype=np.int64)


def _counters(told: Sequence[Counter]) -> Integers:
    return np.array([-1 if each is None else each for each in told], dtype=np.int64)


def _refuse(message: str, row: int | None) -> NoReturn:
    """Say of a message of msgspec which row and field it is about."""
    found = _WHERE.fullmatch(message)
    steps = _STEP.findall(found["path"] or "") if found else []
    numbers = [int(number) for number, _ in steps if number]
    names = [name for _, name in steps if name not in {"", "readings"}]
    facts: dict[str, object] = {}
    if row is not None or numbers:
        facts["row"] = numbers[0] if row is None else row
    if names:
        facts["field"] = names[-1]
    raise MisshapenReading(**facts, reason=found["reason"] if found else message) from None
