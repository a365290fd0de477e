"""What a row of the access table can be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.access import Action

Json = Mapping[str, Any]
Named = Callable[[Json], tuple[str, ...]]


@dataclass(frozen=True)
class OneThing:
    """An endpoint about one thing of some kinds; `url` is filled in with kind and id."""

    method: str
    path: str
    action: Action
    kinds: tuple[str, ...]
    url: str

    def address(self, thing: str) -> str:
        """Where to ask about a thing, named as its stream is."""
        kind, _, identity = thing.partition(":")
        return self.url.format(kind=kind, id=identity)


def _items(text: str) -> list[Json]:
    return json.loads(text)["items"]


@dataclass(frozen=True)
class ListOf:
    """A list; `names` tells which things an item is about. Who sees one of them sees the item.

    `whole` asks for all of it, and `items` finds the items in what is answered.
    """

    method: str
    path: str
    action: Action
    names: Named
    whole: str = "?limit=500"
    items: Callable[[str], list[Json]] = _items


@dataclass(frozen=True)
class SumOver:
    """A sum over the parts that are seen, which another list shows one by one."""

    method: str
    path: str
    action: Action
    total: Callable[[Json], float]
    parts: str
    names: Named
    part: Callable[[Json], float]


@dataclass(frozen=True)
class Contract:
    """What events and tables are like: no books, so it is the same for all who may read some."""

    method: str
    path: str
    url: str


@dataclass(frozen=True)
class OfItsHolder:
    """What is nobody's but its holder's, and not of the books: see `test_subscriptions.py`."""

    method: str
    path: str


@dataclass(frozen=True)
class OfAnAssessment:
    """About an assessment, which not every charge has: see `test_charges.py`."""

    method: str
    path: str
    url: str


@dataclass(frozen=True)
class CopyOf:
    """Lists that are taken away as files, each named by what it is about: a row's key."""

    method: str
    path: str
    action: Action
    kinds: Mapping[str, str]


Row = OneThing | ListOf | SumOver | Contract | OfItsHolder | OfAnAssessment | CopyOf
