"""A parameter that an address does not have is refused: to ignore it could mislead.

Who asks with `asof=2022-09-30` and is answered as of today would not notice.
"""

import re
from functools import lru_cache
from typing import get_origin

from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter
from litestar.typing import FieldDefinition

from adapters.web.problem import BAD_PARAMETER, UNKNOWN_PARAMETER
from adapters.web.refusing import AnyRequest, Unanswerable

# No number or name holds one, and PostgreSQL cannot even look for the first of them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


async def only_known_parameters(request: AnyRequest) -> None:
    """Refuse a parameter that is missing, given twice, unreadable, or none of the operation's."""
    known = _known(request.route_handler)
    given = [name for name, _ in request.query_params.multi_items()]
    for name, value in (*request.path_params.items(), *request.query_params.multi_items()):
        if _CONTROL.search(str(value)):
            raise Unanswerable(BAD_PARAMETER, field=name)
    for name in given:
        _must_be_known(name, sorted(known))
        if given.count(name) > 1 and not _repeatable(known[name]):
            raise _twice(name)
        if request.query_params[name] == "null" and _reads_null(known[name]):
            raise Unanswerable(BAD_PARAMETER, field=name)
    for name, field in known.items():
        if field.is_required and name not in given:
            raise _missing(name)


def _must_be_known(name: str, known: list[str]) -> None:
    if name not in known:
        raise Unanswerable(
            UNKNOWN_PARAMETER,
            field=name,
            detail=f"这个地址没有参数 {name}; 可用: {'、'.join(known)}。",
            detail_en=f"There is no parameter {name} here; known: {', '.join(known)}.",
        )


def _twice(name: str) -> Unanswerable:
    return Unanswerable(
        UNKNOWN_PARAMETER,
        field=name,
        detail=f"参数 {name} 只能写一次。",
        detail_en=f"The parameter {name} can be given once only.",
    )


def _repeatable(field: FieldDefinition) -> bool:
    return any(get_origin(kind) is list for kind in field.args)


def _reads_null(field: FieldDefinition) -> bool:
    """Whether `null` would count as nothing said; a choice such as `code` has no such value."""
    return field.is_optional and str not in field.args


def _missing(name: str) -> Unanswerable:
    return Unanswerable(
        BAD_PARAMETER,
        field=name,
        detail=f"缺少参数 {name}。",
        detail_en=f"The parameter {name} is missing.",
    )


@lru_cache(maxsize=256)
def _known(handler: BaseRouteHandler) -> dict[str, FieldDefinition]:
    """The query parameters of a handler and of what it depends on."""
    own = handler.parsed_fn_signature.parameters
    needed = [
        provider.parsed_fn_signature.parameters
        for name, provider in handler.resolve_dependencies().items()
        if name in own
    ]
    return {
        field.kwarg_definition.name or name: field
        for fields in (own, *needed)
        for name, field in fields.items()
        if isinstance(field.kwarg_definition, QueryParameter)
    }
