"""The register of instruments (监测设备台账): what stands where, and whether it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from application.viewpoint import Viewpoint


class Standing(StrEnum):
    """How an instrument stands."""

    IN_SERVICE = "in-service"
    SILENT = "silent"
    """In service, and nothing has come for as long as is allowed."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """An instrument. `bed` is None where it measures the air of all beds.

    Limit and range are in mg/m³. `key_issued` is None where it has no key. `silent_since` is None
    while it tells; `last_reading` is the last before its silence. `serial` and what goes with it
    are of the instrument that stands there now, since `placed`.
    """

    device: str
    enterprise: str
    adsorber: str
    bed: int | None
    maker: str
    serial: str
    measures: tuple[str, ...]
    interval_s: int
    detection_mg_per_m3: float
    range_mg_per_m3: float
    installed: str
    placed: str
    key_issued: str | None
    silent_since: str | None
    last_reading: str | None
    removed: str | None

    @property
    def standing(self) -> Standing:
        """How it stands."""
        if self.removed is not None:
            return Standing.REMOVED
        return Standing.IN_SERVICE if self.silent_since is None else Standing.SILENT


class DeviceRegister(Protocol):
    """The register, read from any viewpoint; what its scope does not cover is left out."""

    def devices(
        self,
        at: Viewpoint,
        *,
        adsorber: str | None = None,
        enterprise: str | None = None,
        standing: Standing | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[DeviceEntry]:
        """Instruments by number, from after the one named, at most `limit` of them."""
        ...

    def device(self, device: str, at: Viewpoint) -> DeviceEntry | None:
        """One instrument; None if it is not known."""
        ...
