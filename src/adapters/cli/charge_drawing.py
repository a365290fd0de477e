"""A charge's saturation drawn with the letters of a terminal.

Braille patterns, 2 by 4 dots each, since they are one column wide in every terminal; lines and
blocks are two wide in some that are set to 中文.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

_BLANK = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bits of a pattern, by column and row of its dots."""
_ROWS = 12
_LABEL = 6
_ROOM_DAYS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """Saturation on a morning, percent: 5 %, middle, 95 %."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: assessments, and days to mark with an upright line."""

    started: date
    points: Sequence[Point]
    marks: Sequence[date]

    @property
    def last(self) -> date:
        """Where the drawing ends."""
        days = [self.started, *(point.day for point in self.points), *self.marks]
        return max(days) + timedelta(_ROOM_DAYS)

    @property
    def top(self) -> float:
        """Where it ends above, percent."""
        return max([100.0, *(point.high for point in self.points)])


def drawn(curve: Curve, columns: int) -> list[str]:
    """The curve on lines of so many columns: the middle, a dotted band, dotted upright lines."""
    wide = max(columns - _LABEL - 1, 10)
    canvas, scale = _Canvas(wide, _ROWS), _Scale(curve, 2 * wide - 1, 4 * _ROWS - 1)
    for column, at in _each(curve, scale):
        for row in range(scale.row(at.high), scale.row(at.low) + 1):
            if column % 2 == row % 2 == 0:
                canvas.dot(column, row)
        canvas.dot(column, scale.row(at.middle))
    for mark in curve.marks:
        for row in range(0, 4 * _ROWS, 2):
            canvas.dot(scale.column(mark), row)
    return [*_labelled(canvas.lines(), curve.top), *_axis(curve, wide)]


def _each(curve: Curve, scale: "_Scale") -> Iterator[tuple[int, Point]]:
    """The curve at each column of dots, straight from one assessment to the next."""
    places = [scale.column(point.day) for point in curve.points]
    for column in range(places[0], places[-1] + 1):
        low, middle, high = (
            float(np.interp(column, places, [getattr(point, level) for point in curve.points]))
            for level in ("low", "middle", "high")
        )
        yield column, Point(curve.started, low, middle, high)


class _Canvas:
    def __init__(self, columns: int, rows: int) -> None:
        self._cells = [[_BLANK] * columns for _ in range(rows)]

    def dot(self, column: int, row: int) -> None:
        self._cells[row // 4][column // 2] |= _DOTS[column % 2][row % 4]

    def lines(self) -> list[str]:
        return ["".join(map(chr, line)) for line in self._cells]


@dataclass(frozen=True, slots=True)
class _Scale:
    curve: Curve
    columns: int
    rows: int

    def column(self, day: date) -> int:
        share = (day - self.curve.started).days / (self.curve.last - self.curve.started).days
        return round(min(max(share, 0), 1) * self.columns)

    def row(self, percent: float) -> int:
        return round((1 - min(max(percent / self.curve.top, 0), 1)) * self.rows)


def _labelled(lines: list[str], top: float) -> list[str]:
    return [
        f"{top * (1 - place / (len(lines) - 1)):4.0f}% {line}"
        if place % 4 == 0 or place == len(lines) - 1
        else " " * _LABEL + line
        for place, line in enumerate(lines)
    ]


def _axis(curve: Curve, wide: int) -> list[str]:
    first, last = curve.started.isoformat(), curve.last.isoformat()
    gap = " " * max(wide - len(first) - len(last), 1)
    return [" " * _LABEL + first + gap + last]
