"""What can be asked of every list and every account: as of, known at, and which page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from adapters.web.answer import Instant
from adapters.web.calling import CALLING
from adapters.web.refusing import AnyRequest, naming
from application.events import Audience
from application.office import Office
from application.public_form import Reveal
from application.viewpoint import Viewpoint
from domain.access import Caller
from domain.personal import Personal

T = TypeVar("T")

MOST = 500
"""How long a page may be."""
USUAL = 100


def parameter(zh: str, en: str, *examples: Any, **limits: Any) -> QueryParameter:
    """Describe a query parameter in both languages, with examples."""
    shown = [Example(value=value) for value in examples]
    return QueryParameter(description=f"{zh} / {en}", examples=shown, **limits)


AsOf = Annotated[
    str | None,
    parameter(
        "截至, 按发生时间: 日期(取该日结束)或时刻; 默认现在",
        "As of, by when things occurred: a date (its end) or a moment; default now",
        "2022-09-30",
        "2022-09-30T12:00:00+08:00",
    ),
]
KnownAt = Annotated[
    str | None,
    parameter(
        "当时所知, 按记录时间: 日期(取该日结束)或时刻; 默认现在",
        "Known at, by when things were recorded: a date (its end) or a moment; default now",
        "2022-11-30",
    ),
]
Limit = Annotated[
    int,
    parameter(
        f"每页条数, 1 至 {MOST}, 默认 {USUAL}",
        f"How many on a page, 1 to {MOST}, default {USUAL}",
        10,
        ge=1,
        le=MOST,
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A viewpoint, how the client spelled it, and how he is shown what belongs to persons."""

    as_of: str | None
    known_at: str | None
    at: Viewpoint
    reveal: Reveal

    def show(self, personal: Personal | None) -> str | None:
        """Show what belongs to a person: the text, 已删除, or that it is masked."""
        return None if personal is None else self.reveal(personal)

    def echo(self) -> dict[str, Instant]:
        """Say in the answer what was asked and which moments that means."""
        return {
            "as_of": Instant(asked=self.as_of, moment=self.at.as_of),
            "known_at": Instant(asked=self.known_at, moment=self.at.known_at),
        }


def asked(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Asked:
    """Read the viewpoint of a request; refuses what is no time, naming the parameter."""
    now = office.clock.now()
    as_of, known_at = _plus(as_of), _plus(known_at)
    with naming("as_of"):
        Viewpoint.of(as_of, None, now)
    audience = Audience.of(caller)
    with naming("known_at"):
        at = Viewpoint.of(as_of, known_at, now, audience.scope)
    return Asked(as_of, known_at, at, audience.shown_by(office.reveal))


def _plus(text: str | None) -> str | None:
    # `+08:00` that was not percent-encoded arrives as ` 08:00`.
    return None if text is None else text.replace(" ", "+")


ASKED = {**CALLING, "asked": Provide(asked, sync_to_thread=False)}


def turn(
    request: AnyRequest, asked: Asked, limit: int, found: Sequence[T], key: Callable[[T], str | int]
) -> tuple[Sequence[T], dict[str, Any]]:
    """Cut a page out of what was found, which was asked for with one more than the limit.

    Gives the page and what every page says of itself.
    """
    page = found[:limit]
    further = len(found) > limit
    onwards = _address(request, asked, limit, key(page[-1])) if further else None
    return page, {**asked.echo(), "limit": limit, "next": onwards}


def _address(request: AnyRequest, asked: Asked, limit: int, after: str | int) -> str:
    """Address the next page; it looks at the books from the very same viewpoint."""
    pinned = {
        "as_of": asked.at.as_of,
        "known_at": asked.at.known_at,
        "after": str(after),
        "limit": str(limit),
    }
    return f"{request.url.path}?{urlencode({**request.query_params, **pinned})}"


def beyond(rows: Sequence[T], key: Callable[[T], str], after: str, limit: int) -> Sequence[T]:
    """Take what comes after a key, and one more, of rows that are in order of it."""
    return [row for row in rows if key(row) > after][: limit + 1]
