"""What the fields of a body may be: each checks itself and says so in the document of the API.

A body is validated strictly: a number in quotes is no number. The exceptions are masses, which may
come as text so that no program rounds them on the way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any

from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from adapters.web.writing.json_text import NOT_TEXT
from domain.adsorber import CarbonForm
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ContainerId,
    CreditCode,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)
from domain.lot import Source
from domain.occurred import Occurred
from domain.refusal import Refusal

Schema = dict[str, Any]

MOST_KG = Decimal("999999999.999")
"""A larger mass is a slip of the pen. Chosen; the books add up what is far beyond a district."""
_GRAM_KG = Decimal("0.001")

PLAIN = "^[A-Z0-9][A-Z0-9_-]{1,39}$"
ADSORBER = "^[A-Z0-9]{4,24}$"
CREDIT_CODE = "^[0-9A-HJ-NPQRTUWXY]{18}$"
MANIFEST = "^20[0-9]{2}(1[1-9]|[2-7][0-9]|8[0-2])[0-9]{8}$"
TOWN = "^(1[1-9]|[2-7][0-9]|8[0-2])[0-9]{7}$"
LABEL = "^[0-9A-HJ-NPQRTUWXY]{18}[0-9]{19}$"

_MASS = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?$"
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d(?P<moment>T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?", re.ASCII
)
_TEXT = rf"^[^\s{NOT_TEXT}][^{NOT_TEXT}]*$"


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """How one kind of field is read, and what the document says of it."""

    check: Callable[[Any], Any]
    schema: Schema

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        """Let `check` have the value as it came."""
        return no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, *_: object) -> Schema:
        """Describe the field."""
        return dict(self.schema)


def wrong(code: str, zh: str, en: str) -> PydanticCustomError:
    """Say in both languages what is wrong with a field."""
    # The message is a template, so braces that a value brings along must not be read as one.
    message: Any = en.replace("{", "(").replace("}", ")")
    kind: Any = code
    return PydanticCustomError(kind, message, {"zh": zh})


def _named(kind: Callable[[str], Any], pattern: str, **more: str) -> Checked:
    """An identifier that checks itself."""

    def check(value: Any) -> Any:
        try:
            return kind(_string(value))
        except Refusal as no:
            raise wrong(no.code, no.zh, no.en) from no

    return Checked(check, {"type": "string", "pattern": pattern, **more})


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("text", "应为文本。", "This must be a text.")
    return value


def _one_of(kind: type[StrEnum]) -> Checked:
    """One of a few words."""
    known = [each.value for each in kind]

    def check(value: Any) -> StrEnum:
        if _string(value) not in known:
            choices = ", ".join(known)
            raise wrong("choice", f"须为 {choices} 之一。", f"This is one of {choices}.")
        return kind(value)

    return Checked(check, {"type": "string", "enum": known})


def _text(most: int, kind: Callable[[str], str] = str) -> Checked:
    """A text of at most so many characters that begins with none that is blank."""

    def check(value: Any) -> str:
        found = _string(value)
        if len(found) > most:
            raise wrong("text", f"最多 {most} 个字符。", f"At most {most} characters.")
        if not re.fullmatch(_TEXT, found):
            raise wrong(
                "text",
                "文本不能为空, 也不能以空白开头。",
                "A text is not empty and does not begin with a space.",
            )
        return kind(found)

    schema = {"type": "string", "minLength": 1, "maxLength": most, "pattern": _TEXT}
    return Checked(check, schema)


def _number(least: float, most: float) -> Checked:
    """A measured number, as JSON has it."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong("number", "应为数。", "This must be a number.")
        if not least <= value <= most:
            raise wrong(
                "number",
                f"须在 {least:g} 与 {most:g} 之间。",
                f"This lies between {least:g} and {most:g}.",
            )
        return float(value)

    return Checked(check, {"type": "number", "minimum": least, "maximum": most})


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


def whole(least: int, most: int) -> Checked:
    """An integer; in JSON 5.0 is one."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong("integer", "应为整数。", "This must be an integer.")
        if not least <= value <= most:
            raise wrong(
                "integer",
                f"须在 {least} 与 {most} 之间。",
                f"This lies between {least} and {most}.",
            )
        if int(value) != value:
            raise wrong("integer", "应为整数。", "This must be an integer.")
        return int(value)

    return Checked(check, {"type": "integer", "minimum": least, "maximum": most})


class OfAPerson(str):
    """A name or number that belongs to a person: it has to be sealed before it is kept."""

    __slots__ = ()


Name = Annotated[str, _text(200)]
Note = Annotated[str, _text(1000)]
PersonName = Annotated[OfAPerson, _text(100, OfAPerson)]
Phone = Annotated[OfAPerson, _text(40, OfAPerson)]
Concentration = Annotated[float, _number(0, 1_000_000)]
HoursPerDay = Annotated[float, _number(0, 24)]
Longitude = Annotated[float, _number(-180, 180)]
Latitude = Annotated[float, _number(-90, 90)]
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
Form = Annotated[CarbonForm, _one_of(CarbonForm)]
LotSource = Annotated[Source, _one_of(Source)]
Enterprise = Annotated[CreditCode, _named(CreditCode, CREDIT_CODE, format="credit-code")]
Town = Annotated[TownCode, _named(TownCode, TOWN)]
Adsorber = Annotated[AdsorberId, _named(AdsorberId, ADSORBER)]
Lot = Annotated[LotId, _named(LotId, PLAIN)]
Batch = Annotated[BatchId, _named(BatchId, PLAIN)]
Container = Annotated[ContainerId, _named(ContainerId, PLAIN)]
Manifest = Annotated[ManifestNumber, _named(ManifestNumber, MANIFEST)]
Label = Annotated[WasteLabelCode, _named(WasteLabelCode, LABEL, format="waste-label-code")]
