"""The clock on the wall, one that stands still for the demo, and one that can be turned."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from application.ports.clock import TurnedBack
from domain.occurred import SHANGHAI


class SystemClock:
    """The computer's own clock, told in Shanghai's zone."""

    def now(self) -> datetime:
        """Tell the time."""
        return datetime.now(SHANGHAI)


@dataclass(frozen=True, slots=True)
class StandingClock:
    """Always tells the same time, so that a demonstration looks the same on every day."""

    stands_at: datetime

    def now(self) -> datetime:
        """Tell the time it stands at."""
        return self.stands_at


class HandTurnedClock:
    """Stands until it is turned to a later time."""

    def __init__(self, stands_at: datetime) -> None:
        """Begin at a moment, which carries its zone."""
        self._stands_at = stands_at.astimezone(SHANGHAI)
        self._turning = Lock()

    def now(self) -> datetime:
        """Tell the time it stands at."""
        return self._stands_at

    def turn_to(self, moment: datetime) -> None:
        """Let it stand at a later moment; raises `TurnedBack`."""
        with self._turning:
            if moment < self._stands_at:
                raise TurnedBack(now=self._stands_at.isoformat(), to=moment.isoformat())
            self._stands_at = moment.astimezone(SHANGHAI)
