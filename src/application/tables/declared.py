"""How a table is declared: once, for its files, its SQL view, its dictionary and its check."""

from dataclasses import dataclass
from enum import StrEnum

VERSION = 1
"""Rises with every change to the tables' columns, so that a receiver notices."""

STANDARD = "HJ 1259—2022"
"""危险废物管理计划和管理台账制定技术导则, whose column names the tables bear where they hold the
value."""


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "文本"
    TIME = "时间"
    COUNT = "整数"
    NUMBER = "小数"
    MASS = "质量"
    """Grams in the books; told as kilograms with three decimals."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` for programs and SQL, `zh` for people and on top of the file.

    `standard` is what the standard calls it, empty where it has no such column.
    """

    name: str
    zh: str
    kind: Kind
    meaning_zh: str
    meaning_en: str
    standard: str = ""
    unit: str = ""

    @property
    def heading(self) -> str:
        """What stands on top of the column in a file."""
        return f"{self.zh}({self.unit})" if self.unit else self.zh


@dataclass(frozen=True, slots=True)
class Missing:
    """A column of the standard that is left out, and why."""

    standard: str
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is its key, a text, and its rows come in order of it."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    facts: tuple[str, ...]
    """Published names of the facts it follows from."""
    section: str = ""
    """The part of the standard it fits."""
    missing: tuple[Missing, ...] = ()

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.zh}.csv"

    @property
    def masses(self) -> dict[int, Column]:
        """The columns that are summed, by their place in a row."""
        return {place: each for place, each in enumerate(self.columns) if each.kind is Kind.MASS}


def text(name: str, zh: str, meaning_zh: str, meaning_en: str, *, standard: str = "") -> Column:
    """Declare a text."""
    return Column(name, zh, Kind.TEXT, meaning_zh, meaning_en, standard)


def time(name: str, zh: str, meaning_zh: str, meaning_en: str, *, standard: str = "") -> Column:
    """Declare a date or a moment."""
    return Column(name, zh, Kind.TIME, meaning_zh, meaning_en, standard)


def count(
    name: str, zh: str, meaning_zh: str, meaning_en: str, *, standard: str = "", unit: str = ""
) -> Column:
    """Declare a whole number."""
    return Column(name, zh, Kind.COUNT, meaning_zh, meaning_en, standard, unit)


def number(name: str, zh: str, meaning_zh: str, meaning_en: str, *, unit: str) -> Column:
    """Declare a number with a fraction."""
    return Column(name, zh, Kind.NUMBER, meaning_zh, meaning_en, "", unit)


def mass(name: str, zh: str, meaning_zh: str, meaning_en: str, *, standard: str = "") -> Column:
    """Declare a mass."""
    return Column(name, zh, Kind.MASS, meaning_zh, meaning_en, standard, "kg")
