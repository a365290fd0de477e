"""`make bench-million`: a district of a million facts on each engine, and what it costs to ask."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console

from tests import servers
from tests.bench.circumstances import circumstances
from tests.bench.million.report import PAGE, Report
from tests.bench.million.tasks import Line, measured
from tests.bench.stages import stages

WIDTH = 140
"""The table's, where the terminal is narrower or none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says."""
    said = _parsed(arguments)
    progress = Console(stderr=True)
    with servers.available_postgres() as postgres, stages(postgres) as found:
        seen = circumstances(postgres)
        lines: list[Line] = []
        for stage in found:
            if said.engine in (None, stage.name.lower()):
                for line in measured(stage, said.facts, said.seed):
                    progress.print(f"{line.engine}: {line.what} {line.seconds}", style="dim")
                    lines.append(line)
    report = Report(seen, said.facts, said.seed, lines)
    report.print(Console(width=max(Console().width, WIDTH)))
    if said.write:
        report.write()
    return 0


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.million", description=main.__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000, help="how many are written")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another district")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
