"""A district that has lived for a while, on any engine, with its views at the head."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.wiring import open_office
from application.carbon_log import CarbonLog
from application.office import Office
from domain.personal import Personal
from domain.record import Recorded
from tests.bench.district.filling import EveningClock, Filled, fill
from tests.bench.district.years import Size

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Lived:
    """The books, what was written into them, and the database they stand in."""

    office: Office
    filled: Filled
    engine: Engine


@contextmanager
def lived(url: str, size: Size) -> Generator[Lived]:
    """Let a district live in an empty database; its clock stands in its last evening."""
    clock = EveningClock()
    with open_office(url, clock=clock) as office:
        filled = fill(office.log, clock, size, seal)
        office.catch_up()
        engine = open_engine(url)
        if engine.dialect.name == "postgresql":
            with engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.exec_driver_sql("ANALYZE")
        try:
            yield Lived(office, filled, engine)
        finally:
            engine.dispose()


def digest(log: CarbonLog) -> str:
    """Name all facts with everything that is recorded about them."""
    found = sha256()
    for recorded in facts(log):
        found.update(repr(recorded).encode())
    return found.hexdigest()


def facts(log: CarbonLog) -> Iterator[Recorded[Any]]:
    """Every fact in order of position."""
    after = 0
    while page := log.page(after, _PAGE):
        yield from page
        after = page[-1].position


def seal(scope: str, text: str, name: str | None) -> Personal:
    """Seal without a key: equal texts of a person are equal on every day and in every database."""
    subject, sealed = (sha256(part.encode()).hexdigest()[:16] for part in _parts(scope, text, name))
    return Personal(subject, sealed)


def _parts(scope: str, text: str, name: str | None) -> tuple[str, str]:
    return "\n".join((scope, name or text)), "\n".join(chain((scope,), (name or text, text)))


def sqlite_url(folder: Path) -> str:
    """A file of its own in a folder."""
    return f"sqlite:///{folder / 'district.db'}"
