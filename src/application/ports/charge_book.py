"""What people ask of the charge book (填装簿)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from application.viewpoint import Viewpoint
from domain.charge_course import HealthCodeChanged, SaturationAssessed
from domain.code import Code
from domain.identifiers import ChargeId
from domain.record import Recorded


@dataclass(frozen=True, slots=True)
class Brief:
    """The last assessment in short; percentages and days are None where there is no estimate.

    `early`, `middle` and `late` are the days by which the bed has broken through with 5, 50 and
    95 %.
    """

    day: str
    low_percent: float | None
    middle_percent: float | None
    high_percent: float | None
    early: str | None
    middle: str | None
    late: str | None
    binding: str | None
    instruments: str | None


@dataclass(frozen=True, slots=True)
class ChargeEntry:
    """A charge; what has not come yet is None."""

    charge: str
    adsorber: str
    bed: int
    number: int
    enterprise: str
    lot: str
    fresh_g: int
    required_g: int
    started: str
    ended: str | None
    removed_g: int | None
    code: Code | None
    pending: bool
    assessed: Brief | None


class ChargeBook(Protocol):
    """Charges and their assessments, read from any viewpoint, of the enterprises that are seen."""

    def charges(
        self,
        at: Viewpoint,
        *,
        enterprise: str | None = None,
        adsorber: str | None = None,
        running: bool | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[ChargeEntry]:
        """Charges in order of their number, from after the one named."""
        ...

    def charge(self, charge: str, at: Viewpoint) -> ChargeEntry | None:
        """One charge; None if it is not known."""
        ...

    def assessments(
        self, charge: str, at: Viewpoint, *, after: int = 0, limit: int = 100
    ) -> Sequence[Recorded[SaturationAssessed]]:
        """The assessments of a charge that is seen, in order of version, from after one."""
        ...

    def before(
        self, charge: str, at: Viewpoint, version: int
    ) -> Recorded[SaturationAssessed] | None:
        """The last assessment before a version; None if there is none."""
        ...

    def to_assess(self, day: date, *, all_of_them: bool = False) -> Sequence[ChargeId]:
        """Charges at work that were not assessed on a day, or not since something came in."""
        ...

    def coded(self) -> Mapping[ChargeId, HealthCodeChanged]:
        """The code that is on record last of every charge at work that has one."""
        ...

    def to_learn_from(self, model: str) -> Sequence[ChargeId]:
        """Charges that are over and of which a model has not learned all, by number of the fill."""
        ...

    def watched(self, model: str) -> Sequence[ChargeId]:
        """Charges with a watched outlet from which a model has learned, in order of learning."""
        ...
