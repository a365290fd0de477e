"""Codes, plates, lists and yes-or-no as people type them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from adapters.workbook.grid import UNCALCULATED, Cell, shown
from adapters.workbook.told import Illegible, Told, compact

T = TypeVar("T")

_SEPARATORS = re.compile(r"[、,，;；\s/]+")
_WASTE_CODE = re.compile(r"\d{3}-\d{3}-\d{2}")
_YES = frozenset({"是", "有", "Y", "YES", "TRUE", "√", "1"})
_NO = frozenset({"否", "无", "没有", "N", "NO", "FALSE", "×", "X", "0"})


@lru_cache(maxsize=65536, typed=True)
def code(cell: Cell, make: Callable[[str], T]) -> Told[T]:
    """A code in half-width capitals without blanks, as `make` accepts it."""
    made = make(compact(_written(cell)))
    return Told(made, plain=str(made) == shown(cell))


def phone(cell: Cell) -> Told[str]:
    """A telephone number; unlike codes, what belongs to a person is not kept for the next time."""
    written = _written(cell)
    return Told(compact(written), plain=compact(written) == written)


def listing(cell: Cell, make: Callable[[str], T]) -> Told[tuple[T, ...]]:
    """Codes with anything between them; usual is `、`."""
    made = tuple(make(compact(part)) for part in listed(_written(cell)))
    return Told(made, plain=joined(made) == shown(cell))


def joined(codes: tuple[object, ...]) -> str:
    """A list as it is usually written."""
    return "、".join(str(each) for each in codes)


def _written(cell: Cell) -> str:
    if cell is UNCALCULATED:
        raise Illegible
    return shown(cell)


def plate(text: str) -> str:
    """A vehicle's number plate without the dot that is printed on it: `浙F·8K26Z`."""
    return re.sub(r"[·・•.]", "", compact(text))


def waste_code(text: str) -> str:
    """The eight digits of a hazardous waste, `900-039-49`, with or without `HW49` before them."""
    tidy = re.sub(r"[‐-―]", "-", compact(text))
    found = _WASTE_CODE.search(tidy)
    return found[0] if found else tidy


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list, whatever separates them."""
    return tuple(part for part in _SEPARATORS.split(text) if part)


def yes(text: str) -> bool:
    """Yes or no."""
    answer = compact(text)
    if answer not in _YES | _NO:
        raise Illegible
    return answer in _YES
