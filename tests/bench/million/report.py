"""What it cost, as a table for people and as a part of the page for the docs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.circumstances import Circumstances
from tests.bench.million.tasks import Line
from tests.bench.page import PAGE, markdown, put_between


@dataclass(frozen=True, slots=True)
class Report:
    """One run of the bench on a large log."""

    circumstances: Circumstances
    facts: int
    seed: int
    lines: Sequence[Line]

    def print(self, console: Console) -> None:
        """Print one table, and under it what it was measured on."""
        heading, *rows = self._rows(self._engines())
        table = Table(*heading, title=f"a district of {self.facts:,} facts")
        for column in table.columns[1:]:
            column.justify = "right"
        for row in rows:
            table.add_row(*row)
        console.print(table)
        console.print(self._remark(), highlight=False)

    def write(self, page: Path = PAGE) -> None:
        """Put the figures of each engine between its marks of the page; the words are by hand.

        What was not measured this time stays as it is.
        """
        for engine in self._engines():
            heading, *rows = self._rows([engine])
            told = markdown(heading, rows)
            put_between(marks(engine), f"{told}\n- {self._remark()}\n", page)

    def _engines(self) -> list[str]:
        return list(dict.fromkeys(line.engine for line in self.lines))

    def _rows(self, engines: Sequence[str]) -> Iterator[list[str]]:
        """A row for each task, the engines side by side."""
        yield ["what", *(f"{engine}{unit}" for engine in engines for unit in (" s", " MiB", ""))]
        found = {(line.what, line.engine): line for line in self.lines}
        for what in dict.fromkeys(line.what for line in self.lines):
            cells = [_cells(found.get((what, engine))) for engine in engines]
            yield [what, *(cell for of_engine in cells for cell in of_engine)]

    def _remark(self) -> str:
        seen = self.circumstances
        return (
            f"{self.facts:,} facts asked for, seed {self.seed}; {seen.cores} cores, load average"
            f" {seen.load:.1f} before; a flush of the disk takes {seen.flush_us:,.0f} µs;"
            f" Python {seen.python}, SQLite {seen.sqlite},"
            f" PostgreSQL {seen.postgresql or '– (left out)'}; commit {seen.commit or '(none)'}"
        )


def marks(engine: str) -> tuple[str, str]:
    """Where the figures of an engine begin and end on the page."""
    return f"<!-- million: {engine} -->", f"<!-- /million: {engine} -->"


def _cells(line: Line | None) -> tuple[str, str, str]:
    if line is None:
        return "–", "–", ""
    seconds = "" if line.seconds is None else f"{line.seconds:,.{3 if line.seconds < 1 else 1}f}"
    peak = "" if line.peak_mib is None else f"{line.peak_mib:,.0f}"
    return seconds, peak, line.remark
