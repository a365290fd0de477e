"""`make bench`: measure, and say how it compares with a program written for this very job."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests import servers
from tests.bench.circumstances import circumstances
from tests.bench.clients import Together, race_clients
from tests.bench.imports import LargeImport, import_alone, race_imports
from tests.bench.races import FULL, QUICK, Counts, load, races
from tests.bench.report import PAGE, Report
from tests.bench.rounds import DEFAULT, Result, run
from tests.bench.stages import PostgresStage, Stage, field, stages
from tests.bench.workbook import write_workbook

WIDTH = 140
"""The table's, where the terminal is narrower or none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says; 0 also where a bar is missed."""
    said = _parsed(arguments)
    report = measured(QUICK if said.quick else FULL, Console(stderr=True, quiet=said.json))
    if said.json:
        json.dump(report.as_json(), sys.stdout, ensure_ascii=False, indent=2)
    else:
        report.print(Console(width=max(Console().width, WIDTH)))
    if said.write:
        report.write()
    return 0


def measured(counts: Counts, progress: Console) -> Report:
    """Measure everything on every engine there is."""
    with (
        servers.available_postgres() as postgres,
        stages(postgres) as found,
        TemporaryDirectory() as folder,
    ):
        if postgres is None:
            progress.print(servers.LEFT_OUT)
        seen = circumstances(postgres)
        results = [
            result
            for stage in found
            for result in (*_raced(stage, counts, progress), _imported(stage, counts, folder))
        ]
        large = _imported_alone(found[0], counts, folder)
        together = [each for stage in found for each in _at_once(stage, counts, progress)]
        return Report(seen, counts.rounds, results, large, together)


def _raced(stage: Stage, counts: Counts, progress: Console) -> Iterator[Result]:
    with field(stage) as contestants:
        for name, contestant in contestants.items():
            by_default = name == DEFAULT
            lives = counts.lives_loaded_by_default if by_default else counts.lives_loaded
            load(contestant, lives, counts)
        for race in races(counts):
            progress.print(f"{stage.name}: {race.name} …", highlight=False)
            yield run(stage.name, race, contestants, counts.rounds)


def _imported(stage: Stage, counts: Counts, folder: str) -> Result:
    workbook = Path(folder) / "raced.xlsx"
    write_workbook(workbook, counts.rows_raced)
    return race_imports(stage, workbook, counts.rows_raced, counts.rounds)


def _imported_alone(stage: Stage, counts: Counts, folder: str) -> LargeImport:
    workbook = Path(folder) / "large.xlsx"
    write_workbook(workbook, counts.rows_imported_alone)
    return import_alone(workbook, counts.rows_imported_alone, stage.url())


def _at_once(stage: Stage, counts: Counts, progress: Console) -> list[Together]:
    if not isinstance(stage, PostgresStage):
        return []
    progress.print(f"{stage.name}: clients at once …", highlight=False)
    return race_clients(stage, counts.clients, counts.lives_of_a_client, counts.rounds)


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="only see whether everything runs")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
