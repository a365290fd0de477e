"""Offices to look at and to try things out in: what is in them is made up."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Engine

from adapters import demo
from adapters.clock import HandTurnedClock, StandingClock
from adapters.sql.opening import beside, opened_database
from adapters.sql.settings import keep_setting, setting
from adapters.sql.troubles import in_plain_words
from adapters.wiring.alerting import waking_nobody
from adapters.wiring.office import CLOCK, open_office
from application.import_ledger import ImportProgress
from application.office import Office, request
from application.ports.clock import TurnableClock
from application.ports.followers import RebuildProgress, silent
from application.premises import Safekeeping
from application.settings import adopt

_LOADED = "demo"


@contextmanager
def open_demo(
    url: str, *, progress: ImportProgress | None = None, rebuilding: RebuildProgress = silent
) -> Generator[Office]:
    """Open the demo's books, in which the clock stands; the first time they are filled.

    A loading that was broken off goes on where it was: nothing is repeated.
    """
    with in_plain_words(), opened_database(url) as engine:
        if setting(engine, _LOADED) is None:
            # A demo that was thrown away begins again, and nobody relies on its positions.
            beside(engine.url, "mark").unlink(missing_ok=True)
        if setting(engine, CLOCK) is None:
            keep_setting(engine, CLOCK, demo.STANDS_AT.isoformat())
        if setting(engine, _LOADED) is None:
            _fill(url, progress)
            keep_setting(engine, _LOADED, demo.WORKBOOK.name)
        with open_office(url, rebuilding=rebuilding) as office:
            yield to_itself(office, engine)


@contextmanager
def open_sandbox(
    url: str, *, progress: ImportProgress | None = None
) -> Generator[tuple[Office, TurnableClock]]:
    """Open the demo's district in an empty database, with a clock that can be turned."""
    _fill(url, progress)
    clock = HandTurnedClock(demo.STANDS_AT)
    with opened_database(url) as engine, open_office(url, clock=clock) as office:
        yield replace(office, alerting=waking_nobody(office.alerting, engine)), clock


def to_itself(office: Office, engine: Engine) -> Office:
    """What is made up is neither sent to anybody nor mixed with the tables that others fetch; and
    nothing is lost with it, so nobody is urged to back it up.
    """

    def looking_around(now: str) -> Safekeeping:
        return replace(office.look_around(now), first_recorded_at=None)

    alerting = waking_nobody(office.alerting, engine)
    return replace(office, tables_into=None, alerting=alerting, look_around=looking_around)


def _fill(url: str, progress: ImportProgress | None) -> None:
    """Let the district adopt its rule, and hand the workbook in."""
    with open_office(url, clock=StandingClock(demo.ADOPTED_AT)) as office:
        office.log.perform(adopt(demo.RULE), request(demo.ACTOR, "演示:采用更换周期规则"))
    with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
        office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
