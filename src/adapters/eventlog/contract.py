"""The public contract, made from the register of published names.

A name is described by its fact's type hints and docstring, its card, and a sample: an event of the
demo's district, or of what was done in it, that is kept beside this file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

from adapters.eventlog.contract_cards import CARDS, Card
from adapters.eventlog.contract_envelope import envelope_schema
from adapters.eventlog.contract_schema import object_schema, says
from application.envelope import schema_name
from application.ports.event_types import EventType, Schema

_SAMPLES = files("adapters.eventlog") / "samples"
_WORD = re.compile(r"[A-Z][a-z]+")
_TOLERANT = (
    "以后可能增加字段与取值, 不认识的请忽略。 / "
    "Fields and values may be added; whoever does not know them passes them over."
)


class PublishedEventTypes:
    """Knows the names of a register; each is described once, when it is first asked for."""

    def __init__(
        self, published: Mapping[str, type[Any]], cards: Mapping[str, Card] = CARDS
    ) -> None:
        """Describe these names."""
        self._published = published
        self._cards = cards

    @property
    def envelope(self) -> Schema:
        """The schema of what is around every event."""
        return envelope_schema()

    def every(self, kind: str | None = None) -> Sequence[EventType]:
        """Give all, or those of one kind of stream, in the order of the register."""
        return [each for each in self._types.values() if kind in (None, each.kind)]

    def one(self, name: str) -> EventType | None:
        """Give the one of this name."""
        return self._types.get(name)

    @cached_property
    def _types(self) -> Mapping[str, EventType]:
        return {
            name: _described(name, fact, self._cards[name])
            for name, fact in self._published.items()
        }


def sample(name: str) -> Mapping[str, Any]:
    """Read the sample of a published name: a whole envelope."""
    return json.loads((_SAMPLES / f"{name}.json").read_text("utf-8"))


def _described(name: str, fact: type[Any], card: Card) -> EventType:
    en = " ".join(_WORD.findall(fact.__name__)).capitalize()
    schema = {
        "$id": schema_name(name),
        "title": f"{card.zh} / {en}",
        "description": f"{card.says}\n\n{says(fact)}\n\n{_TOLERANT}",
        **object_schema(fact),
    }
    kind = name.partition("-")[0]
    return EventType(
        name, kind, card.zh, en, card.says, says(fact), schema, sample(name), card.changes
    )
