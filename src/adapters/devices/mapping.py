"""How a kind of file is read, said and not programmed: which column is which reading."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.reading import Floats, Integers, Quantity

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Taken:
    """A column that is a reading: `factor` × (column − `less`), in the unit of its quantity.

    With a `side` it is one only in rows whose switch shows it.
    """

    quantity: Quantity
    column: str
    factor: float = 1.0
    less: str | None = None
    side: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is made of."""
        return (self.column,) if self.less is None else (self.column, self.less)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A file as numbers, in order of time; NaN where a cell is empty or no number."""

    at_ms: Integers
    """(rows,)"""
    values: Floats
    """(rows, quantities): what was taken for readings"""
    told: Floats
    """(rows,): the column that is looked at"""


Check = Callable[[Numbers], Truths]
"""Says of each row whether its derived value disagrees with the readings."""


@dataclass(frozen=True, slots=True)
class Disbelieved:
    """A derived column: it is no reading, whatever it says; a `check` counts where it is wrong."""

    column: str
    zh: str
    en: str
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A kind of file.

    `time` holds the device's time, without a zone that of China. `newest_first` is how such files
    usually stand; each is read as it stands. With `minutes` it is cut to the
    minute, and the rows of one are spread over it evenly in their order. `switch` shows which side
    the one VOC sensor draws from. With `zero_is_below` a VOC of 0 means below detection. Columns
    that are `optional` may be missing.
    """

    name: str
    zh: str
    en: str
    time: str
    taken: tuple[Taken, ...]
    counter: str | None = None
    newest_first: bool = False
    minutes: bool = False
    switch: str | None = None
    zero_is_below: bool = False
    disbelieved: tuple[Disbelieved, ...] = ()
    aside: tuple[str, ...] = ()
    """Columns that are about something else."""
    optional: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which the file is of another kind."""
        if self.optional:
            return (self.time,)
        of_readings = (column for each in self.taken for column in each.columns)
        switch = () if self.switch is None else (self.switch,)
        return tuple(dict.fromkeys((self.time, *of_readings, *switch)))

    @property
    def sides(self) -> frozenset[str]:
        """What the switch can show."""
        return frozenset(each.side for each in self.taken if each.side is not None)
