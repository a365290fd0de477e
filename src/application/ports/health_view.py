"""What people ask of the health board (健康码看板)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from application.viewpoint import Viewpoint
from domain.code import Code
from domain.health import Assessment
from domain.occurred import Occurred
from domain.setting import SettingValue


@dataclass(frozen=True, slots=True)
class BedHealth:
    """One bed: `assessment` is None while it holds no carbon, and so is its charge.

    `swaps` counts those before the charge that runs, since the bed was first filled.
    """

    adsorber: str
    bed: int
    required_g: int
    charge: str | None
    lot: str | None
    fresh_g: int
    started: str | None
    assessment: Assessment | None
    swaps: int = 0
    first_filled: str | None = None
    swaps_per_year: float | None = None
    """更换频率; None until the bed was swapped once, or where it was first filled of late."""


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


@dataclass(frozen=True, slots=True)
class ChangedColour:
    """An enterprise that would have another code under other rules, and the sentence for it."""

    enterprise: str
    name: str
    town: str | None
    before: Code
    after: Code
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What other rules would do: how many enterprises have each code, and who has another."""

    at: str
    before: Mapping[Code | None, int]
    after: Mapping[Code | None, int]
    changed: Sequence[ChangedColour]


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

        As many adsorbers as have at least `limit` of them, or all that are left: so the next
        question is asked from after the last one's adsorber. Empty where there are no more.
        """
        ...

    def preview(
        self, at: Viewpoint, values: Sequence[SettingValue], effective: Occurred
    ) -> Preview:
        """Judge everybody on the day that settings would take effect, with and without them.

        Evidence is what is known at the viewpoint. Where the day lies ahead, nobody counts as
        silent: what will have been read by then cannot be known.
        """
        ...
