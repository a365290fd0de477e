"""What is estimated of a charge, and what that was computed from: enough to compute it again."""

from dataclasses import dataclass

from domain.identifiers import ChargeId
from domain.occurred import Occurred

NOWHERE = "none"
"""What `Physical.instruments` says where VOC is measured on neither side."""


@dataclass(frozen=True, slots=True)
class Relied:
    """A stream that was read, and how far: what came after that version was not known."""

    stream: str
    version: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """Share of what the carbon will hold at breakthrough that it holds now: 5 %, middle, 95 %."""

    low_percent: float
    middle_percent: float
    high_percent: float


@dataclass(frozen=True, slots=True)
class Breakthrough:
    """The day by which a bed has broken through with this probability."""

    probability: float
    day: Occurred


@dataclass(frozen=True, slots=True)
class Physical:
    """The physical estimate. Model, calibration, prior and seed name all that went in but facts.

    `prior` names what was believed of other beds: what the program was delivered with, or a version
    of the district's experience; `former` is the charge whose behaviour this bed's belief starts
    from. `instruments` says where VOC is measured.
    """

    saturation: Saturation
    breakthrough: tuple[Breakthrough, ...]
    instruments: str
    model: str
    calibration: str
    prior: str
    former: ChargeId | None
    seed: int

    @property
    def is_measured(self) -> bool:
        """Whether VOC is measured on either side of the carbon."""
        return self.instruments != NOWHERE


@dataclass(frozen=True, slots=True)
class Due:
    """A date that a rule gives: `binding`, or for reference only."""

    rule: str
    day: Occurred
    binding: bool


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a bed turned out over a charge: a normal distribution of the estimate's unknowns.

    `covariance` is the lower triangle, row by row. `watched` where the outlet was measured.
    """

    mean: tuple[float, ...]
    covariance: tuple[float, ...]
    watched: bool
    model: str
    prior: str
    former: ChargeId | None
    seed: int
