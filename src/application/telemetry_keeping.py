"""How long readings are kept: as the district has set it, looked after once a day."""

from datetime import date

from application.office import Office
from application.settings import DistrictSettings
from domain.occurred import SHANGHAI, Occurred


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
        retention = DistrictSettings(self._office.log).retention(Occurred.at(now))
        gone = self._office.telemetry.shrink(int(now.timestamp() * 1000), retention)
        self._looked = now.date()
        return gone
