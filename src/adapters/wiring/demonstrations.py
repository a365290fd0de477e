"""Offices to look at and to try things out in: what is in them is made up."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from adapters import demo
from adapters.clock import HandTurnedClock, StandingClock
from adapters.sql.opening import beside, opened_database
from adapters.sql.settings import keep_setting, setting
from adapters.sql.troubles import in_plain_words
from adapters.wiring.alerting import waking_nobody
from adapters.wiring.office import CLOCK, open_office
from application.import_ledger import ImportProgress
from application.office import Office
from application.ports.clock import TurnableClock
from application.ports.followers import RebuildProgress, silent

_LOADED = "demo"


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
        if setting(engine, CLOCK) is None:
            keep_setting(engine, CLOCK, demo.STANDS_AT.isoformat())
        if setting(engine, _LOADED) is None:
            with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
                office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
            keep_setting(engine, _LOADED, demo.WORKBOOK.name)
        with open_office(url, rebuilding=rebuilding) as office:
            # What is made up is not mixed with the tables that others fetch, and wakes nobody.
            alerting = waking_nobody(office.alerting, engine)
            yield replace(office, tables_into=None, alerting=alerting)


@contextmanager
def open_sandbox(
    url: str, *, progress: ImportProgress | None = None
) -> Generator[tuple[Office, TurnableClock]]:
    """Open the demo's district in an empty database, with a clock that can be turned."""
    with open_office(url, clock=StandingClock(demo.HANDED_IN_AT)) as office:
        office.import_files([demo.WORKBOOK], actor=demo.ACTOR, writing=progress)
    clock = HandTurnedClock(demo.STANDS_AT)
    with opened_database(url) as engine, open_office(url, clock=clock) as office:
        yield replace(office, alerting=waking_nobody(office.alerting, engine)), clock
