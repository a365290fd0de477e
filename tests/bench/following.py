"""Our follower on the job: the balance of each adsorber, as rows that keep their two intervals."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Engine

from adapters.sql.follower import Follower
from application.ports.codec import Codec
from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted
from projections.rows import OPEN, Assert, Change, Noted, Projection, Recall, Table


class BalanceRow(NamedTuple):
    """What one fact adds to an adsorber's balance; the balance is their sum."""

    position: int
    line: int
    slot: str | None
    adsorber: str
    filled_g: int
    removed_g: int
    corrections: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


BALANCE = Table("bench_balance", BalanceRow)


def fold(noted: Noted, _: Recall) -> Iterable[Change]:
    """Write one row."""
    match noted.fact:
        case ChargeStarted(fresh_g=fresh_g):
            added = (fresh_g, 0, 0)
        case ChargeEnded(removed_g=removed_g):
            added = (0, removed_g, 0)
        case _:
            added = (0, 0, 1)
    adsorber = noted.id.partition("-")[0]
    recorded_at = noted.recorded_at
    interval = (str(noted.fact.occurred), OPEN, recorded_at, OPEN)
    return (Assert(BALANCE, BalanceRow(noted.position, 0, None, adsorber, *added, *interval)),)


PROJECTION = Projection(
    "bench_balance", frozenset({ChargeStarted, ChargeCorrected, ChargeEnded}), (BALANCE,), fold
)


class Balances:
    """The view and its follower."""

    def __init__(self, engine: Engine, codec: Codec) -> None:
        """Lay out an empty view."""
        self._engine = engine
        self._follower = Follower(engine, PROJECTION, codec)
        self._follower.prepare()

    def catch_up(self, page: int) -> int:
        """Follow the log to its head; give how many facts."""
        seen = 0
        while facts := self._follower.step(page):
            seen += facts
        return seen

    def fall_back(self) -> None:
        """Let the follower think that it is new."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM follower WHERE name = 'bench_balance'")
        self._follower.prepare()
