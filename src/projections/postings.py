"""What the two folds of the carbon ledger write: an object, an entry, a mass, and since when."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from projections.rows import OPEN, Assert, Change, Noted, Supersede, Table


class Posting(NamedTuple):
    """`mass_g` grams, signed, under an entry of an object's account."""

    position: int
    line: int
    slot: str | None
    object: str
    entry: str
    mass_g: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Move(NamedTuple):
    """A posting before it is written down."""

    object: str
    entry: str
    mass_g: int


_BY_ENTRY = (("entry", "mass_g"),)
STOCK = Table("ledger_stock", Posting, (("object",),), found_by="object", summed_by=_BY_ENTRY)
FLOW = Table("ledger_flow", Posting, (("object",),), found_by="object", summed_by=_BY_ENTRY)


def posted(
    table: Table,
    noted: Noted,
    occurred: str,
    moves: Iterable[Move],
    *,
    slot: str | None = None,
    line: int = 0,
) -> list[Change]:
    """Post moves as of a time; a slot makes them one thing that can be put right later."""
    when, known = str(occurred), noted.recorded_at
    return [
        Assert(
            table,
            Posting(noted.position, n, slot, object_, str(entry), mass_g, when, OPEN, known, OPEN),
        )
        for n, (object_, entry, mass_g) in enumerate(moves, line)
    ]


def put_right(
    table: Table,
    noted: Noted,
    slots: Sequence[str],
    truth: Sequence[tuple[str, str, Sequence[Move]]],
) -> list[Change]:
    """Supersede slots, and post what is true instead: slot, time and moves."""
    changes: list[Change] = [Supersede(table, slot) for slot in slots]
    line = 0
    for slot, occurred, moves in truth:
        changes += posted(table, noted, occurred, moves, slot=slot, line=line)
        line += len(moves)
    return changes
