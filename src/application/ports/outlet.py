"""Where events are handed out to others, such as the exchange of a message broker."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from application.envelope import Envelope


class OutletAway(Exception):  # noqa: N818 - the relay waits and tries again
    """The outlet cannot be reached, or did not take what it was given.

    What was not confirmed may be there all the same; all of it is handed out again.
    """


class OutletRefuses(OutletAway):
    """The outlet is there and says that it has not taken an event."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Every event up to `position` has been confirmed; `events` of them since it was opened."""

    position: int
    events: int


class Delivery(Protocol):
    """One connection to an outlet, from its opening until it breaks or is closed."""

    def hand_over(self, events: Sequence[Envelope]) -> None:
        """Send events in their order, without waiting for all of them to be confirmed.

        Waits while too many are not. Raises `OutletAway`.
        """
        ...

    def progress(self) -> Progress:
        """Say how far everything has been confirmed; raises `OutletAway`."""
        ...

    def settle(self, timeout_s: float) -> Progress:
        """Wait until all that was handed over is confirmed; raises `OutletAway`."""
        ...


class Outlet(Protocol):
    """Takes events durably, each at least once, in the order in which they are handed over."""

    @property
    def name(self) -> str:
        """Under which name its place in the log is kept."""
        ...

    def open(self, after: int) -> AbstractContextManager[Delivery]:
        """Connect, to hand over what stands after a position; raises `OutletAway`."""
        ...

    def break_off(self) -> None:
        """Let whatever is under way in another thread end at once with `OutletAway`."""
        ...
