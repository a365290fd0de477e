"""An office with its views on any engine: import a small ledger, follow it, ask."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from adapters.clock import StandingClock
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.vault import SqlVault
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.events import EventFeedInSql
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from application.carbon_log import CarbonLog
from application.import_ledger import LedgerImport
from application.import_report import ImportReport
from application.ledger_file import LedgerFile
from application.ports.clock import Clock
from application.viewpoint import Viewpoint
from tests.import_desk import NOW, SECRET
from tests.logbook import CODEC
from tests.small_ledger import KILN_LOT, NUMBER, firm, kiln_run, lot, manifest, receiver, swap

TELLS_NOW = StandingClock(NOW)


@dataclass(frozen=True)
class ViewDesk:
    """Everything a test of the views asks for."""

    engine: Engine
    log: CarbonLog
    vault: SqlVault
    followers: FollowersInSql
    ledger: LedgerInSql
    custody: CustodyInSql
    health: HealthInSql
    audit: AuditInSql
    feed: EventFeedInSql
    registers: RegistersInSql

    def take(self, file: LedgerFile) -> ImportReport:
        """Import a file and let the views follow."""
        clock, announced = StandingClock(NOW), AnnouncedInSql(self.engine)
        importing = LedgerImport(self.log, self.vault, clock, announced)
        report = importing.carry_out(file, actor="office", run_id="run-1")
        self.followers.catch_up()
        return report


@contextmanager
def open_view_desk(url: str, clock: Clock = TELLS_NOW) -> Generator[ViewDesk]:
    """Open the desk at the database of a URL; `clock` says when things are recorded."""
    engine = open_engine(url)
    migrate(engine)
    vault = SqlVault(engine, SECRET)
    log = CarbonLog(open_book(engine), CODEC, vault, clock)
    try:
        yield ViewDesk(
            engine,
            log,
            vault,
            FollowersInSql(engine, CODEC),
            LedgerInSql(engine),
            CustodyInSql(engine),
            HealthInSql(engine),
            AuditInSql(engine, CODEC),
            EventFeedInSql(engine, CODEC),
            RegistersInSql(engine),
        )
    finally:
        log.close()
        engine.dispose()


FILLED = swap("2022-02-01 09:00", 0, 2000)
SWAPPED = swap("2022-09-01 10:00", 2100, 2000, manifest=NUMBER)


def one_round() -> LedgerFile:
    """Carbon that went round once: filled, swapped, carried, regenerated, received again."""
    back = lot(KILN_LOT, "2022-09-08", 1_699_000)
    return firm(FILLED, SWAPPED, manifest(), receiver(), kiln_run(), back)


def at(as_of: str | None = None, known_at: str | None = None) -> Viewpoint:
    """A viewpoint on the day the demo's clock stands at."""
    return Viewpoint.of(as_of, known_at, NOW)
