"""What an office is made of."""

import os
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from functools import partial
from random import SystemRandom
from secrets import token_bytes

from sqlalchemy import Engine

from adapters.clock import StandingClock, SystemClock
from adapters.devices.files import CsvFiles
from adapters.devices.messages import readings_of_json
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.meter import CountingMeter
from adapters.sql.backup import SqlBackups
from adapters.sql.books import open_book
from adapters.sql.high_water import HighWater
from adapters.sql.log_keeping import LogKeepingInSql
from adapters.sql.opening import beside, opened_database
from adapters.sql.outlets import OutletPlacesInSql
from adapters.sql.safekeeping import safekeeping
from adapters.sql.sealer import Sealer
from adapters.sql.secret import installation_secret
from adapters.sql.settings import installation, setting
from adapters.sql.standing import watch
from adapters.sql.streams import StreamsInSql
from adapters.sql.survey import survey
from adapters.sql.tables.rows import TableRowsInSql
from adapters.sql.tables.sql_views import TableViewsInSql
from adapters.sql.telemetry import TelemetryInSql
from adapters.sql.troubles import in_plain_words
from adapters.sql.vault import SqlVault, is_laid_out
from adapters.sql.views.alerts import AlertsInSql
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.charge_book import ChargeBookInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.devices import DevicesInSql
from adapters.sql.views.events import EventFeedInSql
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from adapters.sql.webhooks import WebhookDeskInSql
from adapters.table_folders import TableFoldersOnDisk, folder_set_by
from adapters.webhook.courier import HttpCourier
from adapters.wiring.alerting import alerting_of, reports
from adapters.workbook.exports import write_csv, write_xlsx
from adapters.workbook.reader import read_ledger
from application.access_record import AccessRecord
from application.carbon_log import CarbonLog
from application.device_book import DeviceBook
from application.endpoint import EndpointRules
from application.events import Events
from application.import_telemetry import TelemetryImport
from application.intake import Intake
from application.keys import KeyRing
from application.office import Office, revealed
from application.ports.clock import Clock
from application.ports.followers import RebuildProgress, silent
from application.ports.log_keeping import LogKeeping
from application.webhooks import Webhooks

CLOCK = "clock"
"""The setting that makes a clock stand still."""


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
        on_wall = clock or clock_of(engine)
        log = CarbonLog(book, codec, vault, on_wall, meter)
        streams = StreamsInSql(engine)
        feed = EventFeedInSql(engine, codec)
        events = Events(feed, installation(engine), partial(revealed, vault))
        rules = EndpointRules.set_by(os.environ)
        desk = WebhookDeskInSql(engine)
        telemetry = TelemetryInSql(engine)
        intake = Intake(log, telemetry, on_wall)
        devices = DeviceBook(log, streams)
        opened.callback(desk.leave)
        yield Office(
            log=log,
            vault=vault,
            clock=on_wall,
            registers=RegistersInSql(engine),
            ledger=LedgerInSql(engine),
            custody=CustodyInSql(engine),
            announced=AnnouncedInSql(engine),
            health=HealthInSql(engine),
            charges=ChargeBookInSql(engine, codec),
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
                chance=SystemRandom().random,
                random_bytes=token_bytes,
            ),
            devices=DevicesInSql(engine),
            device_book=devices,
            alerts=AlertsInSql(engine),
            alerting=alerting_of(engine, log, vault, on_wall, events),
            reports=reports(),
            telemetry=telemetry,
            intake=intake,
            telemetry_import=TelemetryImport(log, devices, intake, telemetry, CsvFiles()),
            readings_of_body=readings_of_json,
            read_ledger=read_ledger,
            write_csv=write_csv,
            write_workbook=write_xlsx,
            table_rows=TableRowsInSql(engine),
            table_views=TableViewsInSql(engine),
            table_folders=TableFoldersOnDisk(write_csv),
            tables_into=folder_set_by(os.environ),
        )
        # What was written last has been answered with its positions, so they are noted as well.
        sealer.seal()


@contextmanager
def open_log(url: str) -> Generator[LogKeeping]:
    """Open the log for its housekeeping alone, also where `open_office` refuses it."""
    with in_plain_words(), opened_database(url) as engine:
        yield LogKeepingInSql(engine, HighWater(beside(engine.url, "mark")))


def clock_of(engine: Engine) -> Clock:
    """The clock that this database was given, else the real one."""
    stands_at = setting(engine, CLOCK)
    return SystemClock() if stands_at is None else StandingClock(datetime.fromisoformat(stands_at))
