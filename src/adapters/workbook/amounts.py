"""Weights, prices and other numbers as people type them."""

import math
import re
from decimal import Decimal
from functools import lru_cache

from adapters.workbook.grid import Cell
from adapters.workbook.told import Illegible, Told, folded
from domain.quantities import grams

_KG_PER_UNIT = {
    "kg": Decimal(1),
    "kgs": Decimal(1),
    "公斤": Decimal(1),
    "千克": Decimal(1),
    "t": Decimal(1000),
    "吨": Decimal(1000),
    "公吨": Decimal(1000),
    "g": Decimal("0.001"),
    "克": Decimal("0.001"),
}

FEN_PER_YUAN = 100

_THOUSANDS_GAP = re.compile(r"(?<=\d)\s+(?=\d{3}(?!\d))")
_LOOSE_GAP = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_NUMBER = re.compile(
    r"(?P<about>约为?|大约|大概|≈|~)?"
    r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,12})?)"
    r"(?P<unit>[^\d\s.,+-]+(?:3?/[^\d\s.,+-]+)?)?"
)
_ABOUT_SUFFIX = "左右"


@lru_cache(maxsize=65536, typed=True)
def weight(cell: Cell, unit: str | None) -> Told[int]:
    """Grams. A bare number is in the heading's unit, or in kilograms if the heading names none.

    The number may be negative; whether that makes sense is not this function's to say.
    """
    if isinstance(cell, str):
        return _weight_in_words(cell, unit)
    return Told(_grams(_exact(cell), unit))


def _weight_in_words(text: str, unit: str | None) -> Told[int]:
    number, own_unit, approximate = _taken_apart(text)
    if own_unit is not None and own_unit not in _KG_PER_UNIT:
        raise Illegible
    plain = _PLAIN.fullmatch(text.strip()) is not None
    return Told(_grams(number, own_unit or unit), plain, approximate)


def _grams(number: Decimal, unit: str | None) -> int:
    return grams(number * _KG_PER_UNIT.get(unit or "kg", Decimal(1)))


@lru_cache(maxsize=65536, typed=True)
def number(cell: Cell) -> Told[Decimal]:
    """A number whose unit the heading gives; a unit repeated in the cell is passed over."""
    if not isinstance(cell, str):
        return Told(_exact(cell))
    value, _, approximate = _taken_apart(cell)
    return Told(value, _PLAIN.fullmatch(cell.strip()) is not None, approximate)


def count(cell: Cell) -> Told[int]:
    """A whole number, zero or more."""
    return _whole(number(cell))


def fen(cell: Cell) -> Told[int]:
    """A price written in yuan, in fen; nobody charges fractions of a fen."""
    price = number(cell)
    return _whole(Told(price.value * FEN_PER_YUAN, price.plain, price.approximate))


def _whole(told: Told[Decimal]) -> Told[int]:
    if told.value < 0 or told.value != told.value.to_integral_value():
        raise Illegible
    return Told(int(told.value), told.plain, told.approximate)


def _exact(cell: Cell) -> Decimal:
    # A bool is an int to Python, but TRUE in a cell is no weight.
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise Illegible
    if abs(cell) >= 1e15:
        raise Illegible
    return Decimal(str(cell))


def _taken_apart(text: str) -> tuple[Decimal, str | None, bool]:
    """Number, unit and whether it is only about right."""
    tight = _LOOSE_GAP.sub("", _THOUSANDS_GAP.sub("", folded(text).lower()))
    about = tight.endswith(_ABOUT_SUFFIX)
    match = _NUMBER.fullmatch(tight.removesuffix(_ABOUT_SUFFIX))
    if match is None:
        raise Illegible
    exact = Decimal(match["number"].replace(",", ""))
    return exact, match["unit"], about or match["about"] is not None
