"""What one row of each sheet says, in the units of the books and without any spelling.

Masses are integer grams. Names and phones of people are still plain text here: whoever turns a
row into a command seals them first.
"""

from dataclasses import dataclass

from domain.adsorber import CarbonForm
from domain.enterprise import Location
from domain.identifiers import AdsorberId, BatchId, CreditCode, LotId, ManifestNumber, TownCode
from domain.lot import Source
from domain.occurred import Occurred


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """企业名单: one enterprise and, if it is in the scheme, since when (入册日期)."""

    name: str
    credit_code: CreditCode
    town: TownCode | None
    address: str
    contact: str | None
    phone: str | None
    industry: str
    location: Location | None
    admitted: Occurred | None


@dataclass(frozen=True, slots=True)
class AdsorberRow:
    """装置台账: one adsorber of an enterprise."""

    adsorber: AdsorberId
    enterprise: CreditCode
    name: str
    design_airflow_m3_per_h: int | None
    carbon_form: CarbonForm
    bed_count: int
    required_fill_g: int
    solvents: tuple[str, ...]
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None
    commissioned: Occurred
    low_efficiency: bool | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """炭批次: one lot as its certificate and delivery note give it."""

    lot: LotId
    source: Source
    supplier: str
    mass_g: int
    iodine_mg_per_g: int | None
    report: str | None
    received: Occurred


@dataclass(frozen=True, slots=True)
class SwapRow:
    """换炭记录: carbon taken out, put in, or both. No bed named means all of the adsorber's.

    A mass is None where nothing was written, which is not the same as a written zero.
    """

    occurred: Occurred
    adsorber: AdsorberId
    beds: tuple[int, ...]
    removed_g: int | None
    filled_g: int | None
    lot: LotId | None
    vehicle: str | None
    manifest: ManifestNumber | None
    operator: str | None


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """转移联单: one consignment from producer to receiver."""

    number: ManifestNumber
    occurred: Occurred
    producer: CreditCode
    receiver: str
    waste_code: str
    sent_g: int
    received_g: int | None
    refused_g: int
    reason: str
    vehicle: str | None
    driver: str | None
    status: str


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """接收单位: a licensed receiver and its permit."""

    name: str
    credit_code: CreditCode
    permit: str
    waste_codes: tuple[str, ...]
    yearly_limit_g: int | None
    valid_until: Occurred | None
    location: Location | None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """再生批次: one kiln run, the manifests it was fed from and what came out."""

    batch: BatchId
    opened: Occurred
    closed: Occurred | None
    manifests: tuple[ManifestNumber, ...]
    input_g: int | None
    output_g: int | None
    output_lot: LotId | None
    output_iodine_mg_per_g: int | None
    disposed_g: int


@dataclass(frozen=True, slots=True)
class TariffRow:
    """费率: what one unit of an item costs; the period is half-open."""

    item: str
    unit: str
    price_fen: int
    since: Occurred
    until: Occurred | None
    note: str
