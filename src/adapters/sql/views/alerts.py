"""The alerts in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.alert_view import AlertEntry, Sought
from application.viewpoint import Viewpoint

_ALERTS = f"""
SELECT alert, charge, enterprise, town, number, episode, level, matter, reasons_zh, reasons_en,
    raised, acknowledged_by, acknowledged_note, resolved, why
FROM alert_card WHERE {holds()}
"""


class AlertsInSql:
    """Reads what the follower of the alerts has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def alerts(
        self, at: Viewpoint, sought: Sought, *, after: str = "", limit: int = 100
    ) -> Sequence[AlertEntry]:
        """Alerts in order of their id."""
        query = f"{_ALERTS} AND alert > :after"
        if sought.only_open:
            query += " AND resolved IS NULL"
        if sought.level is not None:
            query += " AND level = :level"
        if sought.enterprise is not None:
            query += " AND enterprise = :enterprise"
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{query}{_seen(look)} ORDER BY alert LIMIT :limit",
                after=after,
                level=sought.level,
                enterprise=sought.enterprise,
                limit=limit,
            )
        return [_entry(row) for row in rows]

    def alert(self, named: str | int, at: Viewpoint) -> AlertEntry | None:
        """One alert by its id or its number."""
        column = "number" if isinstance(named, int) else "alert"
        with looking(self._engine, at) as look:
            row = look.first(f"{_ALERTS} AND {column} = :named{_seen(look)}", named=named)
        return None if row is None else _entry(row)


def _seen(look: Look) -> str:
    return look.sight.only(look.sight.whose("enterprise"))


def _entry(row: Any) -> AlertEntry:
    return AlertEntry(
        row.alert,
        row.charge,
        row.enterprise,
        row.town,
        row.number,
        row.episode,
        row.level,
        row.matter,
        tuple(filter(None, row.reasons_zh.split("\n"))),
        tuple(filter(None, row.reasons_en.split("\n"))),
        row.raised,
        row.acknowledged_by,
        row.acknowledged_note,
        row.resolved,
        row.why,
    )
