"""What the document says of operations that write: their key, their body, and where to look."""

from collections.abc import Iterable, Mapping
from typing import Any

from litestar.handlers import HTTPRouteHandler

from adapters.web.writing.headers import KEY, KEY_SHAPE
from adapters.web.writing.operation import fields_of

Document = dict[str, Any]

_KEY: Document = {
    "name": KEY,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": KEY_SHAPE},
    "description": (
        "由客户端生成的命令编号: 同一编号重复提交得到第一次的答复, 内容不同则拒绝 / "
        "The command's id, made by the client: repeated, it gets its first answer again; with "
        "other contents it is refused"
    ),
    "examples": {"example": {"value": "8c5f5a52-6d2a-4d0f-9a39-2f1f6d6c9e10"}},
}
_LOCATION: Document = {
    "Location": {
        "description": "可在何处查到 / Where what came to be can be read",
        "schema": {"type": "string"},
    }
}
_REF = "#/components/schemas/{model}"


def describe(document: Document, handlers: Iterable[HTTPRouteHandler]) -> None:
    """Complete the operations that write with what only their handlers know."""
    operations = {
        methods["post"]["operationId"]: methods["post"]
        for methods in document["paths"].values()
        if "post" in methods
    }
    for handler in handlers:
        told = fields_of(handler)
        if told is not None:
            operation = operations[handler.handler_name]
            operation["parameters"] = [_KEY, *operation.get("parameters", ())]
            operation["requestBody"] = _body(*told, document["components"]["schemas"])
            operation["responses"]["201"]["headers"] = _LOCATION


def _body(model: Any, example: Mapping[str, Any], schemas: Document) -> Document:
    schema: Document = model.model_json_schema(ref_template=_REF)
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema
    return {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": _REF.format(model=model.__name__)},
                "examples": {"example": {"value": dict(example)}},
            }
        },
    }
