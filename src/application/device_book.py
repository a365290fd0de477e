"""The instruments on record, read from the log itself: who writes does not ask a lagging view."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.carbon_log import CarbonLog
from application.ports.streams import Streams
from domain.device import (
    DEVICE,
    DeviceInstalled,
    DeviceRemoved,
    DeviceReplaced,
    Fact,
    InService,
    State,
)
from domain.identifiers import DeviceId
from domain.record import Recorded

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Service:
    """One instrument in one place, half-open; `until` is None while it stands there."""

    since: datetime
    until: datetime | None
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class DeviceLife:
    """All that happened to an instrument, in order; there is an installation among it."""

    device: DeviceId
    facts: tuple[Fact, ...]

    @property
    def installed(self) -> DeviceInstalled:
        """How it was put in place."""
        return next(fact for fact in self.facts if isinstance(fact, DeviceInstalled))

    @property
    def state(self) -> State:
        """How it stands now."""
        return DEVICE.replay(self.facts)

    @property
    def in_service(self) -> InService | None:
        """How it stands if it is in service."""
        state = self.state
        return state if isinstance(state, InService) else None

    def services(self) -> Sequence[Service]:
        """Each instrument that ever stood in its place, in order of time."""
        placed = [each for each in self.facts if isinstance(each, DeviceInstalled | DeviceReplaced)]
        placed.sort(key=lambda each: each.occurred.moment)
        gone = [each for each in self.facts if isinstance(each, DeviceRemoved)]
        end = gone[0].occurred.moment if gone else None
        ends = [*(each.occurred.moment for each in placed[1:]), end]
        return [
            Service(each.occurred.moment, until, each.detection_mg_per_m3, each.range_mg_per_m3)
            for each, until in zip(placed, ends, strict=True)
        ]


class DeviceBook:
    """The instruments of these books."""

    def __init__(self, log: CarbonLog, streams: Streams) -> None:
        """Read from the log."""
        self._log = log
        self._streams = streams

    def life(self, device: str) -> DeviceLife | None:
        """One instrument; None if it is not known."""
        facts: list[Recorded[Fact]] = self._log.facts(DEVICE.stream(device))
        return DeviceLife(DeviceId(device), tuple(each.fact for each in facts)) if facts else None

    def lives(self) -> Iterator[DeviceLife]:
        """All instruments that were ever installed, in order of their numbers."""
        since = ""
        while devices := self._streams.of_kind(DEVICE.kind, since=since, limit=_PAGE):
            yield from filter(None, map(self.life, devices))
            # No number has a space, which comes before whatever it has.
            since = f"{devices[-1]} "
