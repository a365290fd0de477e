"""An import by hand: rows of the swap sheet to facts, undecided, a thousand rows a transaction.

The least that any import of this sheet does: read the cells, spell the facts of each row, write
them with their command ids. No row is judged, no life is read, nothing personal is sealed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import openpyxl

from domain.adsorber import ADSORBER, BedChange, CarbonFilled, CarbonSwapped
from domain.charge import CHARGE, ChargeEnded, ChargeStarted
from domain.container import CONTAINER, ContainerFilled
from domain.identifiers import AdsorberId, ChargeId, LotId
from domain.lot import LOT, LotDrawn
from domain.occurred import SHANGHAI, Occurred
from domain.quantities import GRAMS_PER_KG
from domain.record import Fact, Provenance, Request
from tests.bench.floors.job import ENTERPRISE, Entry, Line

SHEET = "换炭记录"
ROWS_ABOVE = 2
"""A title and a header."""
ROWS_OF_A_TRANSACTION = 1000
REQUIRED_G = 1_000_000


class Writer(Protocol):
    """A floor that writes commands with their facts."""

    def write(self, entries: Iterable[Entry]) -> None:
        """Write them in one durable transaction."""
        ...


def import_swaps(workbook: Path, floor: Writer) -> int:
    """Read the sheet and write its facts; give how many rows."""
    entries = _entries(workbook)
    rows = 0
    while some := list(islice(entries, ROWS_OF_A_TRANSACTION)):
        floor.write(some)
        rows += len(some)
    return rows


def _entries(workbook: Path) -> Iterator[Entry]:
    book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    versions: dict[str, int] = {}
    running: dict[str, tuple[int, int]] = {}
    for row in book[SHEET].iter_rows(min_row=ROWS_ABOVE + 1, values_only=True):
        yield _request(row), _numbered(_facts(row, running), versions)
    book.close()


def _request(row: tuple[Any, ...]) -> Request:
    contents = tuple((str(column), str(cell)) for column, cell in enumerate(row) if cell)
    return Request(f"{SHEET}:{row[1]}@{row[0]}", "bench", Provenance.IMPORTED, contents)


def _numbered(facts: list[tuple[str, Fact]], versions: dict[str, int]) -> list[Line]:
    lines: list[Line] = []
    for stream, fact in facts:
        version = versions[stream] = versions.get(stream, 0) + 1
        lines.append((stream, version, fact))
    return lines


def _facts(row: tuple[Any, ...], running: dict[str, tuple[int, int]]) -> list[tuple[str, Fact]]:
    moment, adsorber, removed_kg, filled_kg, lot, vehicle, *_ = row
    assert isinstance(moment, datetime)
    when = Occurred.at(moment.replace(tzinfo=SHANGHAI))
    key, from_lot = AdsorberId(adsorber), LotId(lot)
    in_g = int(filled_kg * GRAMS_PER_KG)
    fill, fresh_g = running.get(key, (0, 0))
    new = ChargeId.of(key, 1, fill + 1)
    running[key] = (fill + 1, in_g)
    begun = ChargeStarted(when, ENTERPRISE, key, 1, from_lot, in_g, REQUIRED_G)
    both: list[tuple[str, Fact]] = [
        (CHARGE.stream(new), begun),
        (LOT.stream(from_lot), LotDrawn(when, key, when, in_g)),
    ]
    if not fill:
        beds = (BedChange(1, None, 0, new, in_g),)
        filled = CarbonFilled(when, beds, in_g, from_lot, None, ())
        return [(ADSORBER.stream(key), filled), *both]
    out_g = int(removed_kg * GRAMS_PER_KG)
    old = ChargeId.of(key, 1, fill)
    beds = (BedChange(1, old, out_g, new, in_g),)
    swapped = CarbonSwapped(when, beds, out_g, in_g, from_lot, vehicle, None, None, ())
    spent = ContainerFilled(when, ENTERPRISE, (old,), out_g, None)
    return [
        (ADSORBER.stream(key), swapped),
        (CHARGE.stream(old), ChargeEnded(when, out_g, fresh_g)),
        *both,
        (CONTAINER.stream(f"C-{key}-{moment:%Y%m%d%H%M}"), spent),
    ]
