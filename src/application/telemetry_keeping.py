"""How long readings are kept: as the district has set it, looked after once a day."""

from datetime import date, timedelta

from application.carbon_log import CarbonLog
from application.office import Office
from application.ports.clock import Clock
from application.ports.telemetry_store import Retention
from application.settings import DistrictSettings
from domain.occurred import SHANGHAI, Occurred


def retention_set(log: CarbonLog, clock: Clock) -> Retention:
    """What the district has set, as it holds now."""
    held = DistrictSettings(log).telemetry(Occurred.at(clock.now()))
    return Retention(
        timedelta(days=held.raw_days),
        timedelta(days=held.sampled_days),
        timedelta(minutes=held.sampling_minutes),
    )


class TelemetryKeeping:
    """Makes means of what is too old to be kept as it came, and drops what is too old for that."""

    def __init__(self, office: Office) -> None:
        """Look after the readings of an office."""
        self._office = office
        self._looked: date | None = None

    def __call__(self) -> int:
        """Do it, if it was not done today, and give how many readings went."""
        now = self._office.clock.now().astimezone(SHANGHAI)
        if self._looked == now.date():
            return 0
        retention = retention_set(self._office.log, self._office.clock)
        gone = self._office.telemetry.shrink(int(now.timestamp() * 1000), retention)
        self._looked = now.date()
        return gone
