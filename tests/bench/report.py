"""What was measured, as a table for people, as JSON for programs and as a page for the docs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.circumstances import Circumstances
from tests.bench.clients import Together
from tests.bench.imports import LargeImport
from tests.bench.page import PAGE, lines, markdown, put_between
from tests.bench.rounds import DEFAULT, FLOOR, OURS, Result

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
HEADER = ("engine", "what", "", "floor", "ours", "default", "÷ floor", "÷ default", "bar")


@dataclass(frozen=True, slots=True)
class Report:
    """One run of the bench."""

    circumstances: Circumstances
    rounds: int
    results: Sequence[Result]
    large_import: LargeImport
    together: Sequence[Together] = ()
    """Several clients at once; nothing where there is no PostgreSQL."""

    def as_json(self) -> dict[str, object]:
        """Everything, ratios included."""
        return {
            "circumstances": asdict(self.circumstances),
            "rounds": self.rounds,
            "results": [_as_json(result) for result in self.results],
            "large_import": asdict(self.large_import)
            | {"rows_per_s": self.large_import.rows_per_s},
            "clients": [asdict(each) for each in self.together],
        }

    def print(self, console: Console) -> None:
        """Print one table, and under it what it was measured on."""
        table = Table(*HEADER, title=f"median of {self.rounds} interleaved rounds, per second")
        for column in table.columns[3:8]:
            column.justify = "right"
        for result in self.results:
            table.add_row(*_row(result))
        console.print(table)
        if self.together:
            console.print(self._clients())
        for line in self.remarks():
            console.print(line, highlight=False)

    def _clients(self) -> Table:
        title = "clients at once, PostgreSQL: commands per second"
        table = Table(*_clients_header(self.together), title=title)
        for column in table.columns[2:]:
            column.justify = "right"
        for row in _clients_rows(self.together):
            table.add_row(*row)
        return table

    def remarks(self) -> list[str]:
        """What stands under the table."""
        seen, large = self.circumstances, self.large_import
        return [
            f"import of {large.rows:,} swap rows, SQLite: {large.rows_per_s:,.0f} rows/s into the"
            f" log, in {large.seconds_to_log:.1f} s; all views at {large.seconds_to_views:.1f} s;"
            f" peak memory {large.peak_mib:,.0f} MiB; {large.refused} refused",
            f"{seen.cores} cores, load average {seen.load:.1f} before; a flush of the disk takes"
            f" {seen.flush_us:,.0f} µs;"
            f" Python {seen.python}, SQLite {seen.sqlite},"
            f" PostgreSQL {seen.postgresql or '– (left out)'},"
            f" eventsourcing {seen.eventsourcing}",
            f"floors sha256 {seen.floors_sha256}",
            f"commit {seen.commit or '(none)'}",
        ]

    def write(self, page: Path = PAGE) -> None:
        """Put the figures between the marks of the page; the words around them are by hand."""
        put_between((BEGIN, END), self._as_markdown(), page)

    def _as_markdown(self) -> str:
        rows = [HEADER, tuple(["---"] * 3 + ["---:"] * 5 + ["---"]), *map(_row, self.results)]
        remarks = "".join(f"- {line}\n" for line in self.remarks())
        return f"{lines(rows)}\n{self._clients_as_markdown()}{remarks}"

    def _clients_as_markdown(self) -> str:
        if not self.together:
            return ""
        header = _clients_header(self.together)
        return markdown(header, _clients_rows(self.together), words=2) + "\n"


def _clients_header(together: Sequence[Together]) -> tuple[str, ...]:
    numbers = sorted({each.clients for each in together})
    return ("PostgreSQL, ordering", "answered", *(f"clients: {number}" for number in numbers))


def _clients_rows(together: Sequence[Together]) -> list[tuple[str, ...]]:
    ways = dict.fromkeys((each.ordering, each.with_position) for each in together)
    return [
        (
            ordering,
            "with its position" if with_position else "when durable",
            *(
                f"{each.commands_per_s:,.0f}"
                for each in sorted(together, key=lambda each: each.clients)
                if (each.ordering, each.with_position) == (ordering, with_position)
            ),
        )
        for ordering, with_position in ways
    ]


def _row(result: Result) -> tuple[str, ...]:
    rates = (result.rates.get(name) for name in (FLOOR, OURS, DEFAULT))
    return (
        result.engine,
        result.race,
        result.unit,
        *("–" if rate is None else f"{rate:,.0f}" for rate in rates),
        _ratio(result.to_floor, result.bars.to_floor, ".2f"),
        _ratio(result.to_default, result.bars.to_default, ".1f"),
        _verdict(result),
    )


def _verdict(result: Result) -> str:
    """Say whether the bar was reached, and where not even the floor reaches it."""
    if result.reached is None:
        return ""
    if result.reached:
        return "reached"
    most, bar = result.floor_to_default, result.bars.to_default
    beyond = most is not None and bar is not None and most < bar
    return f"MISSED (floor: {most:.1f})" if beyond else "MISSED"


def _ratio(ratio: float | None, bar: float | None, shape: str) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:{shape}}" + (f" (≥ {bar:g})" if bar is not None else "")


def _as_json(result: Result) -> dict[str, object]:
    return {
        "engine": result.engine,
        "race": result.race,
        "unit": result.unit,
        "rates": dict(result.rates),
        "to_floor": result.to_floor,
        "to_default": result.to_default,
        "floor_to_default": result.floor_to_default,
        "bars": {"to_floor": result.bars.to_floor, "to_default": result.bars.to_default},
        "reached": result.reached,
    }
