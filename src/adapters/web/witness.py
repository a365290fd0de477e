"""The witness: what a request was refused goes on the record, once its answer is out.

So the record neither delays nor fails an answer, and how long an answer takes tells nothing of
what was looked up for the record.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from litestar.concurrency import sync_to_thread

from adapters.web.permitting import NotPermitted
from adapters.web.porter import NotAdmitted, Porter
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import SEEN, Seen, Unanswerable
from application.access_record import Refused, legible
from application.keys import Trouble
from application.office import Office
from domain.access import Action, Caller, Role, Verdict, scope_of
from domain.access_record import Why

NOT_RECORDED = "access-not-recorded"
NOT_LISTED = "access-not-listed"
"""What the porter counts them as."""

AskAgain = Callable[[Any], Awaitable[int]]
"""Asks the same question with another scope, and gives the status of the answer."""

_log = logging.getLogger(__name__)
_FOUND, _NOT_THERE = 200, 404
_TROUBLES = {Trouble.EXPIRED: Why.EXPIRED, Trouble.REVOKED: Why.REVOKED}


class Witness:
    """Writes down what callers who are known were refused; strangers are only counted."""

    def __init__(self, office: Office, porter: Porter) -> None:
        """Write in the office's record; the porter counts what cannot be written."""
        self._office = office
        self._porter = porter

    async def note(self, scope: Any, seen: Seen, ask_again: AskAgain) -> None:
        """Note what a request was refused, if it was; never raises."""
        try:
            refused = await _refused(scope, seen, ask_again)
            if refused is not None:
                await sync_to_thread(self._note, refused)
        except Exception:
            self._porter.count(NOT_RECORDED)
            asked, who = legible(_asked(scope)), seen.caller and seen.caller.name
            told = {"code": NOT_RECORDED, "asked": asked, "caller": who}
            _log.exception("a refused access is not on record: %s by %s", asked, who, extra=told)

    def _note(self, refused: Refused) -> None:
        if not self._office.access.refused(refused):
            self._porter.count(NOT_LISTED)
            asked, who = legible(refused.asked), refused.caller.name
            told = {"code": NOT_LISTED, "asked": asked, "caller": who}
            _log.warning("not listed, as the day is full: %s by %s", asked, who, extra=told)


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
