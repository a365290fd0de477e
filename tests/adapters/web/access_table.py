"""Role × jurisdiction × endpoint: what each path under /v1 is about.

A path that stands in no row fails `test_access.py`. What is expected follows from the row and from
`domain.access.may`: an endpoint about one thing answers 200, or 403 to who sees it and may not do
this, or 404 to who does not see it; a list shows what the policy lets its caller read; a sum counts
that and no more; the contract is shown to all who may read. A path with another method is a row of
its own.
"""

import json

from domain.access import Action
from tests.adapters.web.access_rows import (
    Contract,
    CopyOf,
    Json,
    ListOf,
    Named,
    OfAnAssessment,
    OfItsHolder,
    OneThing,
    Row,
    SumOver,
)
from tests.sse import whole_messages


def _named(kind: str, field: str) -> Named:
    return lambda item: (f"{kind}:{item[field]}",)


def _object(item: Json) -> tuple[str, ...]:
    return (item["object"],)


def _stream_and_owner(fact: Json) -> tuple[str, ...]:
    return fact["stream"], f"enterprise:{fact['enterprise']}"


def _subject_and_owner(event: Json) -> tuple[str, ...]:
    return event["subject"], f"enterprise:{event.get('enterprise')}"


def _events(text: str) -> list[Json]:
    page = json.loads(text)
    assert not page["more"]
    return page["events"]


def _streamed(text: str) -> list[Json]:
    return [json.loads(message.data) for message in whole_messages(text.encode())]


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
    ListOf("GET", "/v1/charges", READ, _named("charge", "id")),
    OneThing("GET", "/v1/charges/{charge}", READ, ("charge",), "/v1/charges/{id}"),
    OneThing(
        "GET",
        "/v1/charges/{charge}/assessments",
        READ,
        ("charge",),
        "/v1/charges/{id}/assessments",
    ),
    OfAnAssessment(
        "GET",
        "/v1/charges/{charge}/assessments/{version}",
        "/v1/charges/TADF100001-1-2/assessments/1",
    ),
    OneThing("GET", "/v1/charges/{charge}/codes", READ, ("charge",), "/v1/charges/{id}/codes"),
    ListOf(
        "GET",
        "/v1/health/preview",
        READ,
        _named("enterprise", "enterprise"),
        whole="?effective=2022-03-01&values=fill-floor-percent%3D1;iodine-floor-mg-per-g%3D2000",
        items=lambda text: json.loads(text)["changed"],
    ),
    Contract("GET", "/v1/settings", "/v1/settings"),
    Contract("GET", "/v1/settings/{group}", "/v1/settings/health"),
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
    ListOf("GET", "/v1/devices", READ, _named("device", "id")),
    OneThing("GET", "/v1/telemetry/{device}", READ, ("device",), "/v1/telemetry/{id}"),
    OneThing("GET", "/v1/devices/{device}", READ, ("device",), "/v1/devices/{id}"),
    OneThing(
        "GET",
        "/v1/adsorbers/{adsorber}/declarations",
        READ,
        ("adsorber",),
        "/v1/adsorbers/{id}/declarations",
    ),
    Contract("GET", "/v1/event-types", "/v1/event-types"),
    Contract("GET", "/v1/event-types/{name}", "/v1/event-types/lot-drawn.v1"),
    Contract("GET", "/v1/event-types/{name}/schema", "/v1/event-types/lot-drawn.v1/schema"),
    ListOf("GET", "/v1/events", READ, _subject_and_owner, items=_events),
    ListOf("GET", "/v1/events/stream", READ, _subject_and_owner, whole="", items=_streamed),
    OfItsHolder("GET", "/v1/subscriptions"),
    OfItsHolder("GET", "/v1/subscriptions/{subscription}"),
    OfItsHolder("GET", "/v1/subscriptions/{subscription}/deliveries"),
    OfItsHolder("GET", "/v1/subscriptions/{subscription}/parked"),
    ListOf("GET", "/v1/alerts", READ, _named("enterprise", "enterprise")),
    OneThing("GET", "/v1/alerts/{alert}", READ, ("alert",), "/v1/alerts/{id}-1"),
    ListOf("GET", "/v1/messages", READ, _named("enterprise", "enterprise")),
    ListOf("GET", "/v1/duty-contacts", READ, _named("on-duty", "duty"), whole=""),
    Contract("GET", "/v1/tables", "/v1/tables"),
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
