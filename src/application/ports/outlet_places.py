"""How far each outlet has been served; kept with the log, so that nothing is handed out twice in
vain and nothing is left out.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

MOST_QUIET = timedelta(seconds=30)
"""Whoever serves an outlet gives a sign of life every ten seconds."""


@dataclass(frozen=True, slots=True)
class OutletStanding:
    """Where an outlet stands: `lag` is how many positions it is behind the log's head.

    `told_at` is when whoever serves it has last said so; he says so every few seconds.
    """

    outlet: str
    position: int
    lag: int
    connected: bool
    told_at: str

    def is_connected(self, now: datetime) -> bool:
        """Whether somebody serves it at this time, and is connected; the dead say nothing more."""
        quiet = now - datetime.fromisoformat(self.told_at)
        return self.connected and quiet <= MOST_QUIET


class HeldPlace(Protocol):
    """The place of an outlet, held by who serves it."""

    @property
    def position(self) -> int:
        """Up to where everything is confirmed."""
        ...

    def tell(self, position: int, *, connected: bool, at: str) -> None:
        """Say how far the outlet has come; raises what a lost database raises."""
        ...


class OutletPlaces(Protocol):
    """The places of all outlets."""

    def hold(self, outlet: str) -> AbstractContextManager[HeldPlace | None]:
        """Be the only one who serves an outlet; None where another process does.

        Whoever dies lets go of it.
        """
        ...

    def standing(self) -> Sequence[OutletStanding]:
        """Say of each outlet that was ever served where it stands."""
        ...
