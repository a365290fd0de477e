"""`make bench-life`: how well the life of a charge is foretold, in districts never tuned on."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console

from domain.adsorption.service_life import VERSION
from domain.adsorption.shipped_belief import CALIBRATION
from tests.bench.circumstances import circumstances
from tests.bench.life.frozen import judging_hash
from tests.bench.life.judging.seeds import REPORTING, TUNING
from tests.bench.life.races import ms_per_assessment, race
from tests.bench.life.report import PAGE, Report

_WIDTH = 150


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge as the command line says; 0 also where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.life", description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="judge on the tuning districts")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    said = parser.parse_args(arguments)
    seeds = TUNING if said.tuning else REPORTING
    seen = circumstances(None)
    count, ms = ms_per_assessment(seeds)
    remark = (
        f"Districts {', '.join(map(str, seeds))}; judged by {judging_hash()[:16]}; "
        f"{VERSION}, calibration {CALIBRATION.name}; {seen.cores} cores, load average "
        f"{seen.load:.1f} before; commit {seen.commit or '(none)'}"
    )
    report = Report(race(seeds), count, ms, remark)
    report.print(Console(width=max(Console().width, _WIDTH)))
    if said.write:
        report.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
