"""Who calls: nobody gets past `admitted` unrecognised, and handlers ask for the `caller`."""

from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler

from adapters.web.permitting import NotPermitted
from adapters.web.porter import AT_THIS_MACHINE, NotAdmitted, Porter
from adapters.web.refusing import SEEN, AnyRequest, Seen
from adapters.web.watching import note_caller
from domain.access import RIGHTS, Action, Caller, Verdict, scope_of

__all__ = [
    "ADMITTED",
    "AT_THIS_MACHINE",
    "CALLING",
    "PORTER",
    "admitted",
    "caller",
    "insider",
    "still_admitted",
]

PORTER = "porter"
"""Where the porter of an application stands in its state."""

_READING = frozenset({"GET", "HEAD"})

AnyConnection = ASGIConnection[Any, Any, Any, Any]


OWN_DOOR = "own_door"
"""What an operation has among its options that asks for keys of another kind, and by itself."""


async def admitted(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """Let in whoever shows a good key, and let only those read who have the right to.

    Raises `NotAdmitted` and `NotPermitted`.
    """
    if handler.opt.get(OWN_DOOR):
        return
    asks = await sync_to_thread(_recognised, connection)
    scope: Any = connection.scope
    if scope["method"] in _READING and Action.READ not in RIGHTS[asks.role]:
        raise NotPermitted(asks, Action.READ, Verdict.FORBIDDEN)


ADMITTED = (admitted,)
"""The guards of everything that shows books."""


def caller(request: AnyRequest) -> Caller:
    """Tell who calls; raises `NotAdmitted` where no guard has done so before."""
    return _recognised(request)


def still_admitted(connection: AnyConnection, asks: Caller) -> bool:
    """Whether the key of an answer that goes on is still good, and still the same caller's.

    Raises what a lost database raises.
    """
    try:
        return _shown_by(connection) == asks
    except NotAdmitted:
        return False


def insider(request: AnyRequest) -> bool:
    """Whether the caller may know how the machine is: a stranger's bad key is as good as none."""
    try:
        asks = _recognised(request)
    except NotAdmitted:
        return False
    return Action.OPERATE in RIGHTS[asks.role] or scope_of(asks).everything


CALLING = {"caller": Provide(caller, sync_to_thread=True)}


def _recognised(connection: AnyConnection) -> Caller:
    scope: Any = connection.scope
    seen: Seen = scope[SEEN]
    if seen.caller is None:
        seen.caller = _shown_by(connection)
        note_caller(scope, seen.caller)
    return seen.caller


def _shown_by(connection: AnyConnection) -> Caller:
    scope: Any = connection.scope
    porter: Porter = connection.app.state[PORTER]
    address = connection.client.host if connection.client else ""
    return porter.caller(scope["headers"], address)
