"""One round of one subscription: what is due again and what is new, told in order.

Order is strict within a stream: an event that fails holds back those that come after it in its
stream, and nothing else. What comes of a round is written down at its end, together; if that fails
the same is told again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile
from threading import Lock

from application.envelope import Envelope, position_of
from application.envoy import Envoy, Heard, Verdict
from application.event_filter import Filter
from application.ports.webhook_desk import Attempt, Keeping, Owed, Progress
from application.retry_ladder import WHOLE, Chance, before_probe, before_try

AT_ONCE = 8
"""So many streams of one subscription are told at the same time."""
PAGE = 50
"""So many new events are looked at in a round, and told again if the round is lost."""
MOST_OWED = 1_000
"""Who owes so many events gets no new ones until some of them are told, released or skipped."""
MANY_FAIL = 5
"""So many streams failing and none succeeding means that the receiver is away altogether."""


@dataclass(slots=True)
class Item:
    """An event of a line; `told` is None until it has been looked up."""

    owed: Owed
    told: Envelope | None = None


@dataclass(slots=True)
class Round:
    """What is known and comes to be known in a round."""

    envoy: Envoy
    keeping: Keeping
    wanted: Filter
    chance: Chance
    stopping: Callable[[], bool]
    owed: dict[int, Owed] = field(default_factory=dict[int, Owed])
    """Written again, by position."""
    settled: list[int] = field(default_factory=list[int])
    attempts: list[Attempt] = field(default_factory=list[Attempt])
    parked: list[Owed] = field(default_factory=list[Owed])
    gone: bool = False
    unanswered: bool = False
    delivered: int = 0
    failed: int = 0
    missed: int = 0
    """Failures since something was last delivered in this round."""
    _busy_until: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def again(self, owed: Sequence[Owed], now: datetime) -> bool:
        """Tell what is due again; False if nothing is."""
        lines = list(_lines(owed))
        due = [line for line in lines if line[0].due is None or line[0].due <= now]
        if self.struggling(owed):
            due = due[:1]
        self._tell_all([[Item(each) for each in line] for line in due])
        return bool(due)

    def news(self, owed: Sequence[Owed]) -> bool:
        """Tell what is new; False if the subscription is at the end of what can be followed."""
        now_owed = self._still(owed)
        room = MOST_OWED - len(now_owed)
        if room <= 0 or self._stopped():
            return False
        limit = 1 if self.struggling(now_owed) else min(PAGE, room)
        page = self.envoy.events.after(self.keeping.place, limit, self.envoy.audience, self.wanted)
        waiting = {each.stream: each.parked for each in now_owed}
        lines: dict[str, list[Item]] = defaultdict(list)
        for told in page.events:
            item = Item(Owed(position_of(told), str(told["subject"])), told)
            stream = item.owed.stream
            if stream in waiting:
                self._owe(replace(item.owed, parked=waiting[stream]))
            else:
                lines[stream].append(item)
        self._tell_all(list(lines.values()))
        moved = page.next != self.keeping.place
        self.keeping = replace(self.keeping, place=page.next)
        return moved

    def progress(self, owed: Sequence[Owed], now: datetime) -> Progress:
        """What the round comes to."""
        failing_since = self.keeping.failing_since
        if failing_since is not None and now - failing_since >= WHOLE:
            self.unanswered = True
        # An event may have come to the end of its ladder before another was delivered.
        self.unanswered = self.unanswered and not self.delivered
        waits_until = self._waits_until(self._still(owed), now)
        self.keeping = replace(self.keeping, waits_until=waits_until)
        self.attempts.sort(key=lambda attempt: attempt.at)
        return Progress(self.keeping, list(self.owed.values()), self.settled, self.attempts)

    def struggling(self, owed: Sequence[Owed]) -> bool:
        """Whether the receiver seems to be away altogether."""
        if self.keeping.failing_since is None:
            return False
        return sum(bool(line[0].attempts) for line in _lines(owed)) >= MANY_FAIL

    def _waits_until(self, owed: Sequence[Owed], now: datetime) -> datetime | None:
        failing_since = self.keeping.failing_since
        away = self.missed >= MANY_FAIL or (self.missed > 0 and self.struggling(owed))
        probe = None
        if away and failing_since is not None:
            probe = now + before_probe(now - failing_since, self.chance)
        return max(filter(None, (probe, self._busy_until)), default=None)

    def _still(self, owed: Sequence[Owed]) -> list[Owed]:
        """What is owed by now: what was found, less what was told, as it has changed."""
        gone = set(self.settled)
        by_position = {each.position: each for each in owed} | self.owed
        return [by_position[at] for at in sorted(by_position) if at not in gone]

    def _tell_all(self, lines: Sequence[Sequence[Item]]) -> None:
        if len(lines) == 1:
            self._tell(lines[0])
        if len(lines) <= 1:
            return
        with ThreadPoolExecutor(min(AT_ONCE, len(lines))) as pool:
            for _ in pool.map(self._tell, lines):
                pass

    def _tell(self, line: Sequence[Item]) -> None:
        """Tell the events of one stream in order, until one fails."""
        for number, item in enumerate(line):
            if number == PAGE or self._stopped():
                self._owe_rest(line[number:])
                return
            told = item.told or self._looked_up(item.owed.position)
            if told is None:
                self._settle(item.owed)
                continue
            heard = self.envoy.tell(told, item.owed.attempts + 1)
            with self._lock:
                self.attempts.append(heard.attempt)
            if heard.verdict is Verdict.CALLED_OFF:
                self._owe_rest(line[number:])
                return
            if heard.verdict is not Verdict.DELIVERED:
                self._fail(line[number:], heard)
                return
            self._delivered(item.owed)

    def _looked_up(self, position: int) -> Envelope | None:
        """Read an event once more; None where it may not be seen any longer."""
        found = self.envoy.events.after(position - 1, 1, self.envoy.audience).events
        return found[0] if found and position_of(found[0]) == position else None

    def _delivered(self, owed: Owed) -> None:
        with self._lock:
            self.delivered += 1
            self.missed = 0
            self.keeping = replace(self.keeping, failing_since=None)
        self._settle(owed)

    def _settle(self, owed: Owed) -> None:
        with self._lock:
            self.settled.append(owed.position)
            self.owed.pop(owed.position, None)

    def _fail(self, line: Sequence[Item], heard: Heard) -> None:
        now, first = heard.attempt.at, line[0].owed
        since = first.since or now
        attempts = first.attempts + 1
        with self._lock:
            self.failed += 1
            self.missed += 1
            failing_since = self.keeping.failing_since or now
            self.keeping = replace(self.keeping, failing_since=failing_since)
            self.gone = self.gone or heard.verdict is Verdict.GONE
            if heard.verdict is Verdict.BUSY:
                self._busy_until = max(now + heard.wait, self._busy_until or now)
            wait = before_try(attempts, self.chance)
        failed = replace(first, attempts=attempts, since=since)
        if wait is None and failing_since > since:
            self._park(failed, line[1:])
            return
        # Where nothing at all was delivered since, it is the receiver who is away, not the event.
        self.unanswered = self.unanswered or wait is None
        self._owe(replace(failed, due=now + max(wait or timedelta(), heard.wait)))
        self._owe_rest(line[1:])

    def _park(self, failed: Owed, behind: Iterable[Item]) -> None:
        for owed in (failed, *(item.owed for item in behind)):
            parked = replace(owed, parked=True, due=None)
            self._owe(parked)
            with self._lock:
                self.parked.append(parked)

    def _owe_rest(self, line: Iterable[Item]) -> None:
        for item in line:
            # What was owed before is on the books already.
            if item.told is not None:
                self._owe(item.owed)

    def _owe(self, owed: Owed) -> None:
        with self._lock:
            self.owed[owed.position] = owed

    def _stopped(self) -> bool:
        away = self.missed >= MANY_FAIL
        return self.gone or away or self._busy_until is not None or self.stopping()


def _lines(owed: Iterable[Owed]) -> Iterable[list[Owed]]:
    """What can be told again, stream by stream; nothing passes what is parked."""
    streams: dict[str, list[Owed]] = defaultdict(list)
    for each in owed:
        streams[each.stream].append(each)
    for line in streams.values():
        if free := list(takewhile(lambda each: not each.parked, line)):
            yield free
