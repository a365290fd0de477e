"""环保健康码: the four colours, and why a charge has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The colours, from good to bad."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def zh(self) -> str:
        """The colour in Chinese."""
        return _ZH[self]

    @property
    def rank(self) -> int:
        """0 for green to 3 for red."""
        return _ORDER.index(self)


_ORDER = tuple(Code)
_ZH = dict(zip(_ORDER, ("绿", "黄", "橙", "红"), strict=True))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code is at least this bad: the rule, and a sentence with its numbers and dates."""

    rule: str
    code: Code
    zh: str
    en: str


def worst(codes: Iterable[Code | None]) -> Code | None:
    """The gravest of several codes; None if there is none."""
    return max((code for code in codes if code), key=lambda code: code.rank, default=None)
