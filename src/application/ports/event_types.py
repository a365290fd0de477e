"""What those outside can rely on: the published names, what each says, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Schema = Mapping[str, Any]
"""A JSON Schema, of which no part stands elsewhere."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""What the schemas are written in. A schema that is handed out by itself says so."""

ENVELOPE = "envelope.v1"
"""The name under which the schema of the envelope is known."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of the program brought."""

    version: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A published name: `schema` is of an event's `data`, `sample` is a whole envelope."""

    name: str
    kind: str
    """The kind of stream that it is found in."""
    zh: str
    en: str
    says: str
    says_en: str
    schema: Schema
    sample: Mapping[str, Any]
    changes: Sequence[Change]
    """The oldest first."""


class EventTypes(Protocol):
    """Knows every published name. None is ever taken away, and what is changed stays readable to
    whoever read it before.
    """

    @property
    def envelope(self) -> Schema:
        """The schema of what is around every event."""
        ...

    def every(self, kind: str | None = None) -> Sequence[EventType]:
        """Give all, or those of one kind of stream, in the order of the register."""
        ...

    def one(self, name: str) -> EventType | None:
        """Give the one of this name."""
        ...
