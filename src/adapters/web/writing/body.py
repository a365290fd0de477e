"""What all bodies share: they are validated strictly, and faults are told in both languages."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.web.answer import told
from adapters.web.body_problem import MISSHAPEN_BODY
from adapters.web.refusing import Unanswerable
from adapters.web.writing.fields import OfAPerson, Time
from adapters.web.writing.json_text import step
from domain.quantities import grams, kilograms

B = TypeVar("B", bound="Part")

MOST_TOLD = 20
"""How many faults of a body are listed."""


class Part(BaseModel):
    """A body, or a part of one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Body(Part):
    """What every command says: how it came to be recorded, and when it happened."""

    provenance: Literal["live", "paper"] = told(
        "来源: live 实时, paper 事后补录",
        "live, or paper if it is entered afterwards",
        "live",
        default="live",
    )


class Dated(Body):
    """A command about something that may happen now."""

    occurred: Time | None = told(
        "发生时间: 日期或带时区的时刻; 不写即此刻",
        "When it happened: a date, or a moment with its zone; without it, now",
        "2022-11-30T09:46:00+08:00",
        default=None,
    )


def read(model: type[B], body: Mapping[str, Any]) -> B:
    """Read a body as a command; raises 422, naming each field."""
    try:
        return model.model_validate(body)
    except ValidationError as errors:
        raise _misshapen(errors) from errors


def said(body: Part, sealed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a client said, field by field, for the record.

    Equal requests say equal things, however they are spelled: 500, 500.0 and "500" are one mass.
    What belongs to a person stands there as `sealed` has it.
    """
    return _said(body, "", sealed)


def _said(part: Part, above: str, sealed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, field in type(part).model_fields.items():
        value, place = getattr(part, name), f"{above}{name}"
        if value is None or value == field.default:
            continue
        if isinstance(value, Part):
            yield from _said(value, f"{place}/", sealed)
        elif isinstance(value, OfAPerson):
            yield place, sealed[place]
        else:
            yield place, _told(value)


def _told(value: object) -> str:
    match value:
        case tuple():
            # Nothing that stands in a list holds a line break.
            return "\n".join(_told(item) for item in cast("tuple[object, ...]", value))
        case Decimal():
            return f"{kilograms(grams(value)):f}"
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case _:
            return _not_sealed(str(value))


def _not_sealed(text: str) -> str:
    """Keep a client's text apart from what we have sealed ourselves, whatever it looks like."""
    return f"\\{text}" if text.lstrip("\\").startswith("sealed:") else text


_ZH = {
    "missing": "缺少这个字段。",
    "extra_forbidden": "没有这个字段。",
    "string_type": "应为文本。",
    "int_type": "应为整数。",
    "bool_type": "应为 true 或 false。",
    "tuple_type": "应为列表。",
    "model_type": "应为对象。",
    "enum": "不是可用的值。",
    "literal_error": "不是可用的值。",
    "greater_than_equal": "数值过小。",
    "less_than_equal": "数值过大。",
    "too_long": "项数过多。",
    "too_short": "项数过少。",
}


def _misshapen(errors: ValidationError) -> Unanswerable:
    faults = errors.errors(include_url=False, include_input=False)
    told = [(_pointer(fault["loc"]), fault) for fault in faults[:MOST_TOLD]]
    field, first = told[0]
    return Unanswerable(
        MISSHAPEN_BODY,
        detail=f"{field or '正文'}: {_in_chinese(first)}",
        detail_en=f"{field or 'The body'}: {first['msg']}",
        field=field,
        facts={pointer: fault["msg"] for pointer, fault in told},
    )


def _pointer(location: tuple[int | str, ...]) -> str:
    pointer = ""
    for key in location:
        pointer = step(pointer, key)
    return pointer


def _in_chinese(fault: Any) -> str:
    own = fault.get("ctx", {}).get("zh")
    return own or _ZH.get(fault["type"], "不合要求。")
