"""Follow the alerts while a server runs: one process at a time for these books."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread

from application.alerting import Alerting
from application.journal import note

WAIT_S = 1.0
"""How long a repeat or a retry may be late, and at most a stop takes beside a message under way."""
AGAIN_S = 5.0
"""How long after a failure it is tried again."""

_log = logging.getLogger(__name__)


@contextmanager
def alerted(alerting: Alerting) -> Generator[None]:
    """Tell people in a thread of its own for as long as the context lasts."""
    stop = Event()
    thread = Thread(target=AlertWatch(alerting, stop).run, name="alerts")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class AlertWatch:
    """Works until it is stopped; of several at once one works, and the others wait."""

    def __init__(self, alerting: Alerting, stop: Event) -> None:
        """Work on the alerts of these books."""
        self._alerting = alerting
        self._stop = stop
        self._failed = False

    def run(self) -> None:
        """Work; whatever breaks is tried again."""
        try:
            while not self._stop.is_set():
                try:
                    self._work()
                    self._works()
                except Exception as fault:
                    self._fails(fault)
                    self._stop.wait(AGAIN_S)
        finally:
            self._alerting.desk.leave()

    def _work(self) -> None:
        alerting = self._alerting
        if not alerting.desk.is_ours():
            self._stop.wait(WAIT_S)
            return
        while alerting.follow():
            if self._stop.is_set():
                return
        alerting.sender.send_due(self._stop.is_set)
        alerting.log.wait_beyond(alerting.desk.place(), WAIT_S)

    def _fails(self, fault: Exception) -> None:
        if not self._failed:
            note(_log, "alerts-failing", "预警暂停", level=logging.ERROR, fault=fault)
        self._failed = True

    def _works(self) -> None:
        if self._failed:
            note(_log, "alerts-recovered", "预警已恢复")
        self._failed = False
