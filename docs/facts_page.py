"""The page of facts: every published name, by the kind of stream that it is found in."""

import json
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from adapters.eventlog.published import PUBLISHED
from application.lives import DECIDERS
from domain.record import Decider

DOCS = Path(__file__).parent
GOLDEN = DOCS.parent / "tests" / "golden"
GLOSSARY = (DOCS / "glossary.md").read_text()

UNITS = {
    "_mg_per_m3": "mg/m³",
    "_m3_per_h": "m³/h",
    "_m2": "m²",
    "_mg_per_g": "mg/g",
    "_h_per_day": "h/day",
    "_g_per_bed": "g",
    "_g": "g",
    "_fen": "0.01 CNY",
    "_deg": "°",
}
"""By the end of a field's name; the longer ends stand first."""

PLAIN = {str: "text", int: "integer", float: "number", bool: "true or false", NoneType: "nothing"}

WORD_OF_KIND = {
    "unit": "treatment unit",
    "lot": "carbon lot",
    "batch": "regeneration batch",
    "device": "instrument",
}
"""Where the glossary has a longer word than the stream."""


LEAD = (
    "Every name that can stand in the log, with its fields and a body as it is stored: "
    "there on one line, here with line breaks.\n"
    "A name never changes its meaning. Masses are integer grams, times are told in +08:00, "
    "and what belongs to a person is sealed.\n"
    "What the fields are made of stands [at the end](#values).\n"
    "How they are told to whoever follows the log is [another page](events.md)."
)


def facts() -> str:
    """Everything below the head of the page."""
    return "\n".join([*map(_life, DECIDERS.values()), _values()])


def _life(decider: Decider[Any, Any, Any]) -> str:
    module = import_module(decider.decide.__module__)
    kind = decider.kind
    file = f"src/{module.__name__.replace('.', '/')}.py"
    answers = [f"- `{each.__name__}`: {_doc(each)}" for each in _members(module.Command)]
    names = [name for name in PUBLISHED if name.startswith(f"{kind}-")]
    return "\n".join(
        [
            f"## {kind} · {chinese(WORD_OF_KIND.get(kind, kind))}\n",
            f"{_paragraphs(module.__doc__)}\n",
            f"Stream `{kind}:<identity>`, decided in [{file}](../../{file}). "
            "It answers these commands:\n",
            *answers,
            "",
            *map(_fact, names),
        ]
    )


def _fact(name: str) -> str:
    body = json.loads((GOLDEN / f"{name}.json").read_text())
    sample = json.dumps(body, ensure_ascii=False, indent=2)
    title = f"### `{name}` · {chinese(f'`{name}`')}"
    kind = PUBLISHED[name]
    return f"{title}\n\n{_paragraphs(kind.__doc__)}\n\n{_fields(kind)}\n\n```json\n{sample}\n```\n"


def _fields(kind: type[Any]) -> str:
    rows = [
        f"| `{field}` | {_told(wanted)} | {unit_of(field)} |"
        for field, wanted in get_type_hints(kind).items()
    ]
    return "\n".join(["| field | type | unit |", "|---|---|---|", *rows])


def _values() -> str:
    found: dict[str, type[Any]] = {}
    for kind in PUBLISHED.values():
        found |= {each.__name__: each for each in _named_in(kind)}
    told = [_value(found[name]) for name in sorted(found)]
    return "\n".join(["## Values\n", "What the fields above are made of.\n", *told])


def _named_in(kind: type[Any]) -> Iterator[type[Any]]:
    """The types that the fields of a dataclass name, and those that their fields name."""
    for wanted in get_type_hints(kind).values():
        for each in _atoms(wanted):
            if each not in PLAIN:
                yield each
                if is_dataclass(each):
                    yield from _named_in(each)


def _value(kind: type[Any]) -> str:
    title = f"### {kind.__name__}\n\n{_paragraphs(kind.__doc__)}\n"
    if issubclass(kind, Enum):
        return f"{title}\nOne of: {', '.join(f'`{each.value}`' for each in kind)}.\n"
    return f"{title}\n{_fields(kind)}\n" if is_dataclass(kind) else title


def _told(wanted: Any) -> str:
    """A type as a reader of the log knows it."""
    if get_origin(wanted) is tuple:
        return f"list of {_told(get_args(wanted)[0])}"
    if get_origin(wanted) in (Union, UnionType):
        return " or ".join(map(_told, get_args(wanted)))
    name = wanted.__name__
    return PLAIN.get(wanted, f"[{name}](#{name.lower()})")


def _atoms(wanted: Any) -> Iterator[type[Any]]:
    inner = [each for each in get_args(wanted) if each is not ...]
    if not inner:
        yield wanted
    for each in inner:
        yield from _atoms(each)


def unit_of(field: str) -> str:
    """The unit that the end of a field's name gives, if it gives one."""
    return next((unit for end, unit in UNITS.items() if field.endswith(end)), "")


def chinese(word: str) -> str:
    """What the glossary calls it."""
    line = re.search(rf"^\| {re.escape(word)} \| ([^|]+) \|", GLOSSARY, re.MULTILINE)
    if line is None:
        raise LookupError(f"the glossary has no line for {word}")
    return line[1]


def _members(union: Any) -> tuple[type[Any], ...]:
    return get_args(union) or (union,)


def _doc(kind: type[Any]) -> str:
    return " ".join(cleandoc(kind.__doc__ or "").split())


def _paragraphs(doc: str | None) -> str:
    return cleandoc(doc or "")
