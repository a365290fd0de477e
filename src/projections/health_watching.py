"""The instruments of a bed: which are in service, and which have fallen silent."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from domain import device
from domain.occurred import Occurred
from projections.rows import Assert, Change, Noted, Recall, Table, changed_from, ended_at, since


class Watching(NamedTuple):
    """An instrument in service; `bed` is None where it watches all of them."""

    position: int
    line: int
    slot: str
    device: str
    adsorber: str
    bed: int | None
    heard: str
    silent_since: str | None
    hot_since: str | None
    hot_c: float | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


WATCHING = Table("health_device", Watching, (("adsorber",),))


def health_watching(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of an instrument."""
    match noted.fact:
        case device.DeviceInstalled(occurred=installed, adsorber=plant, bed=bed):
            row = Watching(
                noted.position,
                0,
                noted.stream,
                noted.id,
                str(plant),
                bed,
                str(installed),
                None,
                None,
                None,
                *since(installed, noted),
            )
            return [Assert(WATCHING, row)]
        case device.DeviceRemoved(occurred=gone):
            return ended_at(WATCHING, recall(WATCHING, noted.stream), noted, gone)
        case device.DeviceReplaced(occurred=when):
            return _changed(noted, recall, when, heard=str(when))
        case device.DeviceHeardAgain(occurred=when):
            return _changed(noted, recall, when, heard=str(when), silent_since=None)
        case device.DeviceFellSilent(occurred=when, last_reading=last):
            rows = recall(WATCHING, noted.stream)
            heard = rows[-1].heard if rows else str(when)
            return _changed(noted, recall, when, silent_since=str(last or heard))
        case device.DeviceBedOverheated(occurred=when, temperature_c=hot_c):
            return _changed(noted, recall, when, hot_since=str(when), hot_c=hot_c)
        case device.DeviceBedCooled(occurred=when):
            return _changed(noted, recall, when, hot_since=None, hot_c=None)
        case _:
            return ()


def _changed(noted: Noted, recall: Recall, when: Occurred, **columns: Any) -> Iterable[Change]:
    rows = recall(WATCHING, noted.stream)
    return changed_from(WATCHING, rows, noted, when, **columns)
