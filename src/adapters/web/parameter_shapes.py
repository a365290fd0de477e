"""What the document says of the texts that an address may hold: as much as they are checked for.

The checks themselves answer in both languages and name the parameter, which a pattern in the
declaration of a parameter would not.
"""

from collections.abc import Mapping
from typing import Any

from adapters.web.writing.fields import ADSORBER, CREDIT_CODE, TOWN

Schema = dict[str, Any]

_TIME: Schema = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
}
_CODE: Schema = {"pattern": CREDIT_CODE, "format": "credit-code"}
_NO_CONTROL = r"^[^\u0000-\u001f\u007f]*$"

SHAPES: Mapping[str, Schema] = {
    "as_of": _TIME,
    "from": _TIME,
    "to": _TIME,
    "known_at": _TIME,
    "effective": _TIME,
    "code": _CODE,
    "enterprise": _CODE,
    "adsorber": {"pattern": ADSORBER},
    "charge": {"pattern": f"{ADSORBER[:-1]}-[0-9]{{1,2}}-[0-9]{{1,6}}$"},
    "town": {"pattern": TOWN},
}


def shaped(name: str, schema: Schema) -> Schema:
    """Complete the schema of a parameter."""
    if schema.get("type") != "string" or "enum" in schema or "pattern" in schema:
        return schema
    shape = SHAPES.get(name, {"pattern": _NO_CONTROL})
    rest = {key: value for key, value in schema.items() if key != "type"}
    return rest | shape if "anyOf" in shape else schema | shape
