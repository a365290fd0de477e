"""The clock on the wall, and one that stands still for the demo."""

from dataclasses import dataclass
from datetime import datetime

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
