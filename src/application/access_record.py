"""The record of access: refusals and exports go into the log, each caller's day by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from application.act import only
from application.answering import Conflict
from application.carbon_log import CarbonLog
from application.keys import without_keys
from application.ports.clock import Clock
from application.ports.streams import Streams
from application.viewpoint import Viewpoint
from domain.access import Action, Caller, Role
from domain.access_record import ACCESS, Command, NoteExport, NoteRefusal, TooManyToList, Why
from domain.occurred import Occurred
from domain.record import Provenance, Recorded, Request

LONGEST = 200
"""Of what a caller wrote, so many characters are kept."""

_PATIENCE = 5
"""How often a day that other processes write in as well is tried anew, three decisions each."""
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Refused:
    """Who was refused what, and why: `asked` is method and path, `thing` what that names."""

    caller: Caller
    why: Why
    action: Action | None
    asked: str
    thing: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Who took a copy of what."""

    actor: str
    role: Role
    what: str
    form: str
    rows: int
    at: Viewpoint


class AccessRecord:
    """Writes down who was refused and who took a copy, and reads it again."""

    def __init__(self, log: CarbonLog, streams: Streams, clock: Clock) -> None:
        """Write in the log."""
        self._log = log
        self._streams = streams
        self._clock = clock
        # One at a time, so that the threads of a server do not decide on each other's facts.
        self._lock = Lock()
        self._day = ""
        self._listed: set[str] = set()
        self._full: set[str] = set()

    def refused(self, refused: Refused) -> bool:
        """Note a refusal; False where the caller's day is full, so that it is not listed.

        The same refusal on the same day is noted once. Raises what the log raises.
        """
        now = self._now()
        life = _life(now, refused.caller.name)
        asked, thing = legible(refused.asked), legible(refused.thing)
        known_as = _known_as(life, refused.why, refused.action or "", asked, thing)
        command = NoteRefusal(now, refused.caller.role, refused.why, refused.action, asked, thing)
        with self._lock:
            self._turn_page(life)
            if known_as in self._listed or life in self._full:
                return known_as in self._listed
            try:
                self._perform(life, command, known_as, refused.caller.name)
            except TooManyToList:
                self._full.add(life)
                return False
            self._listed.add(known_as)
        return True

    def exported(self, exported: Exported, command_id: str) -> None:
        """Note that a copy was taken; raises what the log raises."""
        now, at = self._now(), exported.at
        command = NoteExport(
            now,
            exported.role,
            exported.what,
            exported.form,
            exported.rows,
            at.as_of,
            at.known_at,
        )
        with self._lock:
            self._perform(_life(now, exported.actor), command, command_id, exported.actor)

    def entries(self, since: str = "") -> Iterator[Recorded[Any]]:
        """What is on record from a day on, day by day, in order of position."""
        day: list[Recorded[Any]] = []
        for life in self._lives(since):
            facts = self._log.facts(ACCESS.stream(life))
            if day and day[0].stream[:_DAY] != facts[0].stream[:_DAY]:
                yield from sorted(day, key=_position)
                day = []
            day.extend(facts)
        yield from sorted(day, key=_position)

    def _perform(self, life: str, command: Command, command_id: str, actor: str) -> None:
        request = Request(command_id, actor, Provenance.LIVE)
        for _ in range(_PATIENCE - 1):
            try:
                self._log.perform(only(ACCESS, life, command), request)
            except Conflict:
                continue
            return
        self._log.perform(only(ACCESS, life, command), request)

    def _lives(self, since: str) -> Iterator[str]:
        while lives := self._streams.of_kind(ACCESS.kind, since=since, limit=_PAGE):
            yield from lives
            # No name goes on with anything that comes before a space.
            since = f"{lives[-1]} "

    def _turn_page(self, life: str) -> None:
        day = life.partition("/")[0]
        if day != self._day:
            self._day, self._listed, self._full = day, set(), set()

    def _now(self) -> Occurred:
        return Occurred.at(self._clock.now().replace(microsecond=0))


def legible(text: str) -> str:
    """What a stranger wrote, fit to be kept and shown: no key, nothing that moves a cursor."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in without_keys(text))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


_DAY = len("access:2022-11-30")


def _life(now: Occurred, actor: str) -> str:
    """A day of a caller; the day comes first, so that days are in order."""
    return f"{now[:10]}/{legible(actor)}"


def _known_as(*parts: str) -> str:
    return f"access:{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"


def _position(recorded: Recorded[Any]) -> int:
    return recorded.position
