"""`python -m tests.bench.lag.write_facts URL FACTS PER_S`: so many facts, evenly over time."""

import sys
from time import monotonic, sleep

from adapters.wiring import open_office
from application.act import only
from application.office import request
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source


def main(url: str, facts: str, per_s: str) -> None:
    """Receive a lot at each tick; a tick that is late does not shift the next."""
    with open_office(url) as office:
        begun = monotonic()
        for number in range(int(facts)):
            sleep(max(0.0, begun + number / float(per_s) - monotonic()))
            command = ReceiveLot(office.now(), Source.VIRGIN, "测量", 1_000)
            office.log.record(only(LOT, LotId(f"LAG{number:06d}"), command), request("bench", None))


if __name__ == "__main__":
    main(*sys.argv[1:])
