"""In which order the rows of a file are carried out: by day, by rank within the day, by time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from application.act import Act
from application.ledger_file import Line
from application.ports.vault import as_text
from domain.personal import Personal
from domain.quantities import kilograms

Contents = tuple[tuple[str, str], ...]


class Rank(IntEnum):
    """Within a day, what comes first."""

    STANDING = 0
    """Who and what is there before anything happens: enterprises, permits, prices."""
    ADMITTED = 1
    LOT_RECEIVED = 2
    COMMISSIONED = 3
    CARBON_CHANGED = 4
    DEPARTED = 5
    ARRIVED = 6
    CLOSED = 7
    KILN_CHARGED = 8
    KILN_OUTPUT = 9
    OUTPUT_RECEIVED = 10
    """A regenerated lot that reaches the store on the very day the kiln put it out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One command of a row: its id, what the row says by the names of its columns, and the act."""

    command_id: str
    contents: Contents
    act: Act


class Turn(NamedTuple):
    """When a command of a row is carried out. Turns sort as they are to be taken.

    `place` counts the file's rows; `ask` makes the command or refuses the row.
    """

    day: str
    rank: Rank
    time: str
    command_id: str
    place: int
    ask: Callable[[], Asked]


def said(*fields: tuple[str, object]) -> Contents:
    """Contents without what the row leaves open."""
    return tuple((name, str(value)) for name, value in fields if value not in (None, "", ()))


def unread(line: Line[object]) -> frozenset[str]:
    """The headings under which something is written that nobody can read."""
    return frozenset(note.column for note in line.notes if note.code == "illegible-value")


def kilograms_told(mass_g: int | None) -> str | None:
    """A mass as a column in kilograms has it."""
    return None if mass_g is None else f"{kilograms(mass_g):f}"


def sealed_text(personal: Personal | None) -> str | None:
    """A sealed value among contents."""
    return None if personal is None else as_text(personal)


def bundles(turns: Iterable[Turn], limit: int) -> Iterator[list[Turn]]:
    """Cut the sequence into bundles in which every row stands only once.

    So a row that is refused at one step is known to be refused before its next step.
    """
    bundle: list[Turn] = []
    places: set[int] = set()
    for turn in turns:
        if len(bundle) == limit or turn.place in places:
            yield bundle
            bundle, places = [], set()
        bundle.append(turn)
        places.add(turn.place)
    if bundle:
        yield bundle
