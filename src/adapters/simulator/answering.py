"""What the people of the district do about alerts: most acknowledge them, some do not."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from adapters.simulator.cast import PLANTS
from adapters.simulator.diary import Entry
from application.act import only
from application.ports.alert_view import AlertEntry, AlertView, Sought
from application.viewpoint import Viewpoint
from domain.alert import ALERT, AcknowledgeAlert
from domain.occurred import Occurred

_THINKS_FOR = timedelta(hours=8)
_NEVER_ANSWERS_OVER_DAYS = 120
"""Whoever keeps a fill for so long answers nobody."""
_SAYS = {
    "yellow": "已安排检查, 按期更换",
    "orange": "已联系再生单位更换",
    "red": "正在停机更换",
}
_ANSWERS = {
    str(plant.enterprise)
    for plant in PLANTS
    if plant.part.every_days < _NEVER_ANSWERS_OVER_DAYS and plant.number % 4
}


def answers(alerts: AlertView, now: datetime) -> Iterator[Entry]:
    """The acknowledgements that people give at this moment."""
    seen = alerts.alerts(Viewpoint.of(None, None, now), Sought(only_open=True), limit=1000)
    for entry in seen:
        if entry.acknowledged_by is None and entry.enterprise in _ANSWERS and _is_old(entry, now):
            yield _acknowledged(entry, now)


def _is_old(entry: AlertEntry, now: datetime) -> bool:
    return now - Occurred(entry.raised).moment >= _THINKS_FOR


def _acknowledged(entry: AlertEntry, now: datetime) -> Entry:
    occurred, note = Occurred.at(now.replace(microsecond=0)), _SAYS[entry.level]
    command = AcknowledgeAlert(occurred, entry.episode, entry.enterprise, note)
    identity = f"模拟:签收:{entry.alert}:{entry.level}"
    return Entry(now, identity, only(ALERT, entry.charge, command), entry.enterprise, {"说": note})
