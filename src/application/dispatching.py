"""Tell subscribers what happens, while a server runs: one process at a time for these books.

Each subscription is served in a thread of its own, so that none waits for another's receiver.
"""

import logging
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock, Thread

from application.delivering import Deliverer
from application.journal import note
from application.ports.webhook_desk import Overtaken
from application.webhooks import Webhooks

WAIT_S = 0.5
"""How long a retry may be late."""
SETTLE_S = 0.5
"""How long a stop waits for deliveries under way; then they are called off, and owed as before."""
_INSIST_S = 0.05
BREATH_S = 0.02
"""How soon is looked again while the views are behind the log."""
AT_ONCE = 16
"""So many subscriptions are served at the same time."""
ROUNDS = 20
"""After so many rounds a subscription lets the next one have its thread."""
TIDY_EVERY = timedelta(hours=1)

Heads = tuple[int, int]

_log = logging.getLogger(__name__)


class Dispatcher:
    """Sees for whom there is something to do, and has it done."""

    def __init__(self, deliverer: Deliverer) -> None:
        """Begin with everybody to be looked at."""
        self._deliverer = deliverer
        self._webhooks = deliverer.webhooks
        self._stopping = deliverer.stopping
        self._lock = Lock()
        self._busy: set[str] = set()
        self._seen: dict[str, Heads] = {}
        self._wakes: dict[str, datetime] = {}
        self._failing = False
        self._tidied: datetime | None = None

    def run(self) -> None:
        """Work until told to stop."""
        try:
            with ThreadPoolExecutor(AT_ONCE, "webhook") as pool:
                while not self._stopping.is_set():
                    try:
                        self._look(pool)
                    except Exception as fault:
                        self._fails(fault)
                        self._stopping.wait(WAIT_S)
        finally:
            self._webhooks.desk.leave()

    def _look(self, pool: ThreadPoolExecutor) -> None:
        log, desk = self._webhooks.log, self._webhooks.desk
        heads = (log.head(), self._webhooks.events.feed.head())
        if desk.is_ours():
            now = self._webhooks.clock.now()
            self._tidy(now)
            for keeping in desk.every():
                if self._is_due(keeping.id, heads, now):
                    pool.submit(self._serve, keeping.id)
        if heads[1] < heads[0]:
            self._stopping.wait(BREATH_S)
        else:
            log.wait_beyond(heads[0], WAIT_S)

    def _is_due(self, identity: str, heads: Heads, now: datetime) -> bool:
        with self._lock:
            wakes = self._wakes.get(identity)
            due = self._seen.get(identity) != heads or (wakes is not None and wakes <= now)
            if identity in self._busy or not due:
                return False
            self._busy.add(identity)
            self._seen[identity] = heads
            self._wakes.pop(identity, None)
            return True

    def _serve(self, identity: str) -> None:
        unfinished = True
        try:
            unfinished = self._rounds(identity)
            wakes = self._deliverer.due_at(identity)
            with self._lock:
                if wakes is not None:
                    self._wakes[identity] = wakes
            self._works()
        except Overtaken:
            pass
        except Exception as fault:
            self._fails(fault)
            self._stopping.wait(WAIT_S)
        finally:
            with self._lock:
                self._busy.discard(identity)
                if unfinished:
                    self._seen.pop(identity, None)

    def _rounds(self, identity: str) -> bool:
        """Serve for a while; whether there is more to do."""
        return all(
            not self._stopping.is_set() and self._deliverer.serve(identity) for _ in range(ROUNDS)
        )

    def _tidy(self, now: datetime) -> None:
        if self._tidied is None or now - self._tidied >= TIDY_EVERY:
            self._tidied = now
            self._webhooks.desk.destroy_expired(now)

    def _fails(self, fault: Exception) -> None:
        with self._lock:
            first, self._failing = not self._failing, True
            # Everybody is looked at once more, so that it is seen when it is over.
            self._seen.clear()
        if first:
            note(_log, "webhooks-failing", "推送暂停", level=logging.ERROR, fault=fault)

    def _works(self) -> None:
        with self._lock:
            recovered, self._failing = self._failing, False
        if recovered:
            note(_log, "webhooks-recovered", "推送已恢复")


@contextmanager
def delivering(webhooks: Webhooks) -> Generator[None]:
    """Deliver in threads of its own for as long as the context lasts."""
    deliverer = Deliverer(webhooks)
    thread = Thread(target=Dispatcher(deliverer).run, name="webhooks")
    thread.start()
    try:
        yield
    finally:
        deliverer.stopping.set()
        thread.join(SETTLE_S)
        while thread.is_alive():
            # Again and again, for whoever was about to set out when he was told to stop.
            webhooks.courier.break_off()
            thread.join(_INSIST_S)
