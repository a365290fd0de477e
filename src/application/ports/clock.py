"""What time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A clock on the wall of the office."""

    def now(self) -> datetime:
        """Tell the time, with its zone."""
        ...
