"""What is known of a running charge when its health code is asked for."""

from dataclasses import dataclass
from datetime import date

from domain.adsorber import CarbonForm
from domain.code import Code
from domain.estimate import Breakthrough, Saturation
from domain.occurred import Occurred
from domain.operation import Flaw

WATCHED_DAYS = 42
"""How far back recorded days are looked at, counted from the last one. Chosen: longer than the
longest grace together with the longest stretch that makes a value last."""
_S_PER_H = 3600


@dataclass(frozen=True, slots=True)
class Commitment:
    """By its own permit or EIA the enterprise replaces the carbon every so many days."""

    document: str
    every_days: int


@dataclass(frozen=True, slots=True)
class LotQuality:
    """What is known of a lot that was tested. `also_of` are others with the same certificate."""

    lot: str
    iodine_mg_per_g: int | None = None
    certificate: str | None = None
    also_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A recorded day of the bed that counts. What was not measured is None."""

    day: date
    run_h: float
    air_m3: float | None = None
    inlet_mg_per_m3: float | None = None
    outlet_mg_per_m3: float | None = None
    temperature_c: float | None = None
    humidity_percent: float | None = None
    bed_max_c: float | None = None
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument in service at the bed, or at its whole adsorber.

    `heard` is the last time that facts tell of a sign of life: installed, replaced or heard again.
    `silent_since` is its last reading, where it is on record that it fell silent.
    """

    device: str
    heard: Occurred
    silent_since: Occurred | None = None
    hot_since: Occurred | None = None
    """Since when it reads the bed so hot that it may catch fire, and how hot it was then."""
    hot_c: float = 0.0


@dataclass(frozen=True, slots=True)
class Stopped:
    """A declared shutdown; both days included, None until the enterprise says so."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Booking:
    """A collection that is booked and has not come; `agreed` is the day it was promised for."""

    made: date
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Estimated:
    """The physical estimate as of the morning of a day; `measured` where VOC is, on either side."""

    day: date
    saturation: Saturation
    breakthrough: tuple[Breakthrough, ...]
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a running charge. None, or nothing, where nothing is known.

    `former` is the code that the bed had when this charge was put in, and `former_fresh_g` and
    `removed_g` are the masses of the charge that came out then. `days` are the recorded days that
    count, in order, of the last `WATCHED_DAYS`; `last_reading` is that of the last of them.
    `lot` is None where nobody has tested it. `airflow_m3_per_h` is the bed's share of the design's,
    by what it should hold, and `flow_area_m2` the cross-section that its air passes. `booking` is
    always None as long as collections are booked elsewhere. `estimated_before` are the estimates
    before that one, in order, as far back as they say without a break that the carbon is through;
    nothing where that one does not.
    """

    started: Occurred
    fresh_g: int
    required_g: int | None = None
    form: CarbonForm | None = None
    former: Code | None = None
    former_fresh_g: int | None = None
    removed_g: int | None = None
    verified: bool = False
    lot: LotQuality | None = None
    commitment: Commitment | None = None
    removed_voc_mg_per_m3: float | None = None
    airflow_m3_per_h: float | None = None
    run_h_per_day: float | None = None
    flow_area_m2: float | None = None
    estimated: Estimated | None = None
    estimated_before: tuple[Estimated, ...] = ()
    days: tuple[WorkDay, ...] = ()
    last_reading: Occurred | None = None
    instruments: tuple[Instrument, ...] = ()
    shutdowns: tuple[Stopped, ...] = ()
    booking: Booking | None = None

    @property
    def measured_airflow_m3_per_h(self) -> float | None:
        """The bed's mean air while it runs, on those of its days on which air was measured."""
        measured = [
            (day.air_m3, day.run_h) for day in self.days if day.run_h > 0 and day.air_m3 is not None
        ]
        if not measured:
            return None
        return sum(air for air, _ in measured) / sum(hours for _, hours in measured)

    @property
    def face_velocity_m_per_s(self) -> float | None:
        """How fast the bed's own air passes it: the measured air where it is known, else the
        bed's share of the design's.
        """
        airflow = self.measured_airflow_m3_per_h or self.airflow_m3_per_h
        if airflow is None or self.flow_area_m2 is None:
            return None
        return airflow / _S_PER_H / self.flow_area_m2
