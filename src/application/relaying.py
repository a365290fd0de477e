"""The relay: hands every event out, in order, and remembers up to where that is confirmed.

At least once: the place that is kept is never beyond what was confirmed, and after any break
everything from that place on is handed out again.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from application.envelope import position_of
from application.events import THE_DISTRICTS_SYSTEMS
from application.office import Office
from application.ports.outlet import Delivery, Outlet, OutletAway, OutletRefuses, Progress
from application.ports.outlet_places import HeldPlace
from application.relay_watch import RelayWatch
from domain.occurred import SHANGHAI

PAGE = 500
SAVE_S = 0.5
"""How often the place is written down while events are handed out."""
BEAT_S = 10.0
"""How often it is written down although nothing happens, as a sign of life."""
SETTLE_S = 5.0
"""How long a stop waits for the last confirmations."""
WAIT_S = 0.5
_MOMENT_S, _LONGER = 0.005, 1.5
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""How long to wait before connecting again; the last one from then on."""


@contextmanager
def relayed(office: Office, outlet: Outlet) -> Generator[None]:
    """Hand events out in a thread of its own for as long as the context lasts."""
    stop = Event()
    thread = Thread(target=Relay(office, outlet, stop).run, name="relay")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(SETTLE_S)
        # Whoever waits for an outlet that says nothing does not keep the office open.
        outlet.break_off()
        thread.join()


class Relay:
    """Serves one outlet until it is stopped; of several at once one serves, and the others wait."""

    def __init__(self, office: Office, outlet: Outlet, stop: Event) -> None:
        """Serve an outlet with the events of an office."""
        self._office = office
        self._outlet = outlet
        self._stop = stop
        self._watch = RelayWatch(outlet.name)
        self._breaks = 0
        self._careful_upto = 0

    def run(self) -> None:
        """Serve; whatever breaks is tried again."""
        while not self._stop.is_set():
            try:
                with self._office.outlets.hold(self._outlet.name) as place:
                    if place is None:
                        self._watch.elsewhere()
                    else:
                        self._serve(place)
            except Exception as fault:
                self._watch.interrupted(fault)
            self._stop.wait(WAIT_S)

    def _serve(self, place: HeldPlace) -> None:
        while not self._stop.is_set():
            turn = Round(self._office, place, self._stop, self._careful_upto)
            try:
                with self._outlet.open(place.position) as delivery:
                    turn.go(delivery, self._got_through)
                place.tell(place.position, connected=False, at=_now(self._office))
            except OutletAway as away:
                self._note_break(turn, away)
                place.tell(turn.confirmed, connected=False, at=_now(self._office))
                self._stop.wait(PAUSES_S[min(self._breaks, len(PAUSES_S) - 1)])
                self._breaks += 1

    def _note_break(self, turn: "Round", away: OutletAway) -> None:
        if isinstance(away, OutletRefuses):
            self._office.meter.relayed(refused=1)
            self._careful_upto = turn.last_sent
        self._watch.away(away)

    def _got_through(self, position: int) -> None:
        self._breaks = 0
        self._watch.serves(position)


class Round:
    """One connection's worth of events.

    Up to a place where some were refused they are sent one by one: others have most of them, and
    would otherwise get hundreds again at every attempt.
    """

    def __init__(self, office: Office, place: HeldPlace, stop: Event, careful_upto: int) -> None:
        """Begin where the place is."""
        self._office = office
        self._events = office.events
        self._place = place
        self._stop = stop
        self._careful_upto = careful_upto
        self._reached = place.position
        self._counted = 0
        self._saved_s = 0.0
        self._idle_s = _MOMENT_S
        self._told = False
        self.last_sent = place.position
        self.confirmed = place.position

    def go(self, delivery: Delivery, got_through: Callable[[int], None]) -> None:
        """Hand out what there is and what comes, until stopped; raises `OutletAway`.

        `got_through` is told once, when something has been confirmed or there is nothing to send.
        """
        while not self._stop.is_set():
            careful = self._reached < self._careful_upto
            limit = 1 if careful else PAGE
            told = self._events.after(self._reached, limit, THE_DISTRICTS_SYSTEMS)
            if told.events:
                self.last_sent = position_of(told.events[-1])
            delivery.hand_over(told.events)
            self._reached = told.next
            if told.events:
                self._office.meter.relayed(sent=len(told.events))
                self._idle_s = _MOMENT_S
            if careful:
                delivery.settle(SETTLE_S)
            self._note_progress(delivery.progress(), got_through)
            if told.next >= told.head:
                self._wait()
        self._note_progress(delivery.settle(SETTLE_S), got_through)
        self._save()

    def _note_progress(self, progress: Progress, got_through: Callable[[int], None]) -> None:
        self._office.meter.relayed(confirmed=progress.events - self._counted)
        self._counted = progress.events
        all_confirmed = progress.position >= self.last_sent
        self.confirmed = max(self.confirmed, self._reached if all_confirmed else progress.position)
        if not self._told and (all_confirmed or progress.events):
            self._told = True
            got_through(self.confirmed)
            self._save()
        quiet_s = monotonic() - self._saved_s
        moved = self.confirmed > self._place.position
        if (moved and quiet_s >= SAVE_S) or quiet_s >= BEAT_S:
            self._save()

    def _save(self) -> None:
        self._place.tell(self.confirmed, connected=True, at=_now(self._office))
        self._saved_s = monotonic()

    def _wait(self) -> None:
        """Wait for facts, or for the views, which an event is not told without."""
        if self._stop.is_set():
            return
        if self._office.log.head() > self._reached:
            self._stop.wait(self._idle_s)
            self._idle_s = min(self._idle_s * _LONGER, WAIT_S)
        else:
            self._office.log.wait_beyond(self._reached, WAIT_S)
            self._idle_s = _MOMENT_S


def _now(office: Office) -> str:
    return office.clock.now().astimezone(SHANGHAI).isoformat(timespec="microseconds")
