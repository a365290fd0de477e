"""The composition root: what an office is made of. Nothing else chooses an adapter."""

import os
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from random import SystemRandom
from secrets import token_bytes
from typing import Any

from sqlalchemy import Engine

from adapters import demo
from adapters.clock import HandTurnedClock, StandingClock, SystemClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.journal import keep_journal
from adapters.messaging import chosen
from adapters.meter import CountingMeter
from adapters.sql.alert_desk import AlertDeskInSql
from adapters.sql.backup import SqlBackups, check_backup
from adapters.sql.books import open_book
from adapters.sql.high_water import HighWater
from adapters.sql.log_keeping import LogKeepingInSql
from adapters.sql.opening import beside, opened_database
from adapters.sql.outlets import OutletPlacesInSql
from adapters.sql.safekeeping import safekeeping
from adapters.sql.sealer import Sealer
from adapters.sql.secret import installation_secret
from adapters.sql.settings import installation, keep_setting, setting
from adapters.sql.standing import watch
from adapters.sql.streams import StreamsInSql
from adapters.sql.survey import survey
from adapters.sql.tables.rows import TableRowsInSql
from adapters.sql.tables.sql_views import TableViewsInSql
from adapters.sql.troubles import in_plain_words
from adapters.sql.vault import SqlVault, is_laid_out
from adapters.sql.views.alerts import AlertsInSql
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.events import EventFeedInSql
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from adapters.sql.webhooks import WebhookDeskInSql
from adapters.table_folders import TableFoldersOnDisk, folder_set_by
from adapters.webhook.courier import HttpCourier
from adapters.workbook.exports import write_csv, write_xlsx
from adapters.workbook.reader import read_ledger
from application.access_record import AccessRecord
from application.alerting import alerting_with
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
from application.ports.table_folders import TableFolders
from application.webhooks import Webhooks

__all__ = [
    "broker",
    "check_backup",
    "command_door",
    "keep_journal",
    "open_demo",
    "open_office",
    "table_folders",
    "web_app",
]

_CLOCK, _LOADED = "clock", "demo"


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
        engine = opened.enter_context(opened_database(url))
        water = HighWater(beside(engine.url, "mark"))
        watch(engine, water)
        book = opened.enter_context(closing(open_book(engine)))
        sealer = Sealer(engine, water)
        secret_file = beside(engine.url, "secret")
        secret = installation_secret(secret_file, may_be_new=not is_laid_out(engine))
        vault = SqlVault(engine, secret)
        meter = CountingMeter()
        codec = FactCodec(PUBLISHED, UPCASTERS)
        on_wall = clock or _clock(engine)
        log = CarbonLog(book, codec, vault, on_wall, meter)
        streams = StreamsInSql(engine)
        feed = EventFeedInSql(engine, codec)
        events = Events(feed, installation(engine), partial(revealed, vault))
        rules = EndpointRules.set_by(os.environ)
        desk = WebhookDeskInSql(engine)
        opened.callback(desk.leave)
        chance, outbox = SystemRandom().random, beside(engine.url, "outbox")
        way = chosen.messenger(os.environ, outbox)
        alerting = alerting_with(
            log, vault, streams, on_wall, AlertDeskInSql(engine), way, events, os.environ, chance
        )
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
            events=events,
            event_types=PublishedEventTypes(PUBLISHED),
            outlets=OutletPlacesInSql(engine, beside(engine.url, "relay")),
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
                events=events,
                desk=desk,
                courier=HttpCourier(rules),
                vault=vault,
                rules=rules,
                clock=clock or SystemClock(),
                meter=meter,
                chance=chance,
                random_bytes=token_bytes,
            ),
            alerts=AlertsInSql(engine),
            alerting=alerting,
            reports=chosen.reports(os.environ),
            read_ledger=read_ledger,
            write_csv=write_csv,
            write_workbook=write_xlsx,
            table_rows=TableRowsInSql(engine),
            table_views=TableViewsInSql(engine),
            table_folders=table_folders(),
            tables_into=folder_set_by(os.environ),
        )
        # What was written last has been answered with its positions, so they are noted as well.
        sealer.seal()


@contextmanager
def open_log(url: str) -> Generator[LogKeeping]:
    """Open the log for its housekeeping alone, also where `open_office` refuses it."""
    with in_plain_words(), opened_database(url) as engine:
        yield LogKeepingInSql(engine, HighWater(beside(engine.url, "mark")))


@contextmanager
def open_demo(
    url: str, *, progress: ImportProgress | None = None, rebuilding: RebuildProgress = silent
) -> Generator[Office]:
    """Open the demo's books, in which the clock stands; the first time they are filled.

    A loading that was broken off goes on where it was: the import repeats nothing.
    """
    with in_plain_words(), opened_database(url) as engine:
        if setting(engine, _LOADED) is None:
            # A demo that was thrown away begins again, and nobody relies on its positions.
            beside(engine.url, "mark").unlink(missing_ok=True)
        if setting(engine, _CLOCK) is None:
            keep_setting(engine, _CLOCK, demo.STANDS_AT.isoformat())
        if setting(engine, _LOADED) is None:
            with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
                office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
            keep_setting(engine, _LOADED, demo.WORKBOOK.name)
        with open_office(url, rebuilding=rebuilding) as office:
            # What is made up is not mixed with the tables that others fetch, and wakes nobody.
            into_file = office.alerting.into(chosen.messenger({}, beside(engine.url, "outbox")))
            yield replace(office, tables_into=None, alerting=into_file)


def table_folders() -> TableFolders:
    """Folders of tables, for which no books need to be there."""
    return TableFoldersOnDisk(write_csv)


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
    from adapters.web.outfit import for_http

    return for_http(office, os.environ, demo=demo, allowed_hosts=allowed_hosts, sandbox=sandbox)


def command_door(office: Office, *, demo: bool) -> TakeCommand:
    """The door for commands that come by message: the web application's, without HTTP."""
    from adapters.web.outfit import for_messages

    return for_messages(office, os.environ, demo=demo)


def broker(named: str | None) -> Broker | None:
    """The message broker that is named, or set in the environment; None where none is."""
    from adapters.rabbit.broker import broker as of_settings

    return of_settings(named, os.environ)


def _clock(engine: Engine) -> Clock:
    """The clock that this database was given, else the real one."""
    stands_at = setting(engine, _CLOCK)
    return SystemClock() if stands_at is None else StandingClock(datetime.fromisoformat(stands_at))
