"""What can be asked of the ways by HTTP, as an AsyncAPI document says it.

Words and limits are those with which the operations declare their parameters.
"""

from typing import Any, get_args

from litestar.params import QueryParameter

from adapters.web.asking import USUAL, Limit
from adapters.web.feed.describing import SHAPES
from adapters.web.feed.listener import After, FilterText, Subject, Types
from adapters.web.feed.pull import Wait
from adapters.web.parameter_shapes import shaped

Part = dict[str, Any]

_LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "minLength": "min_length",
    "maxLength": "max_length",
}


def _asked(parameter: Any, **shape: Any) -> Part:
    """Say of a parameter what its declaration says."""
    told: QueryParameter = get_args(parameter)[1]
    limits = {word: getattr(told, name) for word, name in _LIMITS.items()}
    known = {word: limit for word, limit in limits.items() if limit is not None}
    return {"description": told.description, **shape, **known}


def _as_declared_elsewhere(name: str, parameter: Any) -> Part:
    return {"description": _asked(parameter)["description"], **SHAPES[name]}


def _query(**properties: Part) -> Part:
    return {"type": "object", "properties": properties, "additionalProperties": False}


_WANTED: dict[str, Part] = {
    "type": _as_declared_elsewhere("type", Types),
    "subject": shaped("subject", _asked(Subject, type="string")),
    "filter": _as_declared_elsewhere("filter", FilterText),
    "after": _asked(After, type="integer", default=0),
}

STREAM_QUERY = _query(**_WANTED)
PULL_QUERY = _query(
    **_WANTED,
    limit=_asked(Limit, type="integer", default=USUAL),
    wait=_asked(Wait, type="integer", default=0),
)
