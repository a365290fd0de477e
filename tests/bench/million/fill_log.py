"""`python -m tests.bench.million.fill_log URL FACTS SEED`: a district lives in an empty log."""

import json
import sys
from dataclasses import asdict
from time import perf_counter

from adapters.wiring import open_office
from domain.personal import Personal
from tests.bench.district.filling import EveningClock, fill
from tests.bench.district.years import Size


def main(url: str, facts: str, seed: str) -> None:
    """Fill the log and print what was written, as JSON."""
    clock = EveningClock()
    with open_office(url, clock=clock) as office:

        def seal(scope: str, text: str, name: str | None) -> Personal:
            return office.vault.seal(scope, text, name=name)

        begun = perf_counter()
        filled = fill(office.log, clock, Size(int(facts), int(seed)), seal)
        told = {**asdict(filled), "seconds": perf_counter() - begun}
    print(json.dumps(told, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
