"""问题说明: what `type` of a problem points to."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.body_problem import KINDS_OF_WRITING
from adapters.web.feed.problems import KINDS_OF_FOLLOWING
from adapters.web.key_problems import DEVICE_KEY_MISSING, KEY_KINDS
from adapters.web.markup import Html, tag
from adapters.web.operation import in_path
from adapters.web.page import english, page
from adapters.web.problem import KINDS, NO_SUCH_PATH
from adapters.web.refusing import Unanswerable
from adapters.web.telemetry_problems import KINDS_OF_TELEMETRY
from domain.refusal import Refusal

EVERY_KIND = (
    *KINDS,
    *KEY_KINDS,
    DEVICE_KEY_MISSING,
    *KINDS_OF_WRITING,
    *KINDS_OF_TELEMETRY,
    *KINDS_OF_FOLLOWING,
)

_CODE = in_path("问题代码", "The code of the problem", "bad-parameter")


@get("/problems/{code:str}", include_in_schema=False, sync_to_thread=False)
def problem_page(code: Annotated[str, _CODE], demo: NamedDependency[bool]) -> Response[str]:
    """Explain one kind of problem."""
    explained = _kind(code) or _refusal(code, Refusal)
    if explained is None:
        raise Unanswerable(NO_SUCH_PATH)
    return page(code, *explained, tag("p", tag("code", code)), demo=demo)


def _kind(code: str) -> list[Html] | None:
    kind = next((each for each in EVERY_KIND if each.code == code), None)
    if kind is None:
        return None
    return [
        tag("h1", kind.title, " ", english(kind.title_en)),
        tag("p", kind.detail),
        english(kind.detail_en, "p"),
        tag("p", f"HTTP {kind.status}"),
    ]


def _refusal(code: str, above: type[Refusal]) -> list[Html] | None:
    for refusal in above.__subclasses__():
        if refusal.code == code:
            said = refusal()
            return [
                tag("h1", "办不到 ", english("Refused")),
                tag("p", said.zh),
                english(said.en, "p"),
            ]
        below = _refusal(code, refusal)
        if below is not None:
            return below
    return None
