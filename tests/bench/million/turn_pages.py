"""`python -m tests.bench.million.turn_pages URL ENTERPRISE`: pages from the middle of each list.

Prints, as JSON, how many milliseconds a page took: the median of some pages that follow each other.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any

from adapters.wiring import open_office
from application.office import Office

_PAGES = 11
_LIMIT = 100

Turn = Callable[[str], Sequence[Any]]
"""Reads the page after a name."""


def main(url: str, enterprise: str) -> None:
    """Turn pages of every list."""
    with open_office(url) as office:
        head = office.log.head()
        told = {
            name: _median_ms(turn, name_of, middle)
            for name, (turn, name_of, middle) in _lists(office, enterprise, head).items()
        }
    print(json.dumps(told))


def _lists(
    office: Office, enterprise: str, head: int
) -> Mapping[str, tuple[Turn, Callable[[Any], str], str]]:
    at, registers = office.viewpoint(), office.registers
    return {
        "enterprises": (
            lambda after: registers.enterprises(at, after=after, limit=_LIMIT),
            lambda entry: entry.enterprise,
            "91330411MA0000",
        ),
        "adsorbers": (
            lambda after: registers.adsorbers(at, after=after, limit=_LIMIT),
            lambda entry: entry.adsorber,
            "TA00020",
        ),
        "lots": (
            lambda after: registers.lots(at, after=after, limit=_LIMIT),
            lambda entry: entry.lot,
            "ZS",
        ),
        "containers": (
            lambda after: registers.containers(at, after=after, limit=_LIMIT),
            lambda entry: entry.container,
            "C-TA00020",
        ),
        "containers of one enterprise": (
            lambda after: registers.containers(
                at, enterprise=enterprise, after=after, limit=_LIMIT
            ),
            lambda entry: entry.container,
            "",
        ),
        "manifests": (
            lambda after: registers.manifests(at, after=after, limit=_LIMIT),
            lambda entry: entry.manifest,
            "2016330400020",
        ),
        "kiln runs": (
            lambda after: registers.batches(at, after=after, limit=_LIMIT),
            lambda entry: entry.batch,
            "RK1607",
        ),
        "accounts": (
            lambda after: office.ledger.accounts(at, after=after, limit=_LIMIT),
            lambda entry: entry.object,
            "container:C-TA00020",
        ),
        "facts of one enterprise": (
            lambda after: office.audit.enterprise(enterprise, at, after=int(after), limit=_LIMIT),
            lambda entry: str(entry.recorded.position),
            str(head // 2),
        ),
        "late facts": (
            lambda after: office.audit.late(at, after=int(after), limit=_LIMIT),
            lambda entry: str(entry.recorded.position),
            str(head // 2),
        ),
        "the log": (
            lambda after: office.log.page(int(after), _LIMIT),
            lambda recorded: str(recorded.position),
            str(head // 2),
        ),
    }


def _median_ms(turn: Turn, name_of: Callable[[Any], str], after: str) -> float:
    times: list[float] = []
    for _ in range(_PAGES):
        begun = perf_counter()
        page = turn(after)
        times.append(perf_counter() - begun)
        if len(page) < _LIMIT:
            break
        after = name_of(page[-1])
    return median(times) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
