"""What people ask of the health board (健康码看板)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from application.viewpoint import Viewpoint
from domain.code import Code
from domain.health import Assessment


@dataclass(frozen=True, slots=True)
class BedHealth:
    """One bed: `assessment` is None while it holds no carbon, and `charge` its last, if any."""

    adsorber: str
    bed: int
    required_g: int
    charge: str | None
    lot: str | None
    fresh_g: int
    started: str | None
    assessment: Assessment | None


@dataclass(frozen=True, slots=True)
class AdsorberHealth:
    """An adsorber has its worst bed's code; None where no bed holds carbon (无炭)."""

    adsorber: str
    name: str
    enterprise: str
    enterprise_name: str
    town: str | None
    code: Code | None
    beds: tuple[BedHealth, ...]


@dataclass(frozen=True, slots=True)
class EnterpriseHealth:
    """An enterprise has the worst code of its charges; None where it has none running."""

    enterprise: str
    name: str
    town: str | None
    code: Code | None
    adsorbers: tuple[AdsorberHealth, ...]


@dataclass(frozen=True, slots=True)
class RunningCharge:
    """A charge at work with its assessment."""

    charge: str
    enterprise: str
    adsorber: str
    bed: int
    lot: str
    fresh_g: int
    started: str
    assessment: Assessment


class HealthView(Protocol):
    """The health board, read from any viewpoint, of the enterprises that are seen."""

    def board(
        self,
        at: Viewpoint,
        *,
        town: str | None = None,
        code: Code | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[EnterpriseHealth]:
        """Enterprises with adsorbers, in order of credit code, from after the one named."""
        ...

    def counts(self, at: Viewpoint, *, town: str | None = None) -> Mapping[Code | None, int]:
        """How many enterprises have each code; None counts those without running carbon."""
        ...

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseHealth | None:
        """One enterprise; None if it is not known."""
        ...

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberHealth | None:
        """One adsorber; None if it is not known."""
        ...

    def charges(
        self, at: Viewpoint, *, after: str = "", limit: int = 200
    ) -> Sequence[RunningCharge]:
        """Running charges by adsorber and bed, from after an adsorber.

        All those of at least `limit` charges' adsorbers, so that the next question is asked from
        after the last one's adsorber; empty where there are no more.
        """
        ...
