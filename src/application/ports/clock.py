"""What time it is."""

from datetime import datetime
from typing import Protocol

from domain.refusal import Refusal


class TurnedBack(Refusal):
    """时钟只能往前拨: 已经记下的事不会变成以后的事。

    The clock turns forwards only: what is recorded already cannot become later than now.
    """


class Clock(Protocol):
    """A clock on the wall of the office."""

    def now(self) -> datetime:
        """Tell the time, with its zone."""
        ...


class TurnableClock(Clock, Protocol):
    """A clock that stands until somebody turns it: for trying things out."""

    def turn_to(self, moment: datetime) -> None:
        """Let it stand at a later moment; raises `TurnedBack`."""
        ...
