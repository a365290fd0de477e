"""How an operation of the API is declared: in both languages, with examples and its errors."""

from collections.abc import Callable, Sequence
from inspect import iscoroutinefunction
from typing import Annotated, Any

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.params import PathParameter

from adapters.web.answer import Model
from adapters.web.body_problem import BAD_HEADER, MEDIA_TYPE_NOT_READ, MISSHAPEN_BODY, TOO_MANY
from adapters.web.key_problems import KEY_KINDS
from adapters.web.problem import (
    BAD_PARAMETER,
    DATABASE_AWAY,
    FORBIDDEN,
    FOREIGN_HOST,
    INTERNAL,
    MEDIA_TYPE,
    UNKNOWN_PARAMETER,
    Kind,
    Problem,
)

ALWAYS = (
    BAD_PARAMETER,
    UNKNOWN_PARAMETER,
    *KEY_KINDS,
    FORBIDDEN,
    FOREIGN_HOST,
    TOO_MANY,
    INTERNAL,
    DATABASE_AWAY,
)


def reads(
    path: str,
    *,
    tag: str,
    zh: str,
    en: str,
    more: tuple[str, str],
    example: Model | ResponseSpec,
    problems: Sequence[Kind] = (),
) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Declare a handler that reads; `more` is a paragraph in 中文 and one in English.

    It runs in a thread, so that a slow database does not hold up the others; one that waits is a
    coroutine, and sees to that itself.
    """
    told = answer(example) if isinstance(example, Model) else example

    def declare(handler: Callable[..., Any]) -> HTTPRouteHandler:
        return get(
            path,
            tags=[tag],
            summary=f"{zh} / {en}",
            description="\n\n".join(more),
            responses={200: told, **errors((*ALWAYS, *problems))},
            sync_to_thread=None if iscoroutinefunction(handler) else True,
        )(handler)

    return declare


def answer(example: Model, description: str = "有结果 / An answer") -> ResponseSpec:
    """Describe the answer by an example of it."""
    return ResponseSpec(
        type(example),
        generate_examples=False,
        description=description,
        examples=[Example(id="example", value=example.model_dump(mode="json"))],
    )


def errors(kinds: Sequence[Kind]) -> dict[int, ResponseSpec]:
    """Describe what can go wrong, one entry per status, one example per kind."""
    return {
        status: _error([kind for kind in kinds if kind.status == status])
        for status in sorted({kind.status for kind in kinds})
    }


def _error(kinds: Sequence[Kind]) -> ResponseSpec:
    return ResponseSpec(
        Problem,
        generate_examples=False,
        description="; ".join(f"{kind.title} / {kind.title_en}" for kind in kinds),
        media_type=MEDIA_TYPE,
        examples=[_problem(kind) for kind in kinds],
    )


def _problem(kind: Kind) -> Example:
    shown = kind.problem(instance="/v1/…", field=_FIELDS.get(kind.code))
    value = shown.model_dump(mode="json", exclude_none=True)
    return Example(id=kind.code, summary=f"{kind.title} / {kind.title_en}", value=value)


_FIELDS = {
    BAD_PARAMETER.code: "as_of",
    UNKNOWN_PARAMETER.code: "asof",
    BAD_HEADER.code: "Idempotency-Key",
    MEDIA_TYPE_NOT_READ.code: "Content-Type",
    MISSHAPEN_BODY.code: "/filled_kg",
}


def in_path(zh: str, en: str, example: str | int, **limits: Any) -> PathParameter:
    """Describe a part of the path in both languages, with an example."""
    shown = [Example(value=example)]
    return PathParameter(description=f"{zh} / {en}", examples=shown, **limits)


EnterpriseInPath = Annotated[
    str, in_path("统一社会信用代码", "Unified social credit code", "91330411MAW7DF1000")
]
AdsorberInPath = Annotated[
    str, in_path("装置编号", "The number on the adsorber's label", "TADF100001")
]
