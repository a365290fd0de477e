"""The demonstration that lives: an office, with simulated people and instruments at its doors."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from adapters.clock import HandTurnedClock, SystemClock
from adapters.simulator.diary import at
from adapters.simulator.living import Life, Progress, Round, living
from adapters.simulator.timeline import HISTORY_DAYS
from adapters.simulator.world import World
from adapters.sql.opening import opened_database
from adapters.sql.settings import keep_setting, setting
from adapters.sql.troubles import in_plain_words
from adapters.wiring.demonstrations import to_itself
from adapters.wiring.office import open_office
from application.assess import assess as assess_all
from application.office import Office
from application.ports.followers import RebuildProgress, silent
from application.roll_up import RollUp
from application.silence import listen_for_silence

_OPENING, _GROWN_TO, _LIVED_TO = "living-opening", "living-grown-to", "living-lived-to"
"""Settings of the database: the day on which it was opened first, how far it has grown in fast
time, and how far it has lived since."""


@contextmanager
def open_living(
    url: str,
    *,
    progress: Progress,
    rebuilding: RebuildProgress = silent,
    history_days: int = HISTORY_DAYS,
) -> Generator[Office]:
    """Open the district that lives; the first time it grows for a year in fast time.

    A growth that was broken off goes on where it was, and repeats nothing.
    """
    with in_plain_words(), opened_database(url) as engine:
        now = SystemClock().now()
        if setting(engine, _OPENING) is None:
            keep_setting(engine, _OPENING, now.date().isoformat())
        if setting(engine, _LIVED_TO) is None:
            _grow(url, engine, now, progress, history_days)
        with open_office(url, rebuilding=rebuilding) as office:
            yield to_itself(office, engine)


@contextmanager
def lived(office: Office, url: str) -> Generator[None]:
    """Let the district live on for as long as the context lasts."""
    with opened_database(url) as engine:
        since = datetime.fromisoformat(str(setting(engine, _LIVED_TO)))

        def remember(moment: datetime) -> None:
            keep_setting(engine, _LIVED_TO, moment.isoformat())

        life = _life(office, _world(office, engine))
        with living(life, since, office.clock.now, remember):
            yield


def _grow(url: str, engine: Engine, now: datetime, progress: Progress, history_days: int) -> None:
    opening = date.fromisoformat(str(setting(engine, _OPENING)))
    clock = HandTurnedClock(at(opening - timedelta(days=history_days + 1), 0))
    with open_office(url, clock=clock) as office:
        world = World(opening, office.vault, history_days=history_days)
        grown_to = setting(engine, _GROWN_TO) or at(world.first_day, 0).isoformat()
        morning = morning_round(to_itself(office, engine))

        def remember(moment: datetime) -> None:
            keep_setting(engine, _GROWN_TO, moment.isoformat())

        since = datetime.fromisoformat(grown_to)
        _life(office, world).grow(since, now, clock.turn_to, morning, progress, remember)
    keep_setting(engine, _LIVED_TO, now.isoformat())


def _world(office: Office, engine: Engine) -> World:
    return World(date.fromisoformat(str(setting(engine, _OPENING))), office.vault)


def _life(office: Office, world: World) -> Life:
    return Life(world, office.log, office.intake, office.alerts)


def morning_round(office: Office) -> Round:
    """What `serve` does on its schedule, once a day; charges are looked at when it is said."""
    roll_up = RollUp(office)

    def morning(*, assess: bool) -> None:
        office.catch_up()
        roll_up()
        listen_for_silence(office)
        if assess:
            assess_all(office)
        office.alerting.work_off()

    return morning
