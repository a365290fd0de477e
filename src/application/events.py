"""Following the log from outside: which events an audience gets from a place on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from application.envelope import Envelope, envelope
from application.event_filter import EVERY, Filter
from application.ports.event_feed import Event, EventFeed
from application.public_form import Reveal, masked
from domain.access import EVERYTHING, RIGHTS, Action, Caller, Scope, scope_of

PAGE = 500
MOST_PAGES = 10
"""How many pages one question looks through while little is wanted of what it finds."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom events are told to: what of the books they may see, and whether they may see persons."""

    scope: Scope
    sees_persons: bool

    @classmethod
    def of(cls, caller: Caller) -> Self:
        """Let somebody see what his key lets him see."""
        return cls(scope_of(caller), Action.READ_PERSONS in RIGHTS[caller.role])

    def shown_by(self, reveal: Reveal) -> Reveal:
        """How they are shown what belongs to a person, where it could be opened by this."""
        return reveal if self.sees_persons else masked


THE_DISTRICTS_SYSTEMS = Audience(EVERYTHING, sees_persons=False)
"""Whoever is connected to the district's own message broker: every event, and nobody's name."""


@dataclass(frozen=True, slots=True)
class Told:
    """Events in order. All up to `next` has been looked through, and `head` is as far as anybody
    can follow at present."""

    events: Sequence[Envelope]
    next: int
    head: int


@dataclass(frozen=True, slots=True)
class Events:
    """Tells the log to those outside."""

    feed: EventFeed
    source: str
    """The URI of this installation: positions count within it."""
    reveal: Reveal

    def after(self, place: int, limit: int, audience: Audience, wanted: Filter = EVERY) -> Told:
        """Tell at most so many events from a place on; none may be wanted of what was looked at.

        Whoever follows asks again from `next`; he is at the end when that is `head`.
        """
        found: list[Envelope] = []
        head = place
        # Where all is wanted, nothing is read that is not told.
        width = limit if wanted == EVERY else max(limit, PAGE)
        for _ in range(MOST_PAGES):
            page = self.feed.page(place, width, audience.scope)
            head = page.head
            for event in page.events:
                told = self._tell(event, audience)
                if wanted.accepts(told):
                    found.append(told)
                if len(found) == limit:
                    return Told(found, event.recorded.position, head)
            place = page.reached
            if place >= head:
                break
        return Told(found, place, head)

    def _tell(self, event: Event, audience: Audience) -> Envelope:
        return envelope(event, self.source, audience.shown_by(self.reveal))
