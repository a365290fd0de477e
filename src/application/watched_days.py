"""What the instruments at an adsorber say of its beds on a day, and of which charge they say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from application.carbon_log import CarbonLog
from application.device_book import DeviceLife
from application.ports.telemetry_store import TelemetryStore
from domain.adsorber import ADSORBER, AdsorberCommissioned, AdsorberDecommissioned, Commissioned
from domain.charge_lives import charge_lives, charges_on
from domain.day_of_operation import WatchedBed, bounds_ms, day_of_operation
from domain.identifiers import AdsorberId, ChargeId
from domain.operation import Operation
from domain.reading import QUANTITIES, Readings
from domain.watched_bed import Instrument

LOOKED_BACK = timedelta(days=7)
"""A copy of readings is looked for among those of so many days before. Chosen."""


@dataclass(frozen=True, slots=True)
class Plant:
    """An adsorber with what was ever changed in its beds, in service or not any more."""

    commissioned: AdsorberCommissioned
    state: Commissioned

    def charges_on(self, day: date) -> Mapping[int, ChargeId]:
        """The charge that a day belongs to, by bed; no bed that was empty all day."""
        return charges_on(charge_lives(self.state.changes), day)

    def bed(self, number: int) -> WatchedBed:
        """A bed with its share of the air."""
        required_g = self.commissioned.required_fill_g_per_bed
        share = required_g[number - 1] / sum(required_g)
        return WatchedBed(number, share, self.commissioned.design_airflow_m3_per_h)


@dataclass(frozen=True, slots=True)
class ChargeDay:
    """What was seen of one charge on one day."""

    charge: ChargeId
    day: date
    operation: Operation


def plant(log: CarbonLog, adsorber: AdsorberId) -> Plant | None:
    """Read an adsorber; None if nobody knows it."""
    facts = [each.fact for each in log.facts(ADSORBER.stream(adsorber))]
    state = ADSORBER.replay(fact for fact in facts if not isinstance(fact, AdsorberDecommissioned))
    if not isinstance(state, Commissioned):
        return None
    return Plant(next(f for f in facts if isinstance(f, AdsorberCommissioned)), state)


def charge_days(
    store: TelemetryStore, of: Plant, devices: Sequence[DeviceLife], day: date
) -> list[ChargeDay]:
    """One for each bed with carbon at which an instrument was in service on that day."""
    charges = of.charges_on(day)
    if not charges:
        return []
    instruments = [each for life in devices for each in instruments_on(store, life, day)]
    found: list[ChargeDay] = []
    for number, charge in sorted(charges.items()):
        looking = [each for each in instruments if each.bed in {None, number}]
        if looking:
            found.append(ChargeDay(charge, day, day_of_operation(of.bed(number), looking)))
    return found


def instruments_on(store: TelemetryStore, life: DeviceLife, day: date) -> Iterator[Instrument]:
    """What stood in the place of a device on a day, with what it read then and before."""
    start_ms, end_ms = bounds_ms(day)
    installed = life.installed
    spans = [(each, *_within(each.since, each.until, day)) for each in life.services()]
    spans = [(each, first_ms, last_ms) for each, first_ms, last_ms in spans if first_ms < last_ms]
    if not spans:
        return
    readings = store.read(life.device, start_ms, end_ms)
    earlier = _NONE
    if len(readings):
        earlier = store.read(life.device, start_ms - _ms(LOOKED_BACK), start_ms)
    for service, first_ms, last_ms in spans:
        yield Instrument(
            life.device,
            installed.bed,
            installed.interval_s,
            service.detection_mg_per_m3,
            service.range_mg_per_m3,
            first_ms,
            last_ms,
            readings,
            earlier,
        )


def in_service_on(life: DeviceLife, day: date) -> bool:
    """Whether something stood in the place of a device for some of a day."""
    spans = [_within(each.since, each.until, day) for each in life.services()]
    return any(first_ms < last_ms for first_ms, last_ms in spans)


_NONE = Readings(
    "",
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    np.zeros((0, len(QUANTITIES))),
    np.zeros(0, np.int64),
)


def _within(since: datetime, until: datetime | None, day: date) -> tuple[int, int]:
    start_ms, end_ms = bounds_ms(day)
    last_ms = end_ms if until is None else min(end_ms, _since_1970_ms(until))
    return max(start_ms, _since_1970_ms(since)), last_ms


def _since_1970_ms(moment: datetime) -> int:
    return _ms(moment - datetime(1970, 1, 1, tzinfo=UTC))


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
