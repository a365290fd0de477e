"""What a later schema of the same published name would break for those who read events.

Two kinds of reader are held to it. Whoever has the new schema must accept every old event: nothing
may be narrowed, and nothing be required that was not there. Whoever has the old schema must be able
to read every new event: nothing may be taken away, and no type be widened. Fields and values of
enumerations may be added: readers are told to pass over what they do not know.
"""

from collections.abc import Iterator
from typing import Any, cast

_WORDS = frozenset({"title", "description", "$id", "$schema"})
_LOOKED_INTO = frozenset({"properties", "required", "items", "enum", "type"})


def shape(schema: Any) -> Any:
    """A schema without its words, which may be said better at any time."""
    if isinstance(schema, list):
        return [shape(part) for part in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    told = cast("dict[str, Any]", schema)
    return {name: _part(name, part) for name, part in told.items() if name not in _WORDS}


def _part(name: str, part: Any) -> Any:
    # A field may well be called `title`.
    if name == "properties":
        return {field: shape(each) for field, each in part.items()}
    return shape(part)


def breaks(before: Any, after: Any) -> list[str]:
    """Say what the later schema breaks; nothing where it is as good as the earlier one."""
    return list(_breaks(shape(before), shape(after), "data"))


def _breaks(before: Any, after: Any, at: str) -> Iterator[str]:
    if _types(before) != _types(after):
        yield f"{at}: was {_types(before)} and is {_types(after)}"
        return
    yield from _values(before, after, at)
    yield from _fields(before, after, at)
    if "items" in before or "items" in after:
        yield from _breaks(before.get("items", {}), after.get("items", {}), f"{at}[]")
    for rule in sorted((before.keys() | after.keys()) - _LOOKED_INTO):
        if before.get(rule) != after.get(rule):
            yield f"{at}: {rule} was {before.get(rule)} and is {after.get(rule)}"


def _types(schema: Any) -> list[str]:
    said = schema.get("type", [])
    return sorted([said] if isinstance(said, str) else said)


def _values(before: Any, after: Any, at: str) -> Iterator[str]:
    if ("enum" in before) != ("enum" in after):
        yield f"{at}: is an enumeration in one of them only"
    elif missing := [each for each in before.get("enum", ()) if each not in after["enum"]]:
        yield f"{at}: no longer one of {missing}"


def _fields(before: Any, after: Any, at: str) -> Iterator[str]:
    there, there_now = before.get("properties", {}), after.get("properties", {})
    for field, schema in there.items():
        if field not in there_now:
            yield f"{at}.{field}: is gone"
        else:
            yield from _breaks(schema, there_now[field], f"{at}.{field}")
    needed, needed_now = set(before.get("required", ())), set(after.get("required", ()))
    yield from (f"{at}.{field}: may now be missing" for field in sorted(needed - needed_now))
    yield from (f"{at}.{field}: must now be there" for field in sorted(needed_now - needed))
