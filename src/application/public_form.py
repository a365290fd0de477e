"""What a fact says, in JSON's terms, as it is shown outside."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

from domain.key import KeyDigest
from domain.personal import Personal

_PLAIN = frozenset({str, int, float, bool, type(None)})

MASKED = "***"
"""What is read in place of a person's data by who may not see persons (已脱敏)."""

Reveal = Callable[[Personal], str]
"""Shows what belongs to a person: the text, 已删除, or that it is masked."""


def masked(_: Personal) -> str:
    """Show nothing of anybody."""
    return MASKED


def public_form(value: Any, reveal: Reveal) -> Any:
    """Spell a fact or a part of one; fields keep their names and order."""
    kind = cast("type[Any]", type(value))
    if kind in _PLAIN:
        return value
    match value:
        case Personal():
            return reveal(value)
        case Enum():
            return value.value
        case str():
            return str(value)
        case Sequence():
            return [public_form(item, reveal) for item in cast("Sequence[object]", value)]
        case _ if is_dataclass(value):
            said = [(name, getattr(value, name)) for name in _field_names(kind)]
            # What a key hashes to is in the log, and is nobody's to read.
            return {
                name: public_form(part, reveal)
                for name, part in said
                if not isinstance(part, KeyDigest)
            }
        case _:
            return value


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
