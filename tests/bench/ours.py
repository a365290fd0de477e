"""炭管家 itself, driven like the others: the log, its codec and its recorder, nothing left out."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Engine

from adapters.clock import SystemClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.vault import SqlVault
from application.act import Change, Read, only
from application.carbon_log import Answer, CarbonLog
from domain.charge import CHARGE, State
from domain.refusal import Refusal
from tests.bench.floors.job import Asked, Line, charge_of, lived
from tests.bench.following import Balances

SECRET = b"bench" * 8
ORDERS_OF_A_LOAD = 1000


class Ours:
    """Our log on one engine."""

    def __init__(self, url: str) -> None:
        """Lay out an empty database."""
        self._engine = open_engine(url)
        migrate(self._engine)
        self._log = log_of(self._engine)
        self._balances = Balances(self._engine, FactCodec(PUBLISHED, UPCASTERS))

    def close(self) -> None:
        """Let go of the database."""
        self._log.close()
        self._engine.dispose()

    def load(self, first_life: int, lives: int, corrections: int = 1) -> None:
        """Write lives that have been lived."""
        orders = [
            (partial(_gained, lines), request)
            for request, lines in lived(first_life, lives, corrections)
        ]
        for start in range(0, len(orders), ORDERS_OF_A_LOAD):
            _all_passed(self._log.perform_all(orders[start : start + ORDERS_OF_A_LOAD]))

    def perform(self, asked: Asked) -> Answer:
        """Read, decide, append one command; durable on return."""
        return self._log.perform(only(CHARGE, asked.charge, asked.command), asked.request)

    def record(self, asked: Asked) -> None:
        """The same, but not answered with a position."""
        self._log.record(only(CHARGE, asked.charge, asked.command), asked.request)

    def perform_all(self, batch: Sequence[Asked]) -> list[Answer | Refusal]:
        """Many commands in one durable transaction."""
        return self._log.perform_all(
            [(only(CHARGE, asked.charge, asked.command), asked.request) for asked in batch]
        )

    perform_known = perform_all

    def replay(self, life: int) -> State:
        """Read a life and live it again."""
        return self._log.read(CHARGE, charge_of(life)).state

    def scan(self, page: int) -> int:
        """Page through the log; give how many facts it holds."""
        position, seen = 0, 0
        while rows := self._log.page(position, page):
            position, seen = rows[-1].position, seen + len(rows)
        return seen

    def catch_up(self, page: int) -> int:
        """Follow the log; give how many facts it holds."""
        return self._balances.catch_up(page)

    def fall_back(self) -> None:
        """Empty the view."""
        self._balances.fall_back()


def log_of(engine: Engine) -> CarbonLog:
    """Put the log together as wiring.py does."""
    codec = FactCodec(PUBLISHED, UPCASTERS)
    return CarbonLog(open_book(engine), codec, SqlVault(engine, SECRET), SystemClock())


def _gained(lines: Sequence[Line], read: Read) -> list[Change]:
    """What is to be loaded has been decided already."""
    ((stream, version, fact),) = lines
    read(CHARGE, stream.partition(":")[2])
    return [Change(stream, version - 1, (fact,))]


def _all_passed(answers: Sequence[Answer | Refusal]) -> None:
    for answer in answers:
        if isinstance(answer, Refusal):
            raise answer
