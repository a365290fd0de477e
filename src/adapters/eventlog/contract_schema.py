"""JSON Schemas of what facts say outside, made from their type hints.

They keep to what JSON Schema 2020-12 and draft 7 have in common, since an AsyncAPI document is
written in the latter, and every part is written out where it stands.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from adapters.eventlog.contract_fields import described
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ChargeId,
    ContainerId,
    CreditCode,
    DeviceId,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)
from domain.key import KeyDigest
from domain.occurred import Occurred
from domain.personal import Personal

Schema = dict[str, Any]

DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = rf"{DATE}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{6}})?\+08:00"

_CREDIT_CODE = "[0-9A-HJ-NPQRTUWXY]{18}"
_ADSORBER = "[A-Z0-9]{4,24}"
_PLAIN = "^[A-Z0-9][A-Z0-9_-]{1,39}$"
_PATTERNS: Mapping[type[Any], str] = {
    CreditCode: f"^{_CREDIT_CODE}$",
    TownCode: "^[1-8][0-9]{8}$",
    ManifestNumber: "^20[0-9]{12}$",
    WasteLabelCode: f"^{_CREDIT_CODE}[0-9]{{19}}$",
    AdsorberId: f"^{_ADSORBER}$",
    ChargeId: f"^{_ADSORBER}-[0-9]+-[0-9]+$",
    LotId: _PLAIN,
    BatchId: _PLAIN,
    ContainerId: _PLAIN,
    DeviceId: _PLAIN,
}
_PLAIN_KINDS: Mapping[type[Any], str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    Personal: "string",
}


def object_schema(kind: type[Any]) -> Schema:
    """Describe a dataclass as it is shown outside.

    A field with a default may be missing: it was added after the name was published.
    """
    hints = get_type_hints(kind)
    shown = [each for each in fields(kind) if not _is_hidden(hints[each.name])]
    return {
        "type": "object",
        "properties": {
            each.name: _type(hints[each.name]) | {"description": _told(kind, each, hints)}
            for each in shown
        },
        "required": [each.name for each in shown if _is_always_there(each)],
        # A reader passes over what it does not know.
        "additionalProperties": True,
    }


def says(kind: type[Any]) -> str:
    """What a class says of itself, on one line."""
    return " ".join(cleandoc(kind.__doc__ or "").split())


def _is_hidden(wanted: Any) -> bool:
    return wanted is KeyDigest


def _is_always_there(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _told(kind: type[Any], field: Field[Any], hints: Mapping[str, Any]) -> str:
    zh, en = described(kind.__name__, field.name)
    if Personal not in (hints[field.name], *get_args(hints[field.name])):
        return f"{zh} / {en}"
    masked = "个人信息: 无权者见 ***, 抹除后为 已删除"
    masked_en = "personal: *** to who may not see persons, 已删除 once erased"
    return f"{zh}({masked}) / {en} ({masked_en})"


def _type(wanted: Any) -> Schema:
    if get_origin(wanted) is tuple:
        return {"type": "array", "items": _type(get_args(wanted)[0])}
    if get_origin(wanted) in (Union, UnionType):
        (given,) = (each for each in get_args(wanted) if each is not NoneType)
        return _or_null(_type(given))
    if wanted is Occurred:
        return _time()
    if wanted in _PATTERNS:
        return {"type": "string", "pattern": _PATTERNS[wanted]}
    if wanted in _PLAIN_KINDS:
        return {"type": _PLAIN_KINDS[wanted]}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {"type": "string", "enum": [each.value for each in wanted]}
    if isinstance(wanted, type) and is_dataclass(wanted):
        return object_schema(wanted)
    raise TypeError(f"{wanted} has no form outside")


def _time() -> Schema:
    return {
        "type": "string",
        "pattern": f"^({DATE}|{MOMENT})$",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
    }


def _or_null(schema: Schema) -> Schema:
    told = schema | {"type": [schema["type"], "null"]}
    return told | {"enum": [*schema["enum"], None]} if "enum" in schema else told
