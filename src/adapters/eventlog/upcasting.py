"""Facts written under older names: each step leads to the next version of the name."""

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]

Upcaster = tuple[str, Callable[[Fields], Fields]]
"""The name that an older name leads to, and how its fields become that name's fields."""

UPCASTERS: Mapping[str, Upcaster] = {}
"""By older name. Empty as long as every published name is at its first version."""


def upcast(name: str, fields: Fields, upcasters: Mapping[str, Upcaster]) -> tuple[str, Fields]:
    """Follow the steps from an older name to the one published now."""
    while name in upcasters:
        name, step = upcasters[name]
        fields = step(fields)
    return name, fields
