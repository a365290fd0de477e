"""How whatever goes wrong becomes a problem that a client can read."""

import logging
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from adapters.web.body_problem import TOO_LARGE
from adapters.web.problem import (
    BAD_PARAMETER,
    BAD_REQUEST,
    DATABASE_AWAY,
    INTERNAL,
    MEDIA_TYPE,
    METHOD_NOT_ALLOWED,
    NO_SUCH_PATH,
    NOT_FOUND,
    REFUSED,
    Kind,
    Problem,
    encoded,
)
from adapters.web.watching import told_apart
from application.answering import LogNotWritable, LogUnreachable
from application.journal import note
from application.ports.fact_book import Unreachable
from domain.access import Caller
from domain.refusal import Refusal

_log = logging.getLogger(__name__)

AnyRequest = Request[Any, Any, Any]


class Unanswerable(Exception):  # noqa: N818 - an answer, not a fault
    """A request of a known kind of problem."""

    def __init__(self, kind: Kind, **told: Any) -> None:
        """Keep what `Kind.problem` is to be told."""
        super().__init__(kind.code)
        self.kind = kind
        self.told = told

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer's headers are to say beside."""
        return {}


def not_found(**facts: str) -> Unanswerable:
    """Say that there is nothing under this number, from this viewpoint."""
    return Unanswerable(NOT_FOUND, facts=facts)


@contextmanager
def naming(field: str) -> Generator[None]:
    """Let a refusal say which parameter it is about."""
    try:
        yield
    except Refusal as no:
        raise Unanswerable(
            BAD_PARAMETER, detail=no.zh, detail_en=no.en, field=field, facts=no.facts
        ) from no


def answered(problem: Problem, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """Answer with a problem."""
    return Response(
        encoded(problem),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


SEEN = "tanguanjia.seen"
"""Where a request's scope keeps what is seen of it, for the record."""


@dataclass
class Seen:
    """What is seen of one request: who calls, and how it came to no answer."""

    caller: Caller | None = None
    no: Unanswerable | None = None


def _unanswerable(request: AnyRequest, no: Unanswerable) -> Response[bytes]:
    scope: Any = request.scope
    scope[SEEN].no = no
    return answered(no.kind.problem(instance=request.url.path, **no.told), no.headers)


def _refused(request: AnyRequest, no: Refusal) -> Response[bytes]:
    problem = REFUSED.problem(
        instance=request.url.path, detail=no.zh, detail_en=no.en, facts=no.facts
    )
    own = {"code": no.code, "type": f"/problems/{no.code}"}
    return answered(problem.model_copy(update=own))


def _not_writable(request: AnyRequest, full: LogNotWritable) -> Response[bytes]:
    note(
        _log,
        "log-not-writable",
        "账册写不进去",
        level=logging.ERROR,
        fault=full,
        **told_apart(request.scope),
    )
    problem = DATABASE_AWAY.problem(
        instance=request.url.path, detail=full.zh, detail_en=full.en, facts=full.facts
    )
    own = {"code": full.code, "type": f"/problems/{full.code}"}
    return answered(problem.model_copy(update=own), {"retry-after": "60"})


def _too_large(request: AnyRequest, _: RequestEntityTooLarge) -> Response[bytes]:
    return answered(TOO_LARGE.problem(instance=request.url.path), {"connection": "close"})


def _away(request: AnyRequest, lost: Exception) -> Response[bytes]:
    _note_away(request, lost)
    problem = DATABASE_AWAY.problem(instance=request.url.path)
    return answered(problem, {"retry-after": "5"})


def _note_away(request: AnyRequest, lost: Exception) -> None:
    note(
        _log,
        "database-away",
        "数据库无法访问",
        level=logging.WARNING,
        fault=lost,
        **told_apart(request.scope),
    )


def _misshapen(request: AnyRequest, wrong: ValidationException) -> Response[bytes]:
    errors = wrong.extra if isinstance(wrong.extra, list) else []
    first: dict[str, str] = errors[0] if errors else {}
    field, reason = first.get("key"), first.get("message", wrong.detail)
    problem = BAD_PARAMETER.problem(
        instance=request.url.path,
        detail=f"参数 {field or ''} 的值不合要求。",
        detail_en=f"{reason}.",
        field=field,
    )
    return answered(problem)


def _no_such_path(request: AnyRequest, _: NotFoundException) -> Response[bytes]:
    return answered(NO_SUCH_PATH.problem(instance=request.url.path))


def _method(request: AnyRequest, no: MethodNotAllowedException) -> Response[bytes]:
    told = {name.lower(): value for name, value in (no.headers or {}).items()}
    methods = {method.strip() for method in told.get("allow", "").split(",")}
    # The router knows nothing of HEAD, which the doorway answers.
    methods |= {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
    headers = {**told, "allow": ", ".join(sorted(methods - {""}))}
    return answered(METHOD_NOT_ALLOWED.problem(instance=request.url.path), headers)


def _http(request: AnyRequest, no: HTTPException) -> Response[bytes]:
    if no.status_code >= INTERNAL.status:
        return _fault(request, no)
    problem = BAD_REQUEST.problem(instance=request.url.path, detail_en=f"{no.detail}.")
    return answered(problem.model_copy(update={"status": no.status_code}), no.headers)


def _fault(request: AnyRequest, fault: Exception) -> Response[bytes]:
    if is_away(fault):
        return _away(request, fault)
    # The client learns that there is a fault; where it lies is for the log.
    _note_fault(request, fault)
    return answered(INTERNAL.problem(instance=request.url.path))


def note_broken_off(request: AnyRequest, fault: Exception) -> None:
    """Note why an answer that has begun ends early: nothing more can be told to its client."""
    if is_away(fault):
        _note_away(request, fault)
    else:
        _note_fault(request, fault)


def _note_fault(request: AnyRequest, fault: Exception) -> None:
    note(
        _log,
        "request-failed",
        "程序出错",
        level=logging.ERROR,
        fault=fault,
        **told_apart(request.scope),
    )


# What every driver calls the loss of its database (PEP 249), and the pool that waited for it.
_LOST = frozenset({"OperationalError", "InterfaceError", "TimeoutError"})


def is_away(fault: Exception) -> bool:
    """Whether it is the database that failed, whichever it is and however deep it was asked."""
    if isinstance(fault, LogUnreachable | Unreachable):
        return True
    return not _LOST.isdisjoint(kind.__name__ for kind in type(fault).__mro__)


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[bytes]]] = {
    Unanswerable: _unanswerable,
    NotFoundException: _no_such_path,
    MethodNotAllowedException: _method,
    ValidationException: _misshapen,
    RequestEntityTooLarge: _too_large,
    HTTPException: _http,
    LogUnreachable: _away,
    LogNotWritable: _not_writable,
    Unreachable: _away,
    Refusal: _refused,
    Exception: _fault,
}
