"""Schemas as tables: what each field is called, what it holds, and what it means."""

import json
from typing import Any

from adapters.web.markup import Html, tag, together
from adapters.web.page import both, english

Schema = dict[str, Any]

_TYPES = {
    "string": "文本",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "object": "对象",
    "null": "null",
}


def anchor(name: str) -> str:
    """Where a schema is described on the page."""
    return f"schema-{name}"


def described_schema(name: str, schema: Schema) -> Html:
    """Describe one schema with all its fields."""
    rows = [_field(field, kind) for field, kind in schema.get("properties", {}).items()]
    return tag(
        "section",
        tag("h3", tag("code", name), " ", both(_first_line(schema))),
        table(("字段", "Field"), ("类型", "Type"), ("说明", "Meaning"), rows=rows),
        id=anchor(name),
    )


def table(*headings: tuple[str, str], rows: list[Html]) -> Html:
    """Make a table that scrolls by itself where the screen is narrow."""
    head = tag("tr", *(tag("th", zh, " ", english(en), scope="col") for zh, en in headings))
    inside = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("div", inside, class_="scroll", tabindex="0", role="region", aria_label="表 / Table")


def type_of(schema: Schema) -> Html:
    """Name a type, with a link where it is described elsewhere."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return tag("a", name, href=f"#{anchor(name)}")
    if "enum" in schema:
        return together(
            *_between(" | ", [tag("code", value or "null") for value in schema["enum"]])
        )
    for choice in ("oneOf", "anyOf", "allOf"):
        if choice in schema:
            return together(*_between(" | ", [type_of(each) for each in schema[choice]]))
    if schema.get("type") == "array":
        return together("列表: ", type_of(schema.get("items", {})))
    kind = str(schema.get("type", "object"))
    return together(_TYPES.get(kind, kind))


def example_of(value: object) -> Html:
    """Show an example as it would be sent."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return tag("pre", tag("code", text), tabindex="0")


def shown_examples(examples: list[str]) -> Html:
    """Show short examples on one line."""
    return tag("div", "例 ", *_between(", ", [tag("code", each) for each in examples]))


def _field(name: str, schema: Schema) -> Html:
    examples = [json.dumps(each, ensure_ascii=False) for each in schema.get("examples", ())]
    return tag(
        "tr",
        tag("th", tag("code", name), scope="row"),
        tag("td", type_of(schema)),
        tag(
            "td",
            both(schema.get("description", ""), "div"),
            shown_examples(examples) if examples else None,
        ),
    )


def _between(glue: str, parts: list[Html]) -> list[str]:
    woven: list[str] = []
    for part in parts:
        woven += [glue, part] if woven else [part]
    return woven


def _first_line(schema: Schema) -> str:
    return str(schema.get("description", "")).partition("\n")[0]
