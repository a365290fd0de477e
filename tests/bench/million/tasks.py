"""Everything that is asked of a district of a million facts, each in a process of its own."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.bench.million.alone import alone
from tests.bench.million.start_server import start_server
from tests.bench.stages import Stage

PROGRAM = Path(sys.executable).parent / "tanguanjia"
_HERE = "tests.bench.million"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. None where there is nothing to tell."""

    engine: str
    what: str
    seconds: float | None
    peak_mib: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """A filled log, and names of things in its middle to ask for."""

    engine: str
    url: str
    facts: int
    last_day: str
    enterprise: str
    adsorber: str
    batch: str


def measured(stage: Stage, facts: int, seed: int) -> Iterator[Line]:
    """Fill a log on a stage and ask everything of it, line by line."""
    url = stage.url()
    cost = alone([sys.executable, "-m", f"{_HERE}.fill_log", url, str(facts), str(seed)])
    told = json.loads(cost.out)
    seconds = told.pop("seconds")
    books = Books(stage.name, url, **told)
    rate = f"{books.facts:,} facts, {books.facts / seconds:,.0f} facts/s"
    yield Line(stage.name, "filling the log", seconds, cost.peak_mib, rate)
    yield _followed(books)
    yield Line(stage.name, "size on disk", None, None, _sizes(url, books.facts))
    yield from _commands(books)
    yield from _pages(books)
    yield from _served(books)


def _followed(books: Books) -> Line:
    cost = alone([sys.executable, "-m", f"{_HERE}.follow_log", books.url])
    rate = f"{books.facts / cost.seconds:,.0f} facts/s"
    return Line(books.engine, "all views, from empty", cost.seconds, cost.peak_mib, rate)


def _commands(books: Books) -> Iterator[Line]:
    as_of = ("--as-of", books.last_day)
    half_way = ("--as-of", "2018-12-31")
    asked = {
        "verify": ("verify",),
        "ledger": ("ledger", *as_of),
        "ledger as of 2018": ("ledger", *half_way),
        "ledger known in 2018": ("ledger", *as_of, "--known-at", "2018-12-31"),
        "ledger by month": ("ledger", "--by", "month", *as_of),
        "health board": ("health", *as_of),
        "health board as of 2018": ("health", *half_way),
        "replay of one enterprise": ("replay", "--enterprise", books.enterprise),
        "replay --json": ("replay", "--enterprise", books.enterprise, "--json"),
        "custody of a kiln run": ("custody", books.batch, "--json"),
        "enterprise show": ("enterprise", "show", books.enterprise, *as_of),
        "adsorber show": ("adsorber", "show", books.adsorber, *as_of),
        "export by enterprise": ("export", "ledger", "--by", "enterprise"),
        "export by object": ("export", "ledger", "--by", "object"),
    }
    for what, arguments in asked.items():
        cost = alone([str(PROGRAM), "--db", books.url, *arguments])
        lines = f"{cost.out.count(chr(10)):,} lines"
        yield Line(books.engine, what, cost.seconds, cost.peak_mib, lines)


def _pages(books: Books) -> Iterator[Line]:
    command = [sys.executable, "-m", f"{_HERE}.turn_pages", books.url, books.enterprise]
    cost = alone(command)
    for what, median_ms in json.loads(cost.out).items():
        yield Line(books.engine, f"100 of a list: {what}", median_ms / 1000, cost.peak_mib)


def _served(books: Books) -> Iterator[Line]:
    paths = [
        "/v1/ledger",
        "/v1/ledger/enterprises",
        "/v1/health?limit=100",
        f"/v1/enterprises/{books.enterprise}/ledger",
        f"/v1/custody/batch/{books.batch}",
    ]
    served = start_server([str(PROGRAM), "--db", books.url], paths)
    start = "serve, to its first answer"
    yield Line(books.engine, start, served.seconds, served.peak_mib, "peak after all answers")
    for path, answered_ms in served.answers_ms.items():
        yield Line(books.engine, f"GET {path}", answered_ms / 1000)


def _sizes(url: str, facts: int) -> str:
    size = _bytes(url)
    return f"{size / 2**20:,.0f} MiB with all views, {size / facts:,.0f} bytes a fact"


def _bytes(url: str) -> int:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Path(str(parsed.database)).stat().st_size
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return found[0] if found else 0
