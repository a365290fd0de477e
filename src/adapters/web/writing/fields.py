"""What the fields of a body may be: each checks itself and says so in the document of the API.

A body is validated strictly: a number in quotes is no number. The exceptions are masses, which may
come as text so that no program rounds them on the way.
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from adapters.web.writing.checking import Checked, named, number, one_of, text, wrong
from domain.adsorber import CarbonForm
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ContainerId,
    CreditCode,
    DeviceId,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)
from domain.lot import Source
from domain.occurred import Occurred
from domain.refusal import Refusal

MOST_KG = Decimal("999999999.999")
"""A larger mass is a slip of the pen. Chosen; the books add up what is far beyond a district."""
_GRAM_KG = Decimal("0.001")

PLAIN = "^[A-Z0-9][A-Z0-9_-]{1,39}$"
ADSORBER = "^[A-Z0-9]{4,24}$"
CHARGE = "^[A-Z0-9]{4,24}-[0-9]{1,9}-[0-9]{1,9}$"
CREDIT_CODE = "^[0-9A-HJ-NPQRTUWXY]{18}$"
MANIFEST = "^20[0-9]{2}(1[1-9]|[2-7][0-9]|8[0-2])[0-9]{8}$"
TOWN = "^(1[1-9]|[2-7][0-9]|8[0-2])[0-9]{7}$"
LABEL = "^[0-9A-HJ-NPQRTUWXY]{18}[0-9]{19}$"

_MASS = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?$"
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d(?P<moment>T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?", re.ASCII
)


def _mass(value: Any) -> Decimal:
    mass_kg = value
    if isinstance(value, str) and re.fullmatch(_MASS, value):
        mass_kg = Decimal(value)
    if isinstance(mass_kg, bool) or not isinstance(mass_kg, int | Decimal):
        raise wrong("mass", "应为千克数。", "This must be a number of kilograms.")
    if not 0 <= mass_kg <= MOST_KG:
        raise wrong(
            "mass", f"质量须在 0 与 {MOST_KG} kg 之间。", f"A mass lies between 0 and {MOST_KG} kg."
        )
    return _to_the_gram(Decimal(mass_kg))


def _to_the_gram(mass_kg: Decimal) -> Decimal:
    try:
        whole = mass_kg.quantize(_GRAM_KG)
    except InvalidOperation:
        whole = None
    if whole != mass_kg:
        raise wrong("mass", "质量最多三位小数(克)。", "A mass has at most three decimals (grams).")
    return mass_kg


def _occurred(value: Any) -> Occurred:
    shaped = _TIME.fullmatch(value) if isinstance(value, str) else None
    if shaped is None:
        raise _no_time()
    try:
        if shaped["moment"] is None:
            return Occurred(date.fromisoformat(shaped[0]).isoformat())
        return Occurred.at(datetime.fromisoformat(shaped[0]))
    except (ValueError, OverflowError, Refusal) as no:
        raise _no_time() from no


def _no_time() -> PydanticCustomError:
    return wrong(
        "unreadable-time",
        "应为日期(2022-11-30)或带时区的时刻(2022-11-30T09:46:00+08:00)。",
        "This must be a date (2022-11-30) or a moment with its zone (2022-11-30T09:46:00+08:00).",
    )


class OfAPerson(str):
    """A name or number that belongs to a person: it has to be sealed before it is kept."""

    __slots__ = ()


Name = Annotated[str, text(200)]
Note = Annotated[str, text(1000)]
PersonName = Annotated[OfAPerson, text(100, OfAPerson)]
Phone = Annotated[OfAPerson, text(40, OfAPerson)]
Concentration = Annotated[float, number(0, 1_000_000)]
HoursPerDay = Annotated[float, number(0, 24)]
Longitude = Annotated[float, number(-180, 180)]
Latitude = Annotated[float, number(-90, 90)]
Kg = Annotated[
    Decimal,
    Checked(
        _mass,
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": float(MOST_KG), "multipleOf": 0.001},
                {"type": "string", "pattern": _MASS},
            ]
        },
    ),
]
Time = Annotated[
    Occurred,
    Checked(
        _occurred,
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ]
        },
    ),
]
Form = Annotated[CarbonForm, one_of(CarbonForm)]
LotSource = Annotated[Source, one_of(Source)]
Enterprise = Annotated[CreditCode, named(CreditCode, CREDIT_CODE, format="credit-code")]
Town = Annotated[TownCode, named(TownCode, TOWN)]
Adsorber = Annotated[AdsorberId, named(AdsorberId, ADSORBER)]
Lot = Annotated[LotId, named(LotId, PLAIN)]
Batch = Annotated[BatchId, named(BatchId, PLAIN)]
Device = Annotated[DeviceId, named(DeviceId, PLAIN)]
Container = Annotated[ContainerId, named(ContainerId, PLAIN)]
Manifest = Annotated[ManifestNumber, named(ManifestNumber, MANIFEST)]
Label = Annotated[WasteLabelCode, named(WasteLabelCode, LABEL, format="waste-label-code")]
