"""Alerts at work, kept in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from application.ports.alert_desk import OPEN, Outgoing, Stage, Wanted
from domain.access import Resource

_HANDED = frozenset({Stage.SENT, Stage.IN_DOUBT, Stage.TRYING})
_RETRIED = frozenset({Stage.UNDELIVERABLE, Stage.REFUSED, Stage.FAILED})


@dataclass
class AlertDeskInMemory:
    """Keeps what a desk keeps; there is nobody else who could send."""

    reached: int = 0
    looks: dict[str, datetime] = field(default_factory=dict[str, datetime])
    messages: dict[str, Outgoing] = field(default_factory=dict[str, Outgoing])

    def place(self) -> int:
        """Up to where the log has been acted on."""
        return self.reached

    def move(self, place: int) -> None:
        """Go on after a place."""
        self.reached = max(self.reached, place)

    def look_at(self, charge: str, at: datetime | None) -> None:
        """Look at a charge at a time."""
        self.looks.pop(charge, None)
        if at is not None:
            self.looks[charge] = at

    def look_at_all(self, at: datetime) -> None:
        """Look at everything no later than at a time."""
        self.looks = {charge: min(when, at) for charge, when in self.looks.items()}
        for message in list(self.messages.values()):
            if message.stage in _RETRIED and message.due is not None and message.due > at:
                self.messages[message.id] = replace(message, due=at)

    def to_look_at(self, until: datetime) -> Sequence[str]:
        """The charges whose time has come."""
        due = sorted((at, charge) for charge, at in self.looks.items() if at <= until)
        return [charge for _, charge in due]

    def message(self, identity: str) -> Outgoing | None:
        """One message."""
        return self.messages.get(identity)

    def save(self, message: Outgoing) -> None:
        """Keep a message."""
        known = self.messages.get(message.id)
        kept = message.receipt if known is None else known.receipt
        self.messages[message.id] = replace(message, receipt=kept)

    def begin(self, message: Outgoing) -> bool:
        """Mark a message as being handed over."""
        known = self.messages.get(message.id)
        if known is not None and (known.stage in _HANDED or known.tries != message.tries - 1):
            return False
        self.save(message)
        return True

    def report(self, identity: str, receipt: str, at: datetime) -> bool:
        """Keep what is reported."""
        del at
        if identity not in self.messages:
            return False
        self.messages[identity] = replace(self.messages[identity], receipt=receipt)
        return True

    def in_stage(self, *stages: Stage, charge: str | None = None) -> Sequence[Outgoing]:
        """Messages in some stages."""
        return [
            each
            for each in self._made()
            if each.stage in stages and (charge is None or each.charge == charge)
        ]

    def waiting(self, until: datetime, matter: str) -> Sequence[Outgoing]:
        """Messages whose time has come."""
        return [
            each
            for each in self._made()
            if each.stage in OPEN
            and each.matter == matter
            and (each.due is None or each.due <= until)
        ]

    def sent_to(self, number: str, since: datetime) -> int:
        """How many a number was sent."""
        return sum(
            each.number == number
            and each.stage in _HANDED
            and each.changed_at is not None
            and each.changed_at >= since
            for each in self.messages.values()
        )

    def outbox(self, wanted: Wanted, after: str = "", limit: int = 100) -> Sequence[Outgoing]:
        """Messages in order of their id."""
        found = [
            self.messages[identity]
            for identity in sorted(self.messages)
            if identity > after and _is_wanted(self.messages[identity], wanted)
        ]
        return found[:limit]

    def counts(self) -> dict[Stage, int]:
        """How many there are in each stage."""
        return {
            stage: sum(each.stage is stage for each in self.messages.values()) for stage in Stage
        }

    def is_ours(self) -> bool:
        """Nobody else is there."""
        return True

    def leave(self) -> None:
        """Nothing is held."""

    def _made(self) -> list[Outgoing]:
        return sorted(self.messages.values(), key=lambda each: (each.made_at, each.id))


def _is_wanted(message: Outgoing, wanted: Wanted) -> bool:
    of_whom = Resource(message.enterprise, message.town)
    return (
        wanted.scope.covers(of_whom)
        and wanted.enterprise in (None, message.enterprise)
        and wanted.stage in (None, message.stage)
        and wanted.charge in (None, message.charge)
    )
