"""The simplest views, which note every fact that they see; and a log for them to follow."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import inspect, text

from domain.lot import LotDrawn, LotReceived
from projections.rows import Assert, Change, Fold, Noted, Projection, Recall, Table
from tests.logbook import LOT_A, Office, asked, drawn


class Seen(NamedTuple):
    """That a fact was folded."""

    position: int
    line: int
    stream: str


SEEN = Table("seen", Seen, asked_by=(("stream",),))
OTHER = Table("seen_by_another", Seen)


def watching(table: Table = SEEN, *, told: str = "") -> Fold:
    """Note every fact, and say something about it."""

    def watch(noted: Noted, recall: Recall) -> Iterable[Change]:
        del recall
        return [Assert(table, Seen(noted.position, 0, f"{noted.stream}{told}"))]

    return watch


def shy(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Note every fact, but choke on draws of more than 5 g."""
    del recall
    if isinstance(noted.fact, LotDrawn) and noted.fact.mass_g > 5:
        raise ValueError("too much at once")
    return [Assert(OTHER, Seen(noted.position, 0, noted.stream))]


WATCH = Projection("watch", frozenset({LotReceived, LotDrawn}), (SEEN,), watching())
SHY = Projection("shy", frozenset({LotReceived, LotDrawn}), (OTHER,), shy)


def draw(office: Office, count: int, mass_g: int = 1) -> None:
    """Write as many facts."""
    for n in range(count):
        number = f"TADF1{office.log.head():05}"
        office.log.perform(drawn(LOT_A, number, mass_g), asked(f"{number}-{n}"))


def seen(office: Office, table: str = "seen") -> list[int]:
    """The facts that a view has noted, in their order."""
    with office.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT position FROM {table} ORDER BY position")).all()
    return [position for (position,) in rows]


def every_position(office: Office) -> list[int]:
    """The facts in the log."""
    return [recorded.position for recorded in office.log.page(0, 10_000)]


def tables(office: Office) -> set[str]:
    """The tables of the simplest views."""
    names = inspect(office.engine).get_table_names()
    return {name for name in names if name.startswith("seen")}
