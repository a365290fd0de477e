"""A log of the real parts on any engine, and a few acts on carbon lots to write in it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from adapters.clock import SystemClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.vault import SqlVault
from application.act import Act, only
from application.carbon_log import CarbonLog
from domain.identifiers import AdsorberId, LotId
from domain.lot import LOT, DrawFromLot, InStock, ReceiveLot, Source
from domain.occurred import Occurred
from domain.record import Provenance, Request

NEW_YEAR = Occurred("2022-01-01")
MORNING = Occurred("2022-02-01T08:00:00+08:00")
LOT_A, LOT_B = LotId("LOT-A"), LotId("LOT-B")
CODEC = FactCodec(PUBLISHED, UPCASTERS)
SECRET = b"0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Office:
    """What a test needs of an installation."""

    engine: Engine
    log: CarbonLog
    vault: SqlVault


@contextmanager
def open_office(url: str) -> Generator[Office]:
    """Open, and lay out where it is new, the database at a URL."""
    engine = open_engine(url)
    migrate(engine)
    vault = SqlVault(engine, SECRET)
    log = CarbonLog(open_book(engine), CODEC, vault, SystemClock())
    try:
        yield Office(engine, log, vault)
    finally:
        log.close()
        engine.dispose()


def asked(command_id: str, *contents: tuple[str, str]) -> Request:
    """Somebody asks."""
    return Request(command_id, "tester", Provenance.LIVE, contents)


def received(lot: LotId, mass_g: int = 1_000_000) -> Act:
    """A lot arrives."""
    return only(LOT, lot, ReceiveLot(NEW_YEAR, Source.VIRGIN, "厂家", mass_g))


def drawn(lot: LotId, adsorber: str, mass_g: int = 1_000) -> Act:
    """An adsorber takes carbon from a lot."""
    return only(LOT, lot, DrawFromLot(MORNING, AdsorberId(adsorber), MORNING, mass_g))


def left_g(log: CarbonLog, lot: LotId) -> int:
    """What the log says is left of a lot."""
    state = log.read(LOT, lot).state
    return state.left_g if isinstance(state, InStock) else 0
