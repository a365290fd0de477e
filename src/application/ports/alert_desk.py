"""What is kept of alerts while they are at work: how far the log is followed, whom to look at
when, and what became of every message.

Who was told of what stands in the log; this is how it came about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.access import EVERYTHING, Scope


class Stage(StrEnum):
    """How far a message has come."""

    UNDELIVERABLE = "undeliverable"
    """Nobody is named who could be told; it goes out as soon as somebody is."""
    HELD = "held"
    """Waits for the end of the quiet hours."""
    CAPPED = "capped"
    """The number has been told enough for today."""
    WAITING = "waiting"
    """About to go out."""
    TRYING = "trying"
    """Was handed over, or was about to be; what became of it is not known yet."""
    FAILED = "failed"
    """Was not taken, and is tried again."""
    REFUSED = "refused"
    """Was refused for good; it is tried again when another contact is named, or in a day."""
    IN_DOUBT = "in-doubt"
    """May have got there or not, and nobody can tell. It is not sent again."""
    SENT = "sent"
    """Whoever carries it has it."""
    LAPSED = "lapsed"
    """There is nothing to tell any more."""

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        return _STAGES[self]


_STAGES = {
    Stage.UNDELIVERABLE: "无联系人",
    Stage.HELD: "免打扰时段, 暂缓",
    Stage.CAPPED: "当日已达上限, 暂缓",
    Stage.WAITING: "待发",
    Stage.TRYING: "发送中",
    Stage.FAILED: "未发出, 将重试",
    Stage.REFUSED: "被拒收",
    Stage.IN_DOUBT: "不确定",
    Stage.SENT: "已发出",
    Stage.LAPSED: "已作废",
}

OPEN = frozenset(Stage) - {Stage.SENT, Stage.IN_DOUBT, Stage.LAPSED, Stage.TRYING}
"""Not handed over, so it may still lapse."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message and how far it has come. `number` names whom it goes to without saying who."""

    id: str
    charge: str
    enterprise: str
    town: str
    episode: int
    matter: str
    party_kind: str
    party_id: str
    time: int
    text: str
    made_at: datetime
    stage: Stage = Stage.WAITING
    tries: int = 0
    due: datetime | None = None
    """When it is looked at again; None for as soon as somebody asks."""
    changed_at: datetime | None = None
    number: str = ""
    way: str = ""
    detail: str = ""
    day: str = ""
    """What a reminder is ahead of."""
    why: str = ""
    """The gravest reason, in a few characters."""
    receipt: str = ""
    """What the way has reported since: `delivered`, `undelivered`, or nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages somebody asks for."""

    enterprise: str | None = None
    stage: Stage | None = None
    charge: str | None = None
    scope: Scope = EVERYTHING


class AlertDesk(Protocol):
    """Keeps it."""

    def place(self) -> int:
        """Up to where the log has been acted on."""
        ...

    def move(self, place: int) -> None:
        """Go on after a place, which is never before the one that is kept."""
        ...

    def look_at(self, charge: str, at: datetime | None) -> None:
        """Look at the alert of a charge at a time; None for no more."""
        ...

    def look_at_all(self, at: datetime) -> None:
        """Look at everything that waits no later than at a time, messages as well."""
        ...

    def to_look_at(self, until: datetime) -> Sequence[str]:
        """The charges whose time has come, in order."""
        ...

    def message(self, identity: str) -> Outgoing | None:
        """One message."""
        ...

    def save(self, message: Outgoing) -> None:
        """Keep a message as it is now; what was reported of it stays."""
        ...

    def begin(self, message: Outgoing) -> bool:
        """Mark a message as being handed over; False if another has since it was read."""
        ...

    def report(self, identity: str, receipt: str, at: datetime) -> bool:
        """Keep what the way reports of a message; False where there is no such message."""
        ...

    def in_stage(self, *stages: Stage, charge: str | None = None) -> Sequence[Outgoing]:
        """Messages in some stages, in order of their making."""
        ...

    def waiting(self, until: datetime, matter: str) -> Sequence[Outgoing]:
        """Messages about a matter that are not handed over and whose time has come."""
        ...

    def sent_to(self, number: str, since: datetime) -> int:
        """How many messages a number was sent since a time."""
        ...

    def outbox(self, wanted: Wanted, after: str = "", limit: int = 100) -> Sequence[Outgoing]:
        """Messages in order of their id, from after one, as far as they may be seen."""
        ...

    def counts(self) -> dict[Stage, int]:
        """How many messages are in each stage."""
        ...

    def is_ours(self) -> bool:
        """Become, or still be, the only process that sends for these books."""
        ...

    def leave(self) -> None:
        """Let another process send."""
        ...
