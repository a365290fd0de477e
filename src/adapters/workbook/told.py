"""What a cell was found to say."""

import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[T_co]):
    """A value read from a cell. `plain` is False if it was written in an unusual way."""

    value: T_co
    plain: bool = True
    approximate: bool = False


class Illegible(Exception):  # noqa: N818 - an answer about a cell, settled one call further up
    """The cell says nothing that can be used."""


NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "N/A", "n/a"})
"""What people write into a cell to say that there is nothing to write."""


def folded(text: str) -> str:
    """Half-width, one kind of minus, no spaces at the ends: ` １，２００ ` is `1,200`."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip(" \t\r\n'")


def compact(text: str) -> str:
    """Folded, upper case and without any white space, as codes are compared."""
    return "".join(folded(text).split()).upper()
