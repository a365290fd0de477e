"""What the document says of following that the handlers' declarations do not."""

from typing import Any

from adapters.web.feed.listener import MOST_TYPES, TYPE_SHAPE
from adapters.web.feed.pull import HEAD, NEXT
from adapters.web.feed.spelling import EXAMPLE_VALUE
from adapters.web.feed.stream import LAST_EVENT_ID, MEDIA_TYPE, PLACE_SHAPE
from application.envelope import BATCH_MEDIA_TYPE

Document = dict[str, Any]

PULL, STREAM = "/v1/events", "/v1/events/stream"

_LAST_EVENT_ID: Document = {
    "name": LAST_EVENT_ID,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": PLACE_SHAPE},
    "description": (
        "收到的最后一个 id; 优先于 after / The last id that was received; it goes before after"
    ),
    "examples": {"example": {"value": "1270"}},
}
_TYPES: Document = {
    "type": "array",
    "items": {"type": "string", "pattern": TYPE_SHAPE},
    "minItems": 1,
    "maxItems": MOST_TYPES,
}
# No schema of texts says what a filter is, so it does not say how long one is either.
_FILTER: Document = {
    "type": "string",
    "contentMediaType": "application/json",
    "format": "event-filter",
}
SHAPES = {"type": _TYPES, "filter": _FILTER}
"""Of the parameters whose schemas say more than their declarations."""
_KEPT = ("description", "examples")
_HEADERS: Document = {
    name: {
        "description": f"仅在 {BATCH_MEDIA_TYPE} 时: {zh} / With {BATCH_MEDIA_TYPE} only: {en}",
        "schema": {"type": "integer"},
    }
    for name, zh, en in (
        (NEXT, "下次用它作 after", "where to go on"),
        (HEAD, "目前能跟到的位置", "as far as one can follow"),
    )
}
_BATCH: Document = {
    "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
    "examples": {"example": {"value": EXAMPLE_VALUE["events"]}},
}
# Until OpenAPI 3.2 has a word for it, the schema of a stream is taken for that of each event.
_MESSAGE: Document = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": PLACE_SHAPE},
        "event": {"type": "string"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/Event"},
        },
    },
    "required": ["id", "event", "data"],
}


def describe_feeds(document: Document) -> None:
    """Complete the operations that follow the log."""
    pull, stream = (document["paths"][path]["get"] for path in (PULL, STREAM))
    for operation in (pull, stream):
        for parameter in operation["parameters"]:
            if (shape := SHAPES.get(parameter["name"])) is not None:
                told = {name: parameter["schema"][name] for name in _KEPT}
                parameter["schema"] = told | shape
    stream["parameters"] = [_LAST_EVENT_ID, *stream["parameters"]]
    stream["responses"]["200"]["content"][MEDIA_TYPE]["schema"] = _MESSAGE
    answer = pull["responses"]["200"]
    answer["content"][BATCH_MEDIA_TYPE] = _BATCH
    answer["headers"] = _HEADERS
