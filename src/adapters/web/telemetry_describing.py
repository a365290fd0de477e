"""What the document says of batches that the handler's declaration does not: their body."""

from typing import Any

from adapters.web.telemetry_body import JSON, NDJSON
from adapters.web.telemetry_intake import DEVICE_KEY
from adapters.web.telemetry_models import BATCH, BatchOfReadings, Reading

Document = dict[str, Any]

SEND = "/v1/telemetry/{device}"
_REF = "#/components/schemas/{model}"
_ENCODING: Document = {
    "name": "Content-Encoding",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "enum": ["gzip", "identity"]},
    "description": "gzip 即正文已压缩 / gzip: the body is packed",
    "examples": {"example": {"value": "identity"}},
}


def describe_telemetry(document: Document) -> None:
    """Complete the operation that takes readings in."""
    schemas = document["components"]["schemas"]
    for model in (Reading, BatchOfReadings):
        schema: Document = model.model_json_schema(ref_template=_REF)
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    operation = document["paths"][SEND]["post"]
    operation["security"] = [{DEVICE_KEY: []}]
    operation["parameters"] = [*operation.get("parameters", ()), _ENCODING]
    (row,) = BATCH["readings"]
    operation["requestBody"] = {
        "required": True,
        "content": {
            JSON: {
                "schema": {"$ref": _REF.format(model="BatchOfReadings")},
                "examples": {"example": {"value": BATCH}},
            },
            NDJSON: {
                "schema": {"$ref": _REF.format(model="Reading")},
                "examples": {"example": {"value": row}},
            },
        },
    }
