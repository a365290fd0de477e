"""Dates and times as people type them."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from adapters.workbook.grid import Cell
from adapters.workbook.told import Illegible, Told, folded
from domain.occurred import SHANGHAI, Occurred

_YEARS = range(1990, 2100)
"""A ledger of activated carbon knows no other; a stray number is not taken for a date."""

_EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_SERIALS = (32_874, 73_051)
"""1990-01-01 and 2100-01-01 in the count of days that Excel keeps."""

_PLAIN = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:"
    r"\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"|(?P<mm>\d{2})(?P<dd>\d{2}))"
    r"(?:(?:\s*[t,]\s*|\s+|(?<=[日号]))"
    r"(?P<half>上午|下午|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*分?)?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.0+)?\s*秒?)?(?:\+08:?00)?)?"
)


@lru_cache(maxsize=65536, typed=True)
def moment(cell: Cell) -> Told[Occurred]:
    """A moment, or a date where no time of day was written.

    Excel keeps a date as its midnight, so midnight means that only the date is known.
    """
    if isinstance(cell, datetime):
        return Told(_occurred(cell))
    if isinstance(cell, date):
        return Told(_occurred(datetime.combine(cell, time(0))))
    if isinstance(cell, str):
        text = folded(cell)
        return Told(_from_text(text), _PLAIN.fullmatch(cell.strip()) is not None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Told(_from_number(cell), plain=False)
    raise Illegible


@lru_cache(maxsize=65536, typed=True)
def day(cell: Cell) -> Told[Occurred]:
    """A date; a time of day written beside it is passed over."""
    told = moment(cell)
    return Told(Occurred.on(told.value.day), told.plain and told.value.is_date)


def _from_number(number: float) -> Occurred:
    if number > _SERIALS[1] and float(number).is_integer():
        return _from_text(str(int(number)))
    return _from_serial(float(number))


def _from_serial(serial: float) -> Occurred:
    if not _SERIALS[0] <= serial < _SERIALS[1]:
        raise Illegible
    return _occurred(_EXCEL_DAY_ZERO + timedelta(days=serial))


def _from_text(text: str) -> Occurred:
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text))
    match = _WRITTEN.fullmatch(text.lower())
    if match is None:
        raise Illegible
    try:
        return _occurred(_moment_of(match))
    except ValueError as no_such_day:
        raise Illegible from no_such_day


def _moment_of(match: re.Match[str]) -> datetime:
    year, month, day_ = int(match["year"]), match["month"] or match["mm"], match["day"]
    written = datetime(year, int(month), int(day_ or match["dd"]), tzinfo=SHANGHAI)
    if match["hour"] is None:
        return written
    hour = _hour_of_day(int(match["hour"]), match["half"])
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    return written.replace(hour=hour, minute=minute, second=second)


def _hour_of_day(hour: int, half: str | None) -> int:
    if half in ("下午", "pm") and hour < 12:
        return hour + 12
    return 0 if half in ("上午", "am") and hour == 12 else hour


def _occurred(written: datetime) -> Occurred:
    """To the second, since Excel's fractions of a day are a few microseconds off."""
    local = written if written.tzinfo else written.replace(tzinfo=SHANGHAI)
    rounded = (local + timedelta(milliseconds=500)).replace(microsecond=0)
    if rounded.year not in _YEARS:
        raise Illegible
    if rounded.time() == time(0):
        return Occurred.on(rounded.date())
    return Occurred.at(rounded)
