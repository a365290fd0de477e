"""Taking a message to an address outside, and bringing back what was said there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.endpoint import Endpoint


class Outcome(StrEnum):
    """How it went."""

    ANSWERED = "answered"
    """There is a status, whichever it is."""
    NOT_ALLOWED = "address-not-allowed"
    """The host stands for an address that nothing may be sent to."""
    NOT_RESOLVED = "host-not-resolved"
    NOT_CONNECTED = "not-connected"
    NOT_TRUSTED = "certificate-not-trusted"
    TIMED_OUT = "timed-out"
    BROKEN_OFF = "broken-off"
    """The connection ended, or what came is no HTTP."""
    CALLED_OFF = "called-off"
    """Nobody waited for the answer: we were about to stop. The receiver may have it or not."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as far as it was read."""

    outcome: Outcome
    status: int | None = None
    retry_after: str | None = None
    excerpt: bytes = b""
    duration_s: float = 0.0

    @property
    def delivered(self) -> bool:
        """Whether the receiver has it; a redirection is no such answer, and is never followed."""
        return self.status is not None and 200 <= self.status < 300


class Courier(Protocol):
    """Posts a body. It never raises, and is back within a bounded time whatever happens there."""

    def deliver(self, endpoint: Endpoint, headers: Mapping[str, str], body: bytes) -> Reply:
        """Post a body to where the endpoint's host leads at this moment."""
        ...

    def break_off(self) -> None:
        """Let everybody who delivers at this moment come back at once."""
        ...
