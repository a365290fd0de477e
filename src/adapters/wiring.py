"""The composition root: what an office is made of. Nothing else chooses an adapter."""

import os
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from typing import Any

from sqlalchemy import URL, Engine

from adapters import demo
from adapters.clock import HandTurnedClock, StandingClock, SystemClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.journal import keep_journal
from adapters.meter import CountingMeter
from adapters.sql.backup import SqlBackups, check_backup
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.high_water import HighWater
from adapters.sql.log_keeping import LogKeepingInSql
from adapters.sql.outlets import OutletPlacesInSql
from adapters.sql.safekeeping import safekeeping
from adapters.sql.schema import migrate
from adapters.sql.sealer import Sealer
from adapters.sql.secret import installation_secret
from adapters.sql.settings import installation, keep_setting, setting
from adapters.sql.standing import watch
from adapters.sql.streams import StreamsInSql
from adapters.sql.survey import survey
from adapters.sql.troubles import in_plain_words, known
from adapters.sql.vault import SqlVault, is_laid_out
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.events import EventFeedInSql
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from adapters.sql.webhooks import WebhookDeskInSql
from adapters.webhook.courier import HttpCourier
from adapters.workbook.exports import write_csv, write_xlsx
from adapters.workbook.reader import read_ledger
from application.access_record import AccessRecord
from application.carbon_log import CarbonLog
from application.endpoint import EndpointRules
from application.events import Events
from application.import_ledger import ImportProgress
from application.keys import KeyRing
from application.office import Office, revealed
from application.ports.broker import Broker
from application.ports.clock import Clock, TurnableClock
from application.ports.commands import TakeCommand
from application.ports.followers import RebuildProgress, silent
from application.ports.log_keeping import LogKeeping
from application.webhooks import Webhooks

__all__ = ["check_backup", "keep_journal", "open_demo", "open_office", "web_app"]

_CLOCK, _LOADED = "clock", "demo"
_ANY = 10**9


@contextmanager
def open_office(
    url: str, *, clock: Clock | None = None, rebuilding: RebuildProgress = silent
) -> Generator[Office]:
    """Open the books at a URL for as long as the context lasts; nothing runs in the background.

    A database that is empty or of an older version is brought up to date, and views whose columns
    have changed are rebuilt. Raises refusals in plain words where it cannot be opened or fails
    later on.
    """
    with ExitStack() as opened:
        opened.enter_context(in_plain_words())
        engine = opened.enter_context(_database(url))
        water = HighWater(_beside(engine.url, "mark"))
        watch(engine, water)
        book = opened.enter_context(closing(open_book(engine)))
        sealer = Sealer(engine, water)
        secret_file = _beside(engine.url, "secret")
        secret = installation_secret(secret_file, may_be_new=not is_laid_out(engine))
        vault = SqlVault(engine, secret)
        meter = CountingMeter()
        codec = FactCodec(PUBLISHED, UPCASTERS)
        on_wall = clock or _clock(engine)
        log = CarbonLog(book, codec, vault, on_wall, meter)
        streams = StreamsInSql(engine)
        feed, source = EventFeedInSql(engine, codec), installation(engine)
        rules = EndpointRules.set_by(os.environ)
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
            feed=feed,
            source=source,
            event_types=PublishedEventTypes(PUBLISHED),
            outlets=OutletPlacesInSql(engine, _beside(engine.url, "relay")),
            followers=FollowersInSql(engine, codec, sealer=sealer, progress=rebuilding),
            keeping=LogKeepingInSql(engine, water),
            keys=KeyRing(log, streams, on_wall),
            access=AccessRecord(log, streams, on_wall),
            survey=lambda: survey(engine),
            look_around=lambda now: safekeeping(engine, secret_file, now),
            backups=SqlBackups(engine),
            meter=meter,
            webhooks=Webhooks(
                log=log,
                events=Events(feed, source, partial(revealed, vault)),
                desk=WebhookDeskInSql(engine),
                courier=HttpCourier(rules),
                vault=vault,
                rules=rules,
                clock=clock or SystemClock(),
                meter=meter,
                chance=SystemRandom().random,
                random_bytes=token_bytes,
            ),
            read_ledger=read_ledger,
            write_csv=write_csv,
            write_workbook=write_xlsx,
        )
        # What was written last has been answered with its positions, so they are noted as well.
        sealer.seal()


@contextmanager
def open_log(url: str) -> Generator[LogKeeping]:
    """Open the log for its housekeeping alone, also where `open_office` refuses it."""
    with in_plain_words(), _database(url) as engine:
        yield LogKeepingInSql(engine, HighWater(_beside(engine.url, "mark")))


@contextmanager
def open_demo(
    url: str, *, progress: ImportProgress | None = None, rebuilding: RebuildProgress = silent
) -> Generator[Office]:
    """Open the demo's books, in which the clock stands; the first time they are filled.

    A loading that was broken off goes on where it was: the import repeats nothing.
    """
    with in_plain_words(), _database(url) as engine:
        if setting(engine, _LOADED) is None:
            # A demo that was thrown away begins again, and nobody relies on its positions.
            _beside(engine.url, "mark").unlink(missing_ok=True)
        if setting(engine, _CLOCK) is None:
            keep_setting(engine, _CLOCK, demo.STANDS_AT.isoformat())
        if setting(engine, _LOADED) is None:
            with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
                office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
            keep_setting(engine, _LOADED, demo.WORKBOOK.name)
        with open_office(url, rebuilding=rebuilding) as office:
            yield office


@contextmanager
def open_sandbox(
    url: str, *, progress: ImportProgress | None = None
) -> Generator[tuple[Office, TurnableClock]]:
    """Open the demo's district in an empty database, with a clock that can be turned."""
    with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
        office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
    clock = HandTurnedClock(demo.STANDS_AT)
    with open_office(url, clock=clock) as office:
        yield office, clock


def web_app(
    office: Office,
    *,
    demo: bool,
    allowed_hosts: frozenset[str] = frozenset(),
    sandbox: TurnableClock | None = None,
) -> Any:
    """The web application of an office; that of a sandbox has its clock as well."""
    # Only a server needs it, and it takes longest to import.
    from adapters.web.app import create_app
    from adapters.web.limits import Limits
    from adapters.web.watching import Watched

    app = create_app(
        office,
        demo=demo,
        allowed_hosts=allowed_hosts,
        limits=Limits.set_by(os.environ),
        sandbox=sandbox,
    )
    return Watched(app, office.meter, app.leave)


def command_door(office: Office, *, demo: bool) -> TakeCommand:
    """The door for commands that come by message: the web application's, without HTTP.

    An application lives in one event loop, so it has its own; whoever empties a queue paces it.
    """
    from adapters.web.app import create_app
    from adapters.web.by_message import ByMessage
    from adapters.web.limits import Limits
    from adapters.web.watching import Watched

    limits = replace(Limits.set_by(os.environ), writes_per_s=_ANY, writes_at_once=_ANY)
    return ByMessage(Watched(create_app(office, demo=demo, limits=limits), office.meter))


def broker(named: str | None) -> Broker | None:
    """The message broker that is named, or set in the environment; None where none is."""
    from adapters.rabbit.broker import broker as of_settings

    return of_settings(named, os.environ)


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


def _beside(url: URL, what: str) -> Path:
    """A file beside an embedded database; in the data folder for one that is elsewhere."""
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.{what}")
    folder = Path(os.environ.get("TANGUANJIA_DATA") or "data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"postgresql-{url.database}.{what}"
