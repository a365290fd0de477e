"""Several clients at once on one PostgreSQL, by each ordering of the log.

A client is a process: threads of one program would wait for each other's Python before they wait
for the database. `python -m tests.bench.clients ADDRESS` is one; it is told on its input which
lives to live, and answers when it began and ended.
"""

import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from application.ports.log_keeping import Ordering
from tests.bench.floors.job import FACTS_OF_A_LIFE, asked
from tests.bench.ours import Ours
from tests.bench.stages import PROJECT, PostgresStage
from tests.databases import order_by

LIVES_OF_A_CLIENT = 1_000_000
"""The numbers that belong to one client in one round."""


WAYS = (
    (Ordering.LOCK, "perform"),
    (Ordering.XID, "perform"),
    (Ordering.XID, "record"),
)
"""With `perform` a command is answered with its position; `record` does not wait for that."""


@dataclass(frozen=True, slots=True)
class Together:
    """What so many clients wrote together; every command was durable when it was answered."""

    ordering: str
    with_position: bool
    clients: int
    commands_per_s: float


def race_clients(
    stage: PostgresStage, numbers: Sequence[int], lives: int, rounds: int
) -> list[Together]:
    """Let the orderings take turns, each with all numbers of clients; the middle round counts."""
    with ExitStack() as opened:
        crews = {
            ordering: opened.enter_context(_crew(stage.url(), ordering, max(numbers)))
            for ordering in Ordering
        }
        rates: dict[tuple[int, int], list[float]] = {}
        parts = [(clients, way) for clients in numbers for way in range(len(WAYS))]
        for turn in range(rounds):
            for part, (clients, way) in enumerate(parts):
                ordering, verb = WAYS[way]
                first = (turn * len(parts) + part) * lives
                rate = _rate(crews[ordering][:clients], verb, first, lives)
                rates.setdefault((way, clients), []).append(rate)
    return [
        Together(WAYS[way][0].value, WAYS[way][1] == "perform", clients, median(of_rounds))
        for (way, clients), of_rounds in sorted(rates.items())
    ]


@contextmanager
def _crew(url: str, ordering: Ordering, clients: int) -> Generator[list["subprocess.Popen[str]"]]:
    engine = open_engine(url)
    migrate(engine)
    order_by(engine, ordering)
    engine.dispose()
    command = [sys.executable, "-m", "tests.bench.clients", url]
    crew = [
        subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(clients)
    ]
    try:
        yield crew
    finally:
        for client in crew:
            client.communicate()


def _rate(crew: Sequence["subprocess.Popen[str]"], verb: str, first: int, lives: int) -> float:
    for number, client in enumerate(crew):
        _tell(client, f"{verb} {number * LIVES_OF_A_CLIENT + first} {lives}")
    times = [_heard(client) for client in crew]
    seconds = max(ended for _, ended in times) - min(began for began, _ in times)
    return len(crew) * lives * FACTS_OF_A_LIFE / seconds


def _tell(client: "subprocess.Popen[str]", words: str) -> None:
    assert client.stdin is not None
    client.stdin.write(words + "\n")
    client.stdin.flush()


def _heard(client: "subprocess.Popen[str]") -> tuple[float, float]:
    assert client.stdout is not None
    began, ended = client.stdout.readline().split()
    return float(began), float(ended)


def _be_a_client(url: str) -> None:
    ours = Ours(url)
    try:
        for line in sys.stdin:
            verb, first, lives = line.split()
            commands = asked(int(first), int(lives))
            write = ours.perform if verb == "perform" else ours.record
            began = perf_counter()
            for command in commands:
                write(command)
            print(began, perf_counter(), flush=True)
    finally:
        ours.close()


if __name__ == "__main__":
    _be_a_client(sys.argv[1])
