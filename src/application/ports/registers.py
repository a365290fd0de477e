"""Lists of what is known: enterprises, adsorbers, lots, containers, manifests, kiln runs.

Every list comes in order of its key, from after the key named, at most `limit` long. Masses are
integer grams. Persons appear as sealed values only. What the viewpoint's scope does not cover is
left out, and asked for by itself it is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from application.viewpoint import Viewpoint
from domain.personal import Personal


@dataclass(frozen=True, slots=True)
class EnterpriseEntry:
    """An enterprise (产废企业)."""

    enterprise: str
    name: str
    town: str | None
    address: str
    industry: str
    longitude_deg: float | None
    latitude_deg: float | None
    coordinates: str | None
    contact: Personal | None
    phone: Personal | None
    registered: str
    admitted: str | None


@dataclass(frozen=True, slots=True)
class AdsorberEntry:
    """An adsorber (活性炭吸附装置); `decommissioned` is None while it is in service.

    The flow area of a bed is None where it is not on record.
    """

    adsorber: str
    enterprise: str
    name: str
    carbon_form: str
    required_fill_g_per_bed: tuple[int, ...]
    flow_area_m2_per_bed: tuple[float | None, ...]
    design_airflow_m3_per_h: int | None
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None
    solvents: tuple[str, ...]
    low_efficiency: bool
    commissioned: str
    decommissioned: str | None


@dataclass(frozen=True, slots=True)
class LotEntry:
    """A carbon lot (炭批次)."""

    lot: str
    source: str | None
    supplier: str | None
    batch: str | None
    received: str | None
    received_g: int
    left_g: int
    iodine_mg_per_g: int | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class ContainerEntry:
    """A container (容器) of spent carbon; `manifest` is None while it has not left."""

    container: str
    enterprise: str
    filled: str
    mass_g: int
    label: str | None
    manifest: str | None


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A manifest (转移联单). `stage`: issued, departed, arrived, accepted, refused or closed."""

    manifest: str
    enterprise: str
    receiver: str
    vehicle: str | None
    driver: Personal | None
    issued: str
    stage: str
    sent_g: int | None
    received_g: int | None
    refused_g: int
    charged_g: int


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """A kiln run (再生批次)."""

    batch: str
    opened: str
    closed: str | None
    in_g: int
    out_g: int
    disposed_g: int
    unexplained_g: int
    lot: str | None


class Registers(Protocol):
    """The lists, read from any viewpoint."""

    def enterprises(
        self, at: Viewpoint, *, town: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[EnterpriseEntry]:
        """Enterprises by credit code, of one town if it is named."""
        ...

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseEntry | None:
        """One enterprise."""
        ...

    def adsorbers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[AdsorberEntry]:
        """Adsorbers by number, of one enterprise if it is named."""
        ...

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberEntry | None:
        """One adsorber."""
        ...

    def lots(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[LotEntry]:
        """Lots by number."""
        ...

    def containers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ContainerEntry]:
        """Containers by number, of one enterprise if it is named."""
        ...

    def manifests(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ManifestEntry]:
        """Manifests by number, of one enterprise if it is named."""
        ...

    def batches(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[BatchEntry]:
        """Kiln runs by number."""
        ...
