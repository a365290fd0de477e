"""Towns and streets by the names that people use for them."""

import csv
from functools import cache
from importlib.resources import files

from adapters.workbook.told import compact
from domain.identifiers import TownCode
from domain.refusal import Refusal


class UnknownTown(Refusal):
    """镇街不在区划表中, 请写全称或 9 位区划代码。

    The division table has no such town; please write its full name or its 9-digit code.
    """


_KINDS_OF_TOWN = ("街道", "镇", "乡")


def town(text: str) -> TownCode:
    """The 9-digit code of `王店镇`, `王店`, `秀洲区王店镇`, or of a code written out."""
    name = compact(text)
    if name.isascii() and name.isdigit():
        return _written_out(name)
    for known, code in _towns().items():
        if name == known or name.endswith((known, _short(known))):
            return code
    raise UnknownTown(town=text)


def _written_out(digits: str) -> TownCode:
    # Some tables pad the code of a town to the twelve digits of a village.
    return TownCode(digits[:9] if len(digits) == 12 and digits.endswith("000") else digits)


def _short(name: str) -> str:
    for kind in _KINDS_OF_TOWN:
        if name.endswith(kind):
            return name.removesuffix(kind)
    return name


@cache
def _towns() -> dict[str, TownCode]:
    table = files("adapters.workbook").joinpath("divisions.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return {row["name"]: TownCode(row["code"]) for row in rows if row["level"] == "township"}
