"""What an instrument reads, many readings at once, and which of them can be believed."""

from dataclasses import dataclass
from enum import IntEnum, IntFlag, StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Quantity(StrEnum):
    """What is measured; the unit ends the name."""

    INLET = "inlet_mg_per_m3"
    OUTLET = "outlet_mg_per_m3"
    AIRFLOW = "airflow_m3_per_h"
    TEMPERATURE = "temperature_c"
    HUMIDITY = "humidity_percent"
    PRESSURE_DROP = "pressure_drop_pa"
    BED_TEMPERATURE = "bed_temperature_c"


QUANTITIES = tuple(Quantity)
"""The order of the columns of values."""


class Column(IntEnum):
    """The place of each quantity among the columns of values."""

    INLET = 0
    OUTLET = 1
    AIRFLOW = 2
    TEMPERATURE = 3
    HUMIDITY = 4
    PRESSURE_DROP = 5
    BED_TEMPERATURE = 6


class Quality(IntFlag):
    """What is remarkable about one reading; 0 is nothing."""

    GOOD = 0
    INLET_BELOW = 1
    """Below the detection limit."""
    OUTLET_BELOW = 2
    IMPOSSIBLE = 4
    """A value that cannot be: it is kept, and not counted."""
    CLIPPED = 8
    """A value at the end of the instrument's range."""
    LATE = 16
    """Received more than a day after it was read."""
    COUNTER_WENT_BACK = 32
    """The device's counter is not beyond that of the reading before it."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of one device, one row each, in any order. NaN where a quantity was not read.

    Times are milliseconds since 1970 in UTC by the device's own clock; `counter` is the device's
    running number, -1 where it has none.
    """

    device: str
    at_ms: Integers
    """(rows,)"""
    counter: Integers
    """(rows,)"""
    values: Floats
    """(rows, quantities)"""
    quality: Integers
    """(rows,): flags of `Quality`"""

    def __len__(self) -> int:
        """How many readings."""
        return len(self.at_ms)
