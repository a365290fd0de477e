"""Importing workbooks: a race with the floor on small ones, and one large one by itself.

`python -m tests.bench.imports FILE ADDRESS` imports one workbook and says what it cost.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from adapters.wiring import open_office
from application.import_ledger import LedgerImport
from application.ledger_file import Outcome
from application.office import Office
from tests.bench.floors.swaps import import_swaps
from tests.bench.rounds import FLOOR, OURS, Race, Result, run
from tests.bench.stages import PROJECT, Stage

UNIT_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""In bytes."""

Importer = Callable[[], Callable[[], int]]
"""Lays out an empty database and gives what imports the workbook into it."""


@dataclass(frozen=True, slots=True)
class LargeImport:
    """What a large workbook cost in a process of its own, from opening the file."""

    rows: int
    refused: int
    seconds_to_log: float
    """Until the last fact was on disk."""
    seconds_to_views: float
    """Until every view had it as well."""
    peak_mib: float

    @property
    def rows_per_s(self) -> float:
        """Swap rows per second into the log."""
        return self.rows / self.seconds_to_log


def race_imports(stage: Stage, workbook: Path, rows: int, rounds: int) -> Result:
    """Race with the floor on one workbook; each run has a new database and ends with the log."""
    with ExitStack() as stack:

        def by_hand() -> Callable[[], int]:
            floor = stage.floor()
            stack.callback(floor.close)
            return partial(import_swaps, workbook, floor)

        def ours() -> Callable[[], int]:
            office = stack.enter_context(open_office(stage.url()))
            office.catch_up()  # lays out the views that the import asks
            return lambda: rows - _into_the_log(office, workbook)

        importers: dict[str, Importer] = {FLOOR: by_hand, OURS: ours}
        race: Race[Importer] = Race("import of swap rows", "rows/s", lambda each, _: each())
        return run(stage.name, race, importers, rounds)


def import_alone(workbook: Path, rows: int, url: str) -> LargeImport:
    """Import a workbook in a process of its own, which tells its peak of memory."""
    command = [sys.executable, "-m", "tests.bench.imports", str(workbook), url]
    told = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    return LargeImport(rows=rows, **json.loads(told.stdout))


def _into_the_log(office: Office, workbook: Path) -> int:
    """Import without the views, which the floor has none of; give the number of rows refused."""
    importing = LedgerImport(office.log, office.vault, office.clock, office.announced)
    report = importing.carry_out(office.read_ledger([workbook]), actor="bench", run_id="bench")
    return report.rows[Outcome.REFUSED]


def _main(workbook: str, url: str) -> None:
    logged = 0.0

    def note_time(done: int, expected: int) -> None:
        nonlocal logged
        del done, expected
        logged = perf_counter()

    with open_office(url) as office:
        begun = perf_counter()
        report = office.import_files([Path(workbook)], actor="bench", writing=note_time)
        ended = perf_counter()
    told = {
        "refused": report.rows[Outcome.REFUSED],
        "seconds_to_log": logged - begun,
        "seconds_to_views": ended - begun,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT_OF_MAXRSS / 2**20,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    _main(*sys.argv[1:])
