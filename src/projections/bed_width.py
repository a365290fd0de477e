"""How wide a bed is, as both the register and the health board keep it."""

from typing import NamedTuple

from domain.bed_measuring import BedMeasured
from projections.rows import Noted, since


class BedWidth(NamedTuple):
    """How wide a bed of an adsorber is to its air."""

    position: int
    line: int
    adsorber: str
    bed: int
    flow_area_m2: float
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


def bed_width(noted: Noted, fact: BedMeasured) -> BedWidth:
    """From the measurement on; what was said before stays true of the days before."""
    when = since(fact.occurred, noted)
    return BedWidth(noted.position, 0, noted.id, fact.bed, fact.flow_area_m2, *when)
