"""Which events a subscriber wants, in the dialects of the CloudEvents Subscriptions API.

A filter looks at the attributes of an envelope and never at its data: `exact`, `prefix` and
`suffix` compare attributes, `all`, `any` and `not` combine filters. An attribute that an event
does not have matches nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from application.envelope import Envelope
from domain.refusal import Refusal

MOST_PARTS = 100
"""How many comparisons a filter has at most."""
MOST_DEEP = 10

_COMPARES: Mapping[str, Callable[[str, str], bool]] = {
    "exact": str.__eq__,
    "prefix": str.startswith,
    "suffix": str.endswith,
}


class UnreadableFilter(Refusal):
    """筛选条件无法识别: 每条只含 exact、prefix、suffix、all、any、not 之一, 比较的是事件的属性
    (如 type、subject、enterprise、town)。

    The filter cannot be read: each holds one of `exact`, `prefix`, `suffix`, `all`, `any` and
    `not`, and compares attributes of events such as `type`, `subject`, `enterprise`, `town`.
    """


@dataclass(frozen=True, slots=True)
class Compare:
    """All of these attributes compare so: `exact`, `prefix` or `suffix`."""

    dialect: str
    attributes: tuple[tuple[str, str], ...]

    def accepts(self, told: Envelope) -> bool:
        """Whether an event is wanted."""
        compares = _COMPARES[self.dialect]
        return all(
            isinstance(said := told.get(name), str) and compares(said, wanted)
            for name, wanted in self.attributes
        )


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part accepts; so does none at all."""

    parts: tuple["Filter", ...]

    def accepts(self, told: Envelope) -> bool:
        """Whether an event is wanted."""
        return all(part.accepts(told) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part accepts."""

    parts: tuple["Filter", ...]

    def accepts(self, told: Envelope) -> bool:
        """Whether an event is wanted."""
        return any(part.accepts(told) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not accept."""

    part: "Filter"

    def accepts(self, told: Envelope) -> bool:
        """Whether an event is wanted."""
        return not self.part.accepts(told)


Filter = Compare | AllOf | AnyOf | Not

EVERY = AllOf(())


def any_type(names: Sequence[str]) -> Filter:
    """Accept these published names, each exact or ending in `*`; no names accept everything."""
    return AnyOf(tuple(map(_type, names))) if names else EVERY


def read_filter(said: object) -> Filter:
    """Read a filter from JSON; a list means that all of them must accept.

    Raises `UnreadableFilter`, which quotes the part that cannot be read.
    """
    parts = cast("list[object]", said) if isinstance(said, list) else [said]
    found = AllOf(tuple(map(_read, parts)))
    if _size(found) > MOST_PARTS:
        raise UnreadableFilter(most=MOST_PARTS)
    return found


def _type(name: str) -> Filter:
    begins = name.endswith("*")
    return Compare("prefix" if begins else "exact", (("type", name.removesuffix("*")),))


def _read(said: object, depth: int = 0) -> Filter:
    whole = _object(said)
    if len(whole) != 1 or depth > MOST_DEEP:
        raise UnreadableFilter(part=_quoted(said))
    ((dialect, inner),) = whole.items()
    if dialect in ("all", "any"):
        parts = tuple(_read(part, depth + 1) for part in _list(inner))
        return AllOf(parts) if dialect == "all" else AnyOf(parts)
    if dialect == "not":
        return Not(_read(inner, depth + 1))
    if dialect in _COMPARES:
        return Compare(dialect, tuple(sorted(_attributes(inner).items())))
    raise UnreadableFilter(part=_quoted(said))


def _object(said: object) -> dict[str, object]:
    if not isinstance(said, dict):
        raise UnreadableFilter(part=_quoted(said))
    return cast("dict[str, object]", said)


def _list(said: object) -> list[object]:
    if not isinstance(said, list):
        raise UnreadableFilter(part=_quoted(said))
    return cast("list[object]", said)


def _attributes(said: object) -> dict[str, str]:
    told = {name: text for name, text in _object(said).items() if isinstance(text, str) and text}
    if not told or len(told) != len(_object(said)):
        raise UnreadableFilter(part=_quoted(said))
    return told


def _quoted(said: object) -> str:
    return repr(said)[:100]


def _size(found: Filter) -> int:
    match found:
        case AllOf(parts) | AnyOf(parts):
            return 1 + sum(map(_size, parts))
        case Not(part):
            return 1 + _size(part)
        case Compare(attributes=attributes):
            return len(attributes)
