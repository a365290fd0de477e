"""The register of instruments in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.device_register import DeviceEntry, Standing
from application.viewpoint import Viewpoint

_DEVICES = f"""
SELECT device, enterprise, adsorber, bed, maker, serial, measures, interval_s,
    detection_mg_per_m3, range_mg_per_m3, installed, placed, key_issued, silent_since,
    last_reading, removed
FROM device_card WHERE {holds()}
"""

_STANDING = {
    Standing.IN_SERVICE: " AND removed IS NULL AND silent_since IS NULL",
    Standing.SILENT: " AND removed IS NULL AND silent_since IS NOT NULL",
    Standing.REMOVED: " AND removed IS NOT NULL",
}


class DevicesInSql:
    """Reads what the follower of the instruments has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def devices(
        self,
        at: Viewpoint,
        *,
        adsorber: str | None = None,
        enterprise: str | None = None,
        standing: Standing | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[DeviceEntry]:
        """Instruments by number."""
        of_plant = " AND adsorber = :adsorber" if adsorber else ""
        of_firm = " AND enterprise = :enterprise" if enterprise else ""
        stands = "" if standing is None else _STANDING[standing]
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{_DEVICES} AND device > :after{of_plant}{of_firm}{stands}{_seen(look)}"
                " ORDER BY device LIMIT :limit",
                adsorber=adsorber,
                enterprise=enterprise,
                after=after,
                limit=limit,
            )
        return [_entry(row) for row in rows]

    def device(self, device: str, at: Viewpoint) -> DeviceEntry | None:
        """One instrument."""
        with looking(self._engine, at) as look:
            row = look.first(f"{_DEVICES} AND device = :device{_seen(look)}", device=device)
        return None if row is None else _entry(row)


def _seen(look: Look) -> str:
    return look.sight.only(look.sight.whose("enterprise"))


def _entry(row: Any) -> DeviceEntry:
    told: dict[str, Any] = dict(row._mapping)
    measures: str = told.pop("measures")
    return DeviceEntry(measures=tuple(measures.split()), **told)
