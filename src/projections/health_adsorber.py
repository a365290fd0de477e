"""What is kept of an adsorber itself: what its enterprise promised, and how wide its beds are."""

from typing import NamedTuple

from domain.adsorber import ReplacementCommitted
from domain.bed_measuring import BedMeasured
from projections.bed_width import BedWidth, bed_width
from projections.rows import Assert, Change, Noted, Table, since


class Committed(NamedTuple):
    """What the enterprise's own document promises of an adsorber."""

    position: int
    line: int
    adsorber: str
    document: str
    every_days: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


COMMITTED = Table("health_committed", Committed, (("adsorber", "occurred_from"),))
MEASURED = Table("health_measured", BedWidth, (("adsorber", "bed", "occurred_from"),))


def kept_of_adsorber(noted: Noted, fact: ReplacementCommitted | BedMeasured) -> Change:
    """Keep a promise, or how wide a bed is; what was said before stays true of the days before."""
    if isinstance(fact, BedMeasured):
        return Assert(MEASURED, bed_width(noted, fact))
    here, when = (noted.position, 0, noted.id), since(fact.occurred, noted)
    return Assert(COMMITTED, Committed(*here, fact.document, fact.every_days, *when))
