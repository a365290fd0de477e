"""`python -m tests.bench.lag`: how old an event is when it is had by pull, stream and webhook.

A server runs as a program of its own, another program records facts steadily, and whoever follows
compares the clock with when each fact was recorded. The relay's lag is measured beside its rate.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests import servers
from tests.bench.circumstances import circumstances
from tests.bench.lag.ways import TYPE, Arrivals, Following, pulled, streamed
from tests.bench.page import PAGE, markdown, put_between
from tests.bench.stages import PROJECT, Stage, stages
from tests.receiver import Heard, Receiver, Says, listening
from tests.served import served

BEGIN, END = "<!-- lag -->", "<!-- /lag -->"
PER_S = 100
PATIENCE_S = 60.0
HEADER = ("engine", "way", "events", "p50 ms", "p99 ms", "most ms")
_ALLOWED = {
    "TANGUANJIA_WEBHOOK_ALLOW_HTTP": "1",
    "TANGUANJIA_WEBHOOK_NETWORKS": "127.0.0.0/8",
}


@dataclass(frozen=True, slots=True)
class Lag:
    """From when a fact is recorded until somebody outside has it whole."""

    engine: str
    way: str
    events: int
    p50_ms: float
    p99_ms: float
    most_ms: float

    @property
    def row(self) -> tuple[str, ...]:
        """As a line of the table."""
        times = (f"{value:,.0f}" for value in (self.p50_ms, self.p99_ms, self.most_ms))
        return (self.engine, self.way, f"{self.events:,}", *times)


def lags(stage: Stage, facts: int) -> list[Lag]:
    """Let all three follow one log at once; raises AssertionError if one misses an event."""
    url, told = stage.url(), Arrivals()

    def noted(heard: Heard) -> Says:
        told.note(heard.event)
        return Says(204)

    with TemporaryDirectory(dir=PROJECT, prefix=".bench-") as folder:
        # The writer is another program on the same books: it needs what the server has sealed with.
        own = {"TANGUANJIA_DATABASE_URL": url, "TANGUANJIA_DATA": folder, **_ALLOWED}
        with listening(noted) as receiver, served(Path(folder), own=own) as port:
            subscribe(port, receiver)
            ways = [
                Following("pull", partial(pulled, port), facts),
                Following("SSE", partial(streamed, port), facts),
            ]
            write = [sys.executable, "-m", "tests.bench.lag.write_facts", url]
            pace = [str(facts), str(PER_S)]
            subprocess.run([*write, *pace], cwd=PROJECT, env=os.environ | own, check=True)
            for way in ways:
                way.join(PATIENCE_S)
            told.wait_for(facts, PATIENCE_S)
        found = {**{way.name: way.arrivals for way in ways}, "webhook": told}
        return [_lag(stage.name, name, arrivals, facts) for name, arrivals in found.items()]


def subscribe(port: int, receiver: Receiver) -> None:
    """Have the server tell a receiver from now on."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    body = {"name": "bench", "url": receiver.url, "filter": [{"exact": {"type": TYPE}}]}
    headers = {"Content-Type": "application/json", "Idempotency-Key": "bench"}
    connection.request("POST", "/v1/subscriptions", json.dumps(body), headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 201, said


def _lag(engine: str, way: str, arrivals: Arrivals, facts: int) -> Lag:
    found = [1000 * lag_s for lag_s in arrivals.lag_s.values()]
    assert len(found) == facts, f"{way}: {len(found)} of {facts} arrived"
    cuts = quantiles(found, n=100, method="inclusive")
    return Lag(engine, way, len(found), cuts[49], cuts[98], max(found))


def write_page(found: Sequence[Lag], remark: str, page: Path = PAGE) -> None:
    """Put the figures between the marks of the page."""
    told = markdown(HEADER, [each.row for each in found], words=2)
    put_between((BEGIN, END), f"{told}\n- {remark}\n", page)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lag", description=__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="how long facts are recorded")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    said = parser.parse_args(arguments)
    with servers.available_postgres() as postgres, stages(postgres) as found:
        seen = circumstances(postgres)
        measured = [lag for stage in found for lag in lags(stage, said.seconds * PER_S)]
    remark = (
        f"{PER_S} facts/s for {said.seconds} s; {seen.cores} cores, load average {seen.load:.1f} "
        f"before; commit {seen.commit or '(none)'}"
    )
    table = Table(*HEADER, title=f"lag at {PER_S} facts/s")
    for each in measured:
        table.add_row(*each.row)
    Console().print(table)
    print(remark)
    if said.write:
        write_page(measured, remark)
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
