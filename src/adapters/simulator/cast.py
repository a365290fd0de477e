"""Who plays in the district: each plant is there to show something, and says what."""

from dataclasses import dataclass
from enum import StrEnum

from adapters.simulator import people
from domain.identifiers import AdsorberId, CreditCode, DeviceId


class Fitting(StrEnum):
    """What instruments an adsorber has."""

    BOTH = "inlet and outlet"
    SWITCHED = "one, switched between inlet and outlet"
    INLET = "inlet only"
    NONE = "none"


class Fault(StrEnum):
    """What is wrong with an instrument, or with the exhaust, since some days before the opening."""

    NONE = "none"
    SILENT = "silent"
    FROZEN = "frozen"
    HOT = "hot inlet"
    WET = "wet inlet"


@dataclass(frozen=True, slots=True)
class Part:
    """What one plant shows.

    `every_days` is how long its people keep a fill, `filled_days` how long before the opening of
    the district the running fill was put in, `lasts_days` what a fill of the required mass is
    truly good for at the worst time of the year.
    """

    trade: str
    fitting: Fitting
    every_days: int
    filled_days: int
    lasts_days: int
    fault: Fault = Fault.NONE
    faulty_days: int = 0
    too_small: bool = False
    """The bed was never reckoned for what comes to it: `lasts_days` is what the running fill is
    good for, and others last as the season has it."""
    fill_percent: int = 100
    resting_days: int | None = None
    """How long before the opening the firm has declared that it stands still."""
    face_m_per_s: float = 0.45
    """How fast its air passes the bed by the design; granular carbon bears 0.6."""


_B, _S, _I, _N = Fitting.BOTH, Fitting.SWITCHED, Fitting.INLET, Fitting.NONE

PARTS = (
    # Well kept, in a bed too narrow for its air: yellow.
    Part("涂装", _B, 78, 12, 130, face_m_per_s=0.7),
    # Well kept: green.
    Part("涂装", _S, 74, 31, 120),
    Part("印刷", _B, 70, 44, 110),
    Part("印刷", _I, 76, 20, 125),
    Part("家具", _S, 80, 52, 140),
    Part("家具", _B, 72, 8, 115),
    Part("电子", _B, 77, 38, 150),
    Part("电子", _I, 79, 25, 135),
    Part("塑料", _S, 75, 60, 120),
    Part("塑料", _N, 80, 15, 130),
    Part("涂装", _N, 78, 47, 120),
    Part("家具", _N, 82, 66, 140, resting_days=9),
    # Soon due by their date.
    Part("印刷", _B, 86, 76, 140),
    Part("电子", _N, 88, 84, 130),
    # Due by their date, and a few days over.
    Part("涂装", _S, 96, 94, 150),
    Part("塑料", _N, 98, 96, 140),
    # Over it and forgotten.
    Part("家具", _B, 150, 118, 125),
    Part("印刷", _N, 140, 109, 120),
    # Broken through long before its date: only instruments see it.
    Part("涂装", _B, 84, 56, 44, too_small=True),
    Part("电子", _S, 80, 50, 58, too_small=True),
    # Instruments that say nothing, always the same, or something remarkable.
    Part("塑料", _B, 76, 30, 130, Fault.SILENT, 2),
    Part("家具", _B, 78, 41, 135, Fault.SILENT, 6),
    Part("印刷", _B, 75, 22, 120, Fault.FROZEN, 4),
    Part("涂装", _B, 74, 35, 130, Fault.HOT, 3),
    Part("电子", _B, 77, 18, 140, Fault.WET, 5),
    # Filled with too little: to be verified.
    Part("塑料", _I, 70, 28, 95, fill_percent=82),
)


@dataclass(frozen=True, slots=True)
class Plant:
    """An adsorber of one bed at an enterprise of its own, with at most one instrument."""

    number: int
    part: Part

    @property
    def enterprise(self) -> CreditCode:
        """Whose it is."""
        return people.credit_code(self.number)

    @property
    def adsorber(self) -> AdsorberId:
        """Its number."""
        return people.adsorber_number(self.number)

    @property
    def device(self) -> DeviceId | None:
        """The number of its instrument, if it has one."""
        return None if self.part.fitting is Fitting.NONE else people.device_number(self.number)

    @property
    def solvents(self) -> tuple[str, ...]:
        """What its exhaust carries, the main one first."""
        return people.RECIPES[self.part.trade]


PLANTS = tuple(Plant(number, part) for number, part in enumerate(PARTS, start=1))
