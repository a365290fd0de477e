"""What it costs to take readings in: the rate beside a raw bulk insert of the same rows.

It begins with what arrives: the body of a batch in JSON.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests import servers
from tests.bench.circumstances import circumstances
from tests.bench.page import PAGE, markdown, put_between
from tests.bench.stages import stages
from tests.bench.telemetry.rates import Rate, Size, race

BEGIN, END = "<!-- telemetry -->", "<!-- /telemetry -->"
BAR = 0.3
HEADER = ("engine", "batches of", "floor /s", "ours /s", "÷ floor", "bar")
FULL = (Size("8,640: a day", 8640, 5), Size("60: ten minutes", 60, 200))
QUICK = (Size("60: ten minutes", 60, 2),)


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    rates: Sequence[Rate]
    remark: str

    def rows(self) -> list[tuple[str, ...]]:
        """What was measured, as rows of text."""
        return [_rate(each) for each in self.rates]

    def print(self, console: Console) -> None:
        """Print it for people."""
        table = Table(*HEADER, title="taking readings in")
        for row in self.rows():
            table.add_row(*row)
        console.print(table)
        console.print(self.remark, highlight=False)

    def write(self, page: Path = PAGE) -> None:
        """Put the figures between the marks of the page."""
        told = markdown(HEADER, self.rows(), words=2)
        put_between((BEGIN, END), f"{told}\n- {self.remark}\n", page)


def measured(*, quick: bool) -> Report:
    """Measure on every engine there is."""
    rounds, sizes = (1, QUICK) if quick else (5, FULL)
    with servers.available_postgres() as postgres, stages(postgres) as found:
        if postgres is None:
            print(servers.LEFT_OUT, file=sys.stderr)
        seen = circumstances(postgres)
        rates = [race(stage, size, rounds) for stage in found for size in sizes]
    remark = (
        f"ours begins with bodies in JSON; median of {rounds} rounds; {seen.cores} cores, "
        f"load average {seen.load:.1f} before; a flush of the disk takes {seen.flush_us:.0f} µs; "
        f"commit {seen.commit or '(none)'}"
    )
    return Report(rates, remark)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; 0 also where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.telemetry", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="only see whether everything runs")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    said = parser.parse_args(arguments)
    report = measured(quick=said.quick)
    if said.json:
        json.dump(asdict(report), sys.stdout, ensure_ascii=False, indent=2)
    else:
        report.print(Console())
    if said.write:
        report.write()
    return 0


def _rate(each: Rate) -> tuple[str, ...]:
    verdict = "reached" if each.to_floor >= BAR else "MISSED"
    rates = (f"{each.floor_per_s:,.0f}", f"{each.ours_per_s:,.0f}")
    return (each.engine, each.size, *rates, f"{each.to_floor:.2f} (≥ {BAR:g})", verdict)


if __name__ == "__main__":
    sys.exit(main())
