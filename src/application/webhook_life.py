"""A subscription as it stands: what the log says of it, and what is kept while it is at work."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import Any

from application.envelope import position_of
from application.event_filter import Filter
from application.events import Audience, Events
from application.ports.webhook_desk import Keeping, Owed
from domain.access import Caller
from domain.record import Recorded
from domain.subscription import (
    SUBSCRIPTION,
    NotOpened,
    Open,
    State,
    SubscriptionEventReleased,
    SubscriptionEventSkipped,
    SubscriptionMoved,
    SubscriptionOpened,
    SubscriptionReplayed,
    SubscriptionResumed,
)

OLD_SECRET_GOOD_FOR = timedelta(hours=24)
"""So long a receiver has to learn of a new secret."""


@dataclass(frozen=True, slots=True)
class Life:
    """What the log says of a subscription."""

    id: str
    facts: Sequence[Recorded[Any]]
    state: State

    @classmethod
    def of(cls, identity: str, facts: Sequence[Recorded[Any]]) -> "Life":
        """Live it again."""
        return cls(identity, facts, SUBSCRIPTION.replay(each.fact for each in facts))

    @property
    def opened(self) -> SubscriptionOpened | None:
        """How it began; None if it has not."""
        return None if isinstance(self.state, NotOpened) else self.state.opened

    @property
    def runs(self) -> bool:
        """Whether something is to be told."""
        return type(self.state) is Open


def audience_of(opened: SubscriptionOpened) -> Audience:
    """What somebody may be told: what his key let him see when he subscribed."""
    return Audience.of(Caller(opened.holder, opened.role, frozenset(opened.jurisdiction)))


@dataclass(slots=True)
class Settling:
    """Acts on what was recorded of a subscription: where it goes on, and what it owes."""

    events: Events
    audience: Audience
    wanted: Filter
    keeping: Keeping
    owed: list[Owed]

    def take(self, recorded: Recorded[Any]) -> None:
        """Act on one more fact."""
        match recorded.fact:
            case SubscriptionOpened(place=place):
                self.keeping = replace(self.keeping, place=place)
            case SubscriptionMoved(place=place):
                self._begin_after(place)
            case SubscriptionResumed():
                self._forgive()
                self.owed = [each if each.parked else _afresh(each) for each in self.owed]
            case SubscriptionReplayed(first=first, last=last):
                self._owe_again(first, last)
            case SubscriptionEventReleased(position=position):
                self._release(position)
            case SubscriptionEventSkipped(position=position):
                self._release(position)
                self.owed = [each for each in self.owed if each.position != position]
            case _:
                pass
        self.keeping = replace(self.keeping, applied=recorded.version)

    def _begin_after(self, place: int) -> None:
        self._forgive()
        self.keeping = replace(self.keeping, place=place)
        self.owed = []

    def _forgive(self) -> None:
        self.keeping = replace(self.keeping, failing_since=None, waits_until=None)

    def _release(self, position: int) -> None:
        """Try a stream again whose event is parked."""
        streams = {each.stream for each in self.owed if each.position == position and each.parked}
        self.owed = [_afresh(each) if each.stream in streams else each for each in self.owed]

    def _owe_again(self, first: int, last: int) -> None:
        """Owe what happened at these positions once more, as far as it was told."""
        last = min(last, self.keeping.place)
        place, found = first - 1, list[Owed]()
        while place < last:
            page = self.events.after(place, last - place, self.audience, self.wanted)
            inside = takewhile(lambda told: position_of(told) <= last, page.events)
            found += [Owed(position_of(told), str(told["subject"])) for told in inside]
            if page.next == place:
                break
            place = page.next
        known = {each.position for each in self.owed}
        more = [self._behind(each) for each in found if each.position not in known]
        self.owed = sorted([*self.owed, *more], key=lambda each: each.position)

    def _behind(self, owed: Owed) -> Owed:
        """Nothing passes an event of its stream that is parked."""
        parked = any(
            each.parked and each.stream == owed.stream and each.position < owed.position
            for each in self.owed
        )
        return replace(owed, parked=parked)


def _afresh(owed: Owed) -> Owed:
    return Owed(owed.position, owed.stream)
