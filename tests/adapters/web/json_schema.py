"""As much of JSON Schema as the API's document uses, to hold answers to it."""

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "") -> list[str]:
    """Say where and why a value is not what a schema of the document promises."""
    return list(_faults(value, schema, document, at))


def _faults(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield from _faults(value, document["components"]["schemas"][name], document, at)
    for part in schema.get("allOf", ()):
        yield from _faults(value, part, document, at)
    if "oneOf" in schema and _fitting(value, schema["oneOf"], document) != 1:
        yield f"{at}: {value!r} fits not exactly one of {schema['oneOf']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    kinds = schema.get("type", list(TYPES))
    if not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{at}: {value!r} is no {kinds}"
    elif kinds == "object":
        yield from _object(value, schema, document, at)
    elif kinds == "array":
        for i, item in enumerate(value):
            yield from _faults(item, schema["items"], document, f"{at}[{i}]")


def _object(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (
        f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value
    )
    for name, item in value.items():
        if name in properties:
            yield from _faults(item, properties[name], document, f"{at}.{name}")
        elif properties:
            yield f"{at}: {name} is not described"


def _fitting(value: Any, choices: list[dict[str, Any]], document: dict[str, Any]) -> int:
    return sum(not faults(value, choice, document) for choice in choices)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
