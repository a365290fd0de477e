"""What a projection does with a fact: it writes rows, and it supersedes rows it wrote before.

Every row keeps two intervals, half-open: when it was so (`occurred_from`, `occurred_to`) and while
we believed it (`recorded_from`, `recorded_to`). So the past is a query and never a replay. A row is
never changed except that its `recorded_to` is closed when a later fact supersedes it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.record import Fact

OPEN = "9999-12-31"
"""The end of an interval that has not ended."""


class Noted(NamedTuple):
    """A fact as projections read it. `recorded_at` is the text in the log."""

    position: int
    stream: str
    name: str
    fact: Fact
    provenance: str
    recorded_at: str

    @property
    def id(self) -> str:
        """The identity within its kind: `L1` of `lot:L1`."""
        return self.stream.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows of one shape stand. Rows are named tuples.

    `row` begins with `position` and `line` (the fact that wrote it, and the row's number within
    it) and `slot` (what may be superseded or recalled; None if it never is), and ends with the
    two intervals. Where `found_by` names a column, a slot's name is that column's value, or
    begins with it and a `/`, and no index on slots is needed.
    """

    name: str
    row: type[Any]
    asked_by: tuple[tuple[str, ...], ...] = ()
    """Columns that are asked for, so that they want an index."""
    found_by: str | None = None
    summed_by: tuple[tuple[str, str], ...] = ()
    """What is summed or counted over the whole table, and by what: an index that has both, and the
    intervals, spares such a question the rest of the rows."""


class Assert(NamedTuple):
    """Write a row."""

    table: Table
    row: Any


class Supersede(NamedTuple):
    """Stop believing the rows of a slot that earlier facts wrote, as of this fact's recording."""

    table: Table
    slot: str


Change = Assert | Supersede

Recall = Callable[[Table, str], Sequence[Any]]
"""The rows of a slot that are believed at present. A fold is pure apart from this, as an act is
pure apart from its read; only rare facts such as corrections need it."""

Fold = Callable[[Noted, Recall], Iterable[Change]]


@dataclass(frozen=True, slots=True)
class Projection:
    """A named fold, the facts it reads and the tables it writes.

    `version` rises when the same facts are folded into other rows of the same shape: then the view
    is folded again from the first fact.
    """

    name: str
    reads: frozenset[type[Any]]
    tables: tuple[Table, ...]
    fold: Fold
    version: int = 1


class Interval(NamedTuple):
    """The last four columns of every row."""

    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


def since(occurred: str, noted: Noted) -> Interval:
    """From then on, believed from now on."""
    return Interval(str(occurred), OPEN, noted.recorded_at, OPEN)


def changed_from(
    table: Table, rows: Sequence[Any], noted: Noted, occurred: str, **columns: object
) -> Iterable[Change]:
    """Say that from a time on these columns of a slot were so, whatever was said before.

    A life is folded in order of recording, so a fact that is recorded late counts for all that
    came after it as well.
    """
    if rows:
        yield Supersede(table, rows[0].slot)
    before = [row for row in rows if row.occurred_from < occurred]
    after = [row for row in rows if row.occurred_to > occurred]
    parts = [
        *(row._replace(occurred_to=min(row.occurred_to, str(occurred))) for row in before),
        *(
            row._replace(occurred_from=max(row.occurred_from, str(occurred)), **columns)
            for row in after
        ),
    ]
    yield from _written_by(noted, table, parts)


def ended_at(table: Table, rows: Sequence[Any], noted: Noted, occurred: str) -> Iterable[Change]:
    """Say that from a time on nothing of a slot was so any more."""
    if rows:
        yield Supersede(table, rows[0].slot)
    before = [row for row in rows if row.occurred_from < occurred]
    parts = [row._replace(occurred_to=min(row.occurred_to, str(occurred))) for row in before]
    yield from _written_by(noted, table, parts)


def _written_by(noted: Noted, table: Table, rows: Sequence[Any]) -> Iterable[Change]:
    for line, row in enumerate(rows):
        own = {"position": noted.position, "line": line, "recorded_from": noted.recorded_at}
        yield Assert(table, row._replace(**own))
