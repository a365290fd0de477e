"""监测设备台账: what instruments stand where, and whether they tell."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from domain import device
from projections.rows import Assert, Change, Noted, Projection, Recall, Table, changed_from, since


class DeviceCard(NamedTuple):
    """An instrument; what it measures is separated by spaces."""

    position: int
    line: int
    slot: str
    device: str
    enterprise: str
    adsorber: str
    bed: int | None
    maker: str
    serial: str
    measures: str
    interval_s: int
    detection_mg_per_m3: float
    range_mg_per_m3: float
    installed: str
    placed: str
    key_issued: str | None
    silent_since: str | None
    last_reading: str | None
    removed: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


DEVICE_CARD = Table(
    "device_card", DeviceCard, asked_by=(("device",), ("adsorber",), ("enterprise",))
)


def device_register(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of an instrument."""
    fact = noted.fact
    if isinstance(fact, device.DeviceInstalled):
        return [_card(noted, fact)]
    if isinstance(fact, device.Fact):
        rows = recall(DEVICE_CARD, noted.stream)
        return changed_from(DEVICE_CARD, rows, noted, fact.occurred, **_changes(fact))
    return ()


def _card(noted: Noted, fact: device.DeviceInstalled) -> Change:
    row = DeviceCard(
        noted.position,
        0,
        noted.stream,
        noted.id,
        str(fact.enterprise),
        str(fact.adsorber),
        fact.bed,
        fact.maker,
        fact.serial,
        " ".join(fact.measures),
        fact.interval_s,
        fact.detection_mg_per_m3,
        fact.range_mg_per_m3,
        str(fact.occurred),
        str(fact.occurred),
        None,
        None,
        None,
        None,
        *since(fact.occurred, noted),
    )
    return Assert(DEVICE_CARD, row)


def _changes(fact: device.Fact) -> dict[str, object]:
    """What is otherwise from then on, by column."""
    match fact:
        case device.DeviceReplaced():
            return {
                "maker": fact.maker,
                "serial": fact.serial,
                "detection_mg_per_m3": fact.detection_mg_per_m3,
                "range_mg_per_m3": fact.range_mg_per_m3,
                "placed": str(fact.occurred),
                "key_issued": None,
            }
        case device.DeviceRemoved(occurred=when):
            return {"removed": str(when), "key_issued": None, "silent_since": None}
        case device.DeviceKeyIssued(occurred=when):
            return {"key_issued": str(when)}
        case device.DeviceKeyRevoked():
            return {"key_issued": None}
        case device.DeviceFellSilent(occurred=when, last_reading=last):
            told = None if last is None else str(last)
            return {"silent_since": str(when), "last_reading": told}
        case device.DeviceHeardAgain():
            return {"silent_since": None, "last_reading": None}
        case device.DeviceInstalled() | device.DeviceBedOverheated() | device.DeviceBedCooled():
            return {}


DEVICE_REGISTER = Projection(
    "devices", frozenset(get_args(device.Fact)), (DEVICE_CARD,), device_register
)
