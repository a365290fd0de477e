"""Let the district live: a year in fast time, and then by the clock on the wall."""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from threading import Event, Thread
from typing import Protocol

from adapters.simulator.answering import answers
from adapters.simulator.diary import Entry, at, days_from
from adapters.simulator.world import World
from application.carbon_log import CarbonLog
from application.intake import Intake
from application.journal import note
from application.ports.alert_view import AlertView
from domain.alert import AlertAlreadyAcknowledged, AlertIsOver
from domain.refusal import Refusal

_log = logging.getLogger(__name__)

LOOK_S = 20.0
"""How often the living look at the clock."""
_MORNING = 8 * 60 + 30
_LATELY = timedelta(days=30)
"""Within these the office looks at its charges every day, before that on Mondays only."""


class Round(Protocol):
    """What the office does by itself in the morning; `assess` when it looks at charges."""

    def __call__(self, *, assess: bool) -> None:
        """Do it."""
        ...


class Progress(Protocol):
    """Told how many of how many days have been lived."""

    def __call__(self, done: int, expected: int, /) -> None:
        """Tell it."""
        ...


class Life:
    """The people and instruments of a world at the doors of an office."""

    def __init__(self, world: World, log: CarbonLog, intake: Intake, alerts: AlertView) -> None:
        """Use the log as the use cases do, and the one intake of readings; see the alerts."""
        self._world = world
        self._log = log
        self._intake = intake
        self._alerts = alerts
        self._pages = world.days()
        self._today: tuple[date, list[Entry]] | None = None

    def grow(
        self,
        since: datetime,
        until: datetime,
        turn_to: Callable[[datetime], None],
        round_of: Round,
        progress: Progress,
        remember: Callable[[datetime], None],
    ) -> None:
        """Live day by day in fast time, turning the clock; remember how far it went.

        What was broken off goes on at the moment remembered last. What had been done since then is
        done again, which changes nothing: no clock goes back past what was seen.
        """
        first = self._world.first_day
        for day, entries in self._days(since, until):
            morning, end = at(day, _MORNING), min(at(day, 24 * 60) - timedelta(seconds=1), until)
            if since < morning < end:
                turn_to(morning)
                self.answer(morning)
                round_of(assess=day.weekday() == 0 or until - morning < _LATELY)
                remember(morning)
            turn_to(end)
            self._write_down(entries, until)
            self._read(at(day, 0), end)
            remember(end)
            progress((day - first).days + 1, (until.date() - first).days + 1)
        round_of(assess=True)

    def answer(self, now: datetime) -> None:
        """Let people answer the alerts that they see; some are over before they come to it."""
        for entry in answers(self._alerts, now):
            with suppress(AlertIsOver, AlertAlreadyAcknowledged):
                self._log.perform(*entry.order)

    def go_on(self, since: datetime, now: datetime) -> None:
        """Live from one moment to another while nobody turns the clock."""
        self.answer(now)
        for _, entries in self._days(since, now):
            self._write_down([entry for entry in entries if entry.moment >= since], now)
        self._read(since, now)

    def _days(self, since: datetime, until: datetime) -> Iterator[tuple[date, list[Entry]]]:
        for day in days_from(since.date()):
            if day > until.date():
                return
            yield day, self._page(day)

    def _page(self, day: date) -> list[Entry]:
        """A day's entries; whoever asks never goes back to an earlier day."""
        while self._today is None or self._today[0] < day:
            self._today = next(self._pages)
        return self._today[1]

    def _write_down(self, entries: list[Entry], until: datetime) -> None:
        orders = [entry.order for entry in entries if entry.moment <= until]
        for answer in self._log.perform_all(orders) if orders else ():
            if isinstance(answer, Refusal):
                raise answer

    def _read(self, since: datetime, until: datetime) -> None:
        for readings in self._world.readings_between(since, until):
            self._intake.take(readings)


@contextmanager
def living(
    life: Life, since: datetime, now: Callable[[], datetime], remember: Callable[[datetime], None]
) -> Generator[None]:
    """Live in a thread of its own for as long as the context lasts."""
    stop = Event()
    thread = Thread(target=_live, args=(life, since, now, remember, stop), name="living")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _live(
    life: Life,
    since: datetime,
    now: Callable[[], datetime],
    remember: Callable[[datetime], None],
    stop: Event,
) -> None:
    failed = ""
    while not stop.wait(LOOK_S):
        until = now()
        try:
            life.go_on(since, until)
            remember(until)
            since, failed = until, ""
        except Exception as fault:
            kind = type(fault).__name__
            if kind != failed:
                note(
                    _log,
                    "district-stands-still",
                    "演示区停下来了",
                    level=logging.ERROR,
                    fault=fault,
                )
            failed = kind
