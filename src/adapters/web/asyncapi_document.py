"""The AsyncAPI document: the same contract, for the tools that read it in this form."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.asyncapi_channels import (
    BATCH,
    PAGE,
    QUESTION,
    SECURITY,
    SERVERS,
    channels,
    operations,
)
from adapters.web.feed.pull import HEAD, NEXT
from application.envelope import BATCH_MEDIA_TYPE, MEDIA_TYPE
from application.office import Office
from application.ports.event_types import ENVELOPE, EventType, EventTypes, Schema

Document = dict[str, Any]

_JSON = "application/json"
_PLACE: Document = {"type": "integer", "minimum": 0}
_NEXT: Document = {**_PLACE, "description": "从这里续接 / Go on from here"}
_HEAD: Document = {**_PLACE, "description": "目前最多到这里 / As far as anybody can follow"}
_MORE: Document = {
    "type": "boolean",
    "description": "尚未到 head / Whether head is not reached yet",
}
_DESCRIPTION = (
    "炭管家告诉外界的事件: CloudEvents 1.0, 每个公布名称一种结构, 含义永不改变, 字段只增不减。"
    "至少送达一次, 同一记录(subject)之内按顺序; 以 source 与 id 去重。带 supersedes 的事件代替它所"
    "更正的事件, 汇总时勿重复相加。\n\n"
    "The events that 炭管家 tells: CloudEvents 1.0, one schema per published name, whose meaning "
    "never changes and which only ever gains fields. At least once, in order within a subject; "
    "source and id tell repeats. An event with supersedes takes the place of those it corrects, so "
    "that nobody adds them up twice."
)


@get("/asyncapi.json", include_in_schema=False, sync_to_thread=False)
def asyncapi(office: NamedDependency[Office]) -> Response[Document]:
    """Serve the AsyncAPI document."""
    return Response(asyncapi_of(office.event_types), media_type=_JSON)


def asyncapi_of(types: EventTypes) -> Document:
    """Describe all ways to follow the log, with every event."""
    every = types.every()
    names = [each.name for each in every]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:tanguanjia:events",
        "info": {
            "title": "炭管家 事件 / Events",
            "version": version("tanguanjia"),
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": MEDIA_TYPE,
        "servers": SERVERS,
        "channels": channels(names),
        "operations": operations(names),
        "components": {
            "messages": {**{each.name: _message(each) for each in every}, **_pulled(every)},
            "schemas": {
                ENVELOPE: _unnamed(types.envelope),
                **{each.name: _unnamed(each.schema) for each in every},
            },
            "securitySchemes": SECURITY,
        },
    }


def _message(told: EventType) -> Document:
    return {
        "name": told.name,
        "title": f"{told.zh} / {told.en}",
        "summary": f"{told.says} / {told.says_en}",
        "contentType": MEDIA_TYPE,
        "tags": [{"name": told.kind}],
        "payload": _event(told),
        "examples": [{"name": told.name, "payload": dict(told.sample)}],
    }


def _event(told: EventType) -> Document:
    own = {"type": {"const": told.name}, "data": {"$ref": f"#/components/schemas/{told.name}"}}
    envelope = {"$ref": f"#/components/schemas/{ENVELOPE}"}
    return {"allOf": [envelope, {"type": "object", "properties": own}]}


def _pulled(every: Sequence[EventType]) -> Document:
    """What is said where somebody pulls: nothing to begin with, and then a page or a batch."""
    # What is pulled is never thin.
    event = {"allOf": [{"$ref": f"#/components/schemas/{ENVELOPE}"}], "required": ["data"]}
    events = {"type": "array", "items": event, "description": "按顺序 / In order"}
    page = {"events": events, "next": _NEXT, "head": _HEAD, "more": _MORE}
    shown = [dict(each.sample) for each in every[:1]]
    whole = {"events": shown, "next": 1, "head": 4158, "more": True}
    return {
        QUESTION: {
            "name": QUESTION,
            "title": "所问 / What is asked",
            "summary": "没有正文 / No body",
            "payload": {"type": "null"},
        },
        PAGE: {
            "name": PAGE,
            "title": "一页事件 / A page of events",
            "contentType": _JSON,
            "payload": {"type": "object", "properties": page, "required": list(page)},
            "examples": [{"name": PAGE, "payload": whole}],
        },
        BATCH: {
            "name": BATCH,
            "title": "一批事件, 不带外壳 / The bare array of events",
            "contentType": BATCH_MEDIA_TYPE,
            "headers": {"type": "object", "properties": {NEXT: _NEXT, HEAD: _HEAD}},
            "payload": events,
            "examples": [{"name": BATCH, "headers": {NEXT: 1, HEAD: 4158}, "payload": shown}],
        },
    }


def _unnamed(schema: Schema) -> Document:
    """A schema that is found by where it stands: some tools look elsewhere for what has an id."""
    return {name: part for name, part in schema.items() if name != "$id"}
