"""An outlet that a test can look into, and break."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from application.envelope import Envelope, position_of
from application.ports.outlet import OutletAway, OutletRefuses, Progress


@dataclass
class ListedOutlet:
    """Lists what it was given; it confirms all of it, but for what a test tells it to."""

    name: str = "listed"
    given: list[int] = field(default_factory=list[int])
    openings: list[int] = field(default_factory=list[int])
    away: int = 0
    """So many times it cannot be opened."""
    breaks_after: int | None = None
    """Once so many were given, the connection is lost, and the last half of them not confirmed."""
    refuses: dict[int, int] = field(default_factory=dict[int, int])
    """Refuses each of these so many times."""
    notices_late: int = 0
    """So many events after a refused one are taken before that is said."""

    @contextmanager
    def open(self, after: int) -> Generator["ListedDelivery"]:
        """Begin after a position."""
        self.openings.append(after)
        if self.away:
            self.away -= 1
            raise OutletAway
        yield ListedDelivery(self, after)

    def break_off(self) -> None:
        """Nothing is ever under way for long."""


class ListedDelivery:
    """One connection to it."""

    def __init__(self, outlet: ListedOutlet, after: int) -> None:
        """Begin after a position."""
        self._outlet = outlet
        self._progress = Progress(after, 0)
        self._broken = False
        self._late: int | None = None
        """After so many more it is said that one was refused."""

    def hand_over(self, events: Sequence[Envelope]) -> None:
        """Take events."""
        for position in map(position_of, events):
            self._take(position)

    def progress(self) -> Progress:
        """Say how far."""
        if self._broken:
            raise OutletAway
        return self._progress

    def settle(self, timeout_s: float) -> Progress:
        """All is confirmed already, unless something was refused."""
        del timeout_s
        if self._late is not None:
            raise OutletRefuses
        return self.progress()

    def _take(self, position: int) -> None:
        outlet = self._outlet
        if self._late is None and outlet.refuses.get(position):
            outlet.refuses[position] -= 1
            self._late = outlet.notices_late
        else:
            outlet.given.append(position)
        self._say_no_in_time()
        if outlet.breaks_after is not None and len(outlet.given) >= outlet.breaks_after:
            outlet.breaks_after = None
            self._broken = True
            raise OutletAway
        if self._late is None:
            self._progress = Progress(position, self._progress.events + 1)

    def _say_no_in_time(self) -> None:
        if self._late is None:
            return
        if self._late == 0:
            raise OutletRefuses
        self._late -= 1
