"""A bed at work: what its instruments showed of a day, and what a firm declares instead of that."""

from dataclasses import dataclass
from enum import StrEnum

from domain.occurred import Occurred


class Flaw(StrEnum):
    """What is wrong with a day's readings."""

    FROZEN = "frozen"
    """The same value for hours, where it must wander."""
    CLIPPED = "clipped"
    """Values stand at the end of the instrument's range."""
    IMPOSSIBLE = "impossible"
    """Values that cannot be; they are kept and not counted."""
    SILENT = "silent"
    """Less came than half of what should have come."""
    REPLAYED = "replayed"
    """A stretch that repeats an earlier one, digit for digit, or a counter that went back."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """VOC on one side of the carbon, over a day's readings while air was flowing.

    A reading below the detection limit counts as half the limit. The peak is the highest mean of
    a clock hour.
    """

    mean_mg_per_m3: float
    peak_hour_mg_per_m3: float
    readings: int
    below_detection: int


@dataclass(frozen=True, slots=True)
class Operation:
    """A day of one bed. What was not measured is None; air is the bed's own share.

    `coverage_percent` is the share of the readings that should have come; `run_h` are hours with
    air flowing, scaled up for what did not come.
    """

    run_h: float
    air_m3: float
    air_measured: bool
    inlet: Concentration | None
    outlet: Concentration | None
    detection_mg_per_m3: float
    temperature_c: float | None
    temperature_max_c: float | None
    humidity_percent: float | None
    bed_max_c: float | None
    pressure_drop_pa: float | None
    coverage_percent: float
    last_reading: Occurred | None
    devices: tuple[str, ...]
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class DeclaredOperation:
    """How a bed worked from one day to another, both included, as the enterprise declares it."""

    until: Occurred
    run_h_per_day: float
    airflow_m3_per_h: float | None
    inlet_mg_per_m3: float | None


@dataclass(frozen=True, slots=True)
class Materials:
    """VOC-bearing material used from one day to another, both included."""

    until: Occurred
    material: str
    used_g: int
    voc_percent: float


@dataclass(frozen=True, slots=True)
class Electricity:
    """What the meter of the fan, or of the adsorber, stood at."""

    meter: str
    reading_kwh: float


@dataclass(frozen=True, slots=True)
class StackTest:
    """What a laboratory measured at the stack."""

    report: str
    laboratory: str
    outlet_mg_per_m3: float
    inlet_mg_per_m3: float | None
    airflow_m3_per_h: float | None


@dataclass(frozen=True, slots=True)
class Shutdown:
    """No exhaust goes through until that day, included; None until the enterprise says so."""

    until: Occurred | None
    reason: str
