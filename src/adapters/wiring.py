"""The composition root: what an office is made of. Nothing else chooses an adapter."""

import os
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine

from adapters import demo
from adapters.clock import StandingClock, SystemClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.journal import keep_journal
from adapters.meter import CountingMeter
from adapters.sql.backup import SqlBackups, check_backup
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.safekeeping import safekeeping
from adapters.sql.schema import migrate
from adapters.sql.secret import installation_secret
from adapters.sql.settings import keep_setting, setting
from adapters.sql.survey import survey
from adapters.sql.troubles import in_plain_words, known
from adapters.sql.vault import SqlVault, is_laid_out
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from adapters.workbook.exports import write_csv, write_xlsx
from adapters.workbook.reader import read_ledger
from application.carbon_log import CarbonLog
from application.import_ledger import ImportProgress
from application.office import Office
from application.ports.clock import Clock

__all__ = ["check_backup", "keep_journal", "open_demo", "open_office", "web_app"]

_CLOCK, _LOADED = "clock", "demo"


@contextmanager
def open_office(url: str, *, clock: Clock | None = None) -> Generator[Office]:
    """Open the books at a URL for as long as the context lasts; nothing runs in the background.

    A database that is empty or of an older version is brought up to date. Raises refusals in plain
    words where it cannot be opened or fails later on.
    """
    with in_plain_words(), _database(url) as engine, closing(open_book(engine)) as book:
        secret_file = _secret_file(engine.url)
        secret = installation_secret(secret_file, may_be_new=not is_laid_out(engine))
        vault = SqlVault(engine, secret)
        meter = CountingMeter()
        codec = FactCodec(PUBLISHED, UPCASTERS)
        on_wall = clock or _clock(engine)
        log = CarbonLog(book, codec, vault, on_wall, meter)
        yield Office(
            log=log,
            vault=vault,
            clock=on_wall,
            registers=RegistersInSql(engine),
            ledger=LedgerInSql(engine),
            custody=CustodyInSql(engine),
            announced=AnnouncedInSql(engine),
            health=HealthInSql(engine),
            audit=AuditInSql(engine, codec),
            followers=FollowersInSql(engine, codec),
            survey=lambda: survey(engine),
            look_around=lambda now: safekeeping(engine, secret_file, now),
            backups=SqlBackups(engine),
            meter=meter,
            read_ledger=read_ledger,
            write_csv=write_csv,
            write_workbook=write_xlsx,
        )


@contextmanager
def open_demo(url: str, *, progress: ImportProgress | None = None) -> Generator[Office]:
    """Open the demo's books, in which the clock stands; the first time they are filled.

    A loading that was broken off goes on where it was: the import repeats nothing.
    """
    with in_plain_words(), _database(url) as engine:
        if setting(engine, _CLOCK) is None:
            keep_setting(engine, _CLOCK, demo.STANDS_AT.isoformat())
        if setting(engine, _LOADED) is None:
            with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
                office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
            keep_setting(engine, _LOADED, demo.WORKBOOK.name)
        with open_office(url) as office:
            yield office


def web_app(office: Office, *, demo: bool) -> Any:
    """The web application of an office."""
    # Only a server needs it, and it takes longest to import.
    from adapters.web.app import create_app
    from adapters.web.watching import Watched

    return Watched(create_app(office, demo=demo), office.meter)


@contextmanager
def _database(url: str) -> Generator[Engine]:
    engine = open_engine(known(url))
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


def _clock(engine: Engine) -> Clock:
    """The clock that this database was given, else the real one."""
    stands_at = setting(engine, _CLOCK)
    return SystemClock() if stands_at is None else StandingClock(datetime.fromisoformat(stands_at))


def _secret_file(url: URL) -> Path:
    """Beside an embedded database; in the data folder for one that is elsewhere."""
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.secret")
    folder = Path(os.environ.get("TANGUANJIA_DATA") or "data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"postgresql-{url.database}.secret"
