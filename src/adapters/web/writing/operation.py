"""How an operation that writes is declared: in both languages, with a body that can be tried."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from anyio import to_thread
from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec

from adapters.web.answer import Model
from adapters.web.body_problem import (
    BAD_HEADER,
    MEDIA_TYPE_NOT_READ,
    MISSHAPEN_BODY,
    TOO_LARGE,
    TOO_MANY,
    UNREADABLE_BODY,
)
from adapters.web.key_problems import KEY_KINDS
from adapters.web.operation import answer, errors
from adapters.web.problem import (
    BAD_PARAMETER,
    DATABASE_AWAY,
    FORBIDDEN,
    FOREIGN_HOST,
    INTERNAL,
    NOT_FOUND,
    REFUSED,
    UNKNOWN_PARAMETER,
)
from adapters.web.writing.body import Body
from adapters.web.writing.submission import RECORDED, Recorded, Submission

PROBLEMS = (
    BAD_PARAMETER,
    UNKNOWN_PARAMETER,
    BAD_HEADER,
    UNREADABLE_BODY,
    *KEY_KINDS,
    FORBIDDEN,
    NOT_FOUND,
    REFUSED,
    TOO_LARGE,
    MEDIA_TYPE_NOT_READ,
    FOREIGN_HOST,
    MISSHAPEN_BODY,
    TOO_MANY,
    INTERNAL,
    DATABASE_AWAY,
)

Writing = Callable[..., Response[Any]]
Answers = tuple[Model, Model]
BODY, EXAMPLE = "body", "example"


def writes(
    path: str,
    *,
    tag: str,
    zh: str,
    en: str,
    more: tuple[str, str],
    body: type[Body],
    example: Mapping[str, Any],
    answers: Answers | None = None,
) -> Callable[[Writing], HTTPRouteHandler]:
    """Declare a handler that writes; `example` is a body, and those of all operations in their
    order are one story, which can be told to the demo. `answers` are examples of the first answer
    and of a repeated one, where they say more than where the command was recorded.

    The handler runs in a thread and gives its answer; waiting for the views keeps no thread.
    """

    def declare(write: Writing) -> HTTPRouteHandler:
        @wraps(write)
        async def handler(**given: Any) -> Response[Any]:
            submission: Submission = given["submission"]
            recorded = await to_thread.run_sync(partial(write, **given))
            if not isinstance(recorded.content, Recorded):
                return recorded
            return await submission.settled(recorded)

        return post(
            path,
            tags=[tag],
            summary=f"{zh} / {en}",
            description="\n\n".join(more),
            responses=_responses(*(answers or _USUAL)),
            status_code=201,
            opt={BODY: body, EXAMPLE: example},
        )(handler)

    return declare


_USUAL: Answers = (RECORDED, RECORDED.model_copy(update={"repeated": True}))


def _responses(first: Model, again: Model) -> Mapping[int, ResponseSpec]:
    return {
        201: answer(first, "已记账 / Recorded"),
        200: answer(again, "先前已记账, 或没有变化 / Recorded before, or nothing changed"),
        **errors(PROBLEMS),
    }


def fields_of(handler: Any) -> tuple[type[Body], Mapping[str, Any]] | None:
    """The body that a handler reads and an example of it; None for one that only reads."""
    opt: Mapping[str, Any] = handler.opt
    return (opt[BODY], opt[EXAMPLE]) if BODY in opt else None
