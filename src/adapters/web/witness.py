"""The witness: what a request was refused goes on the record, once its answer is out.

So the record neither delays nor fails an answer, and how long an answer takes tells nothing of
what was looked up for the record.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from litestar.concurrency import sync_to_thread

from adapters.web.permitting import NotPermitted
from adapters.web.porter import NotAdmitted
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import SEEN, Seen, Unanswerable
from adapters.web.watching import told_apart
from application.access_record import Refused
from application.journal import note
from application.keys import Trouble
from application.office import Office
from domain.access import Action, Caller, Role, Verdict, scope_of
from domain.access_record import Why

AskAgain = Callable[[Any], Awaitable[int]]
"""Asks the same question with another scope, and gives the status of the answer."""

_log = logging.getLogger(__name__)
_FOUND, _NOT_THERE = 200, 404
_TROUBLES = {Trouble.EXPIRED: Why.EXPIRED, Trouble.REVOKED: Why.REVOKED}


class Witness:
    """Writes down what callers who are known were refused; strangers are only counted."""

    def __init__(self, office: Office) -> None:
        """Write in the office's record; its meter counts what cannot be written."""
        self._office = office

    async def note(self, scope: Any, seen: Seen, ask_again: AskAgain) -> None:
        """Note what a request was refused, if it was; never raises."""
        try:
            refused = await _refused(scope, seen, ask_again)
            listed = refused is None or await sync_to_thread(self._office.access.refused, refused)
        except Exception as fault:
            self._office.meter.unrecorded("access-not-recorded")
            told, level = _told(scope, seen), logging.ERROR
            note(
                _log, "access-not-recorded", "访问被拒而未能记录", level=level, fault=fault, **told
            )
        else:
            if not listed:
                self._office.meter.unrecorded("access-not-listed")
                told, level = _told(scope, seen), logging.WARNING
                note(_log, "access-not-listed", "当日访问记录已满, 此次未列入", level=level, **told)


def _told(scope: Any, seen: Seen) -> dict[str, Any]:
    return {"caller": seen.caller and seen.caller.name, **told_apart(scope)}


async def _refused(scope: Any, seen: Seen, ask_again: AskAgain) -> Refused | None:
    match seen.no:
        case NotPermitted(caller=caller, action=action, verdict=verdict):
            why = Why.FOREIGN if verdict is Verdict.FOREIGN else Why.FORBIDDEN
            return Refused(caller, why, action, _asked(scope), _thing(seen.no))
        case NotAdmitted(caller=Caller() as caller, trouble=Trouble() as trouble):
            return Refused(caller, _TROUBLES[trouble], None, _asked(scope), "")
        case Unanswerable(kind=kind) if kind is NOT_FOUND:
            return await _foreign(scope, seen.no, seen.caller, ask_again)
        case _:
            return None


async def _foreign(
    scope: Any, no: Unanswerable, caller: Caller | None, ask_again: AskAgain
) -> Refused | None:
    """What a caller did not find and the office would have."""
    if caller is None or scope_of(caller).everything or scope["method"] not in {"GET", "HEAD"}:
        return None
    office = Seen(Caller(caller.name, Role.DISTRICT))
    status = await ask_again({**scope, "method": "GET", SEEN: office})
    if status not in {_FOUND, _NOT_THERE}:
        raise RuntimeError(f"whether it exists was answered with {status}")
    if status == _NOT_THERE:
        return None
    return Refused(caller, Why.FOREIGN, Action.READ, _asked(scope), _thing(no))


def _asked(scope: Any) -> str:
    return f"{scope['method']} {scope['path']}"


def _thing(no: Unanswerable) -> str:
    return ", ".join(f"{name}={value}" for name, value in no.told.get("facts", {}).items())
