"""Role × jurisdiction × endpoint: what each path under /v1 is about.

A path that stands in no row fails `test_access.py`. What is expected follows from the row and from
`domain.access.may`: an endpoint about one thing answers 200, or 403 to who sees it and may not do
this, or 404 to who does not see it; a list shows what the policy lets its caller read; a sum counts
that and no more. A path with another method is a row of its own.
"""

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


@dataclass(frozen=True)
class ListOf:
    """A list; `names` tells which things an item is about. Who sees one of them sees the item."""

    method: str
    path: str
    action: Action
    names: Named


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
class SameForAll:
    """What shows no books, to whoever may read at all."""

    method: str
    path: str
    action: Action


@dataclass(frozen=True)
class CopyOf:
    """Lists that are taken away as files, each named by what it is about: a row's key."""

    method: str
    path: str
    action: Action
    kinds: Mapping[str, str]


Row = OneThing | ListOf | SumOver | SameForAll | CopyOf


def _named(kind: str, field: str) -> Named:
    return lambda item: (f"{kind}:{item[field]}",)


def _object(item: Json) -> tuple[str, ...]:
    return (item["object"],)


def _stream_and_owner(fact: Json) -> tuple[str, ...]:
    return fact["stream"], f"enterprise:{fact['enterprise']}"


def _received(item: Json) -> float:
    return item["received_kg"] or 0


def _input(item: Json) -> float:
    return item["in_kg"]


READ = Action.READ
CARBON = ("lot", "charge", "container", "manifest", "batch")

TABLE: tuple[Row, ...] = (
    ListOf("GET", "/v1/enterprises", READ, _named("enterprise", "code")),
    OneThing("GET", "/v1/enterprises/{code}", READ, ("enterprise",), "/v1/enterprises/{id}"),
    ListOf("GET", "/v1/adsorbers", READ, _named("adsorber", "id")),
    OneThing("GET", "/v1/adsorbers/{adsorber}", READ, ("adsorber",), "/v1/adsorbers/{id}"),
    ListOf("GET", "/v1/health", READ, _named("enterprise", "enterprise")),
    OneThing(
        "GET",
        "/v1/enterprises/{code}/health",
        READ,
        ("enterprise",),
        "/v1/enterprises/{id}/health",
    ),
    OneThing(
        "GET", "/v1/adsorbers/{adsorber}/health", READ, ("adsorber",), "/v1/adsorbers/{id}/health"
    ),
    SumOver(
        "GET",
        "/v1/ledger",
        READ,
        lambda body: _received(body["totals"]),
        "/v1/manifests",
        _named("manifest", "number"),
        _received,
    ),
    SumOver(
        "GET",
        "/v1/ledger/months",
        READ,
        lambda body: sum(_received(each["totals"]) for each in body["months"]),
        "/v1/manifests",
        _named("manifest", "number"),
        _received,
    ),
    ListOf("GET", "/v1/ledger/enterprises", READ, _named("enterprise", "enterprise")),
    OneThing(
        "GET",
        "/v1/enterprises/{code}/ledger",
        READ,
        ("enterprise",),
        "/v1/enterprises/{id}/ledger",
    ),
    ListOf("GET", "/v1/ledger/accounts", READ, _object),
    ListOf("GET", "/v1/ledger/unbalanced", READ, _object),
    ListOf("GET", "/v1/ledger/kiln-runs", READ, _named("batch", "name")),
    SumOver(
        "GET",
        "/v1/ledger/kiln-months",
        READ,
        lambda body: sum(map(_input, body["items"])),
        "/v1/ledger/kiln-runs",
        _named("batch", "name"),
        _input,
    ),
    OneThing(
        "GET",
        "/v1/custody/{kind}/{id}",
        READ,
        (*CARBON, "disposal"),
        "/v1/custody/{kind}/{id}",
    ),
    ListOf("GET", "/v1/lots", READ, _named("lot", "id")),
    ListOf("GET", "/v1/containers", READ, _named("container", "id")),
    ListOf("GET", "/v1/manifests", READ, _named("manifest", "number")),
    ListOf("GET", "/v1/batches", READ, _named("batch", "id")),
    OneThing(
        "GET",
        "/v1/facts",
        READ,
        # Of a lot an enterprise reads what was drawn for it: see tests/adapters/sql.
        ("enterprise", "adsorber", "charge", "container", "manifest", "batch", "receiver", "key"),
        "/v1/facts?stream={kind}:{id}",
    ),
    OneThing(
        "GET", "/v1/enterprises/{code}/facts", READ, ("enterprise",), "/v1/enterprises/{id}/facts"
    ),
    ListOf("GET", "/v1/facts/late", READ, _stream_and_owner),
    SameForAll("GET", "/v1/tables", READ),
    CopyOf(
        "GET",
        "/v1/tables/{table}",
        Action.EXPORT,
        {
            "enterprises": "enterprise",
            "adsorbers": "adsorber",
            "swaps": "charge",
            "waste_generated": "container",
            "stored_in": "container",
            "stored_out": "container",
            "transfers": "manifest",
            "regenerations": "batch",
            "lots": "lot",
        },
    ),
)
