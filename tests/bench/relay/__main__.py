"""What it costs to hand events to RabbitMQ: the rate beside its floor, and the lag."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests import brokers, servers
from tests.bench.circumstances import circumstances
from tests.bench.page import PAGE, markdown, put_between
from tests.bench.relay.lags import PER_S, Lag, lag
from tests.bench.relay.rates import Rate, race
from tests.bench.stages import stages

BEGIN, END = "<!-- relay -->", "<!-- /relay -->"
BAR = 0.6
RATES = ("engine", "events", "floor /s", "ours /s", "÷ floor", "bar")
LAGS = ("engine", "facts", "p50 ms", "p99 ms", "most ms")


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    rates: Sequence[Rate]
    lags: Sequence[Lag]
    remark: str

    def tables(self) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
        """What was measured, as rows of text."""
        return [
            ("handing out a log", RATES, [_rate(each) for each in self.rates]),
            (f"lag at {PER_S} facts/s", LAGS, [_lag(each) for each in self.lags]),
        ]

    def print(self, console: Console) -> None:
        """Print it for people."""
        for title, header, rows in self.tables():
            table = Table(*header, title=title)
            for row in rows:
                table.add_row(*row)
            console.print(table)
        console.print(self.remark, highlight=False)

    def write(self, page: Path = PAGE) -> None:
        """Put the figures between the marks of the page."""
        told = "".join(f"{markdown(header, rows)}\n" for _, header, rows in self.tables())
        put_between((BEGIN, END), f"{told}- {self.remark}\n", page)


def measured(*, quick: bool) -> Report | None:
    """Measure on every engine there is; None where there is no RabbitMQ."""
    rounds, seconds = (1, 0.5) if quick else (5, 30.0)
    with (
        brokers.available_rabbitmq() as broker,
        servers.available_postgres() as postgres,
        stages(postgres) as found,
    ):
        if broker is None:
            return None
        seen = circumstances(postgres)
        rates = [race(each.name, each.url(), broker, rounds) for each in found]
        lags = [lag(each.name, each.url(), broker, seconds) for each in found]
    remark = (
        f"median of {rounds} rounds; {seen.cores} cores, load average {seen.load:.1f} before; "
        f"commit {seen.commit or '(none)'}"
    )
    return Report(rates, lags, remark)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; 0 also where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relay", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--quick", action="store_true", help="only see whether everything runs")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    said = parser.parse_args(arguments)
    report = measured(quick=said.quick)
    if report is None:
        print(brokers.LEFT_OUT, file=sys.stderr)
        return int(servers.nothing_may_be_left_out())
    if said.json:
        json.dump(asdict(report), sys.stdout, ensure_ascii=False, indent=2)
    else:
        report.print(Console())
    if said.write:
        report.write()
    return 0


def _rate(each: Rate) -> tuple[str, ...]:
    verdict = "reached" if each.to_floor >= BAR else "MISSED"
    rates = (f"{each.events:,}", f"{each.floor_per_s:,.0f}", f"{each.ours_per_s:,.0f}")
    return (each.engine, *rates, f"{each.to_floor:.2f} (≥ {BAR:g})", verdict)


def _lag(each: Lag) -> tuple[str, ...]:
    return (
        each.engine,
        f"{each.facts:,}",
        *(f"{value:.1f}" for value in (each.p50_ms, each.p99_ms, each.most_ms)),
    )


if __name__ == "__main__":
    sys.exit(main())
