"""How wide a bed is: the cross-section that its air passes, by a drawing or by measurement."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.beds import Bed, numbered
from domain.occurred import Occurred
from domain.refusal import Refusal

LEAST_FLOW_AREA_M2, MOST_FLOW_AREA_M2 = 0.01, 200.0
"""What is narrower than a hand, or wider than a hall, is a slip of the pen. Chosen."""


@dataclass(frozen=True, slots=True)
class MeasureBed:
    """Say how wide a bed is to its air, and by what; a later word supersedes it."""

    occurred: Occurred
    bed: int
    flow_area_m2: float
    basis: str


@dataclass(frozen=True, slots=True)
class BedMeasured:
    """By this drawing or measurement, air passes the bed through so many square metres, from
    then on.
    """

    occurred: Occurred
    bed: int
    flow_area_m2: float
    basis: str


class ImplausibleFlowArea(Refusal):
    """炭箱过风面积应在 0.01 到 200 m² 之间。

    Air passes a bed through 0.01 to 200 m².
    """


class NoBasis(Refusal):
    """请写明过风面积的依据: 图纸或实测。

    Say what the area goes by: a drawing, or a measurement.
    """


def measured(
    command: MeasureBed, beds: Sequence[Bed], known: Sequence[BedMeasured]
) -> tuple[BedMeasured, ...]:
    """One more fact about a bed, or none where it was said last."""
    numbered(command.bed, beds)
    if not LEAST_FLOW_AREA_M2 <= command.flow_area_m2 <= MOST_FLOW_AREA_M2:
        raise ImplausibleFlowArea(bed=command.bed, flow_area_m2=command.flow_area_m2)
    if not command.basis.strip():
        raise NoBasis(bed=command.bed)
    fact = BedMeasured(command.occurred, command.bed, command.flow_area_m2, command.basis)
    return () if fact in known else (fact,)


def last_measured(known: Sequence[BedMeasured], new: BedMeasured) -> tuple[BedMeasured, ...]:
    """What was said last of each bed."""
    return (*(each for each in known if each.bed != new.bed), new)
