"""短信回执: what the gateway tells of a message afterwards; and the short addresses in messages.

The gateway has no key of ours: it signs what it says.
"""

from typing import Annotated

from anyio import to_thread
from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from adapters.web.body_problem import TOO_LARGE, UNREADABLE_BODY
from adapters.web.operation import in_path
from adapters.web.problem import FORBIDDEN, NO_SUCH_PATH, NOT_FOUND
from adapters.web.refusing import AnyRequest, Unanswerable
from application.alert_texts import number_spelled
from application.office import Office
from application.ports.messenger import BadReport, Report

MOST_BYTES = 4_096
Code = Annotated[str, in_path("短码", "The code in the message", "2kf")]
_TIME, _SIGNATURE = "x-timestamp", "x-signature"


@post("/v1/messages/receipts", include_in_schema=False, status_code=204)
async def take_receipt(request: AnyRequest, office: NamedDependency[Office]) -> None:
    """Keep what the gateway reports; said once more it changes nothing."""
    parts: list[bytes] = []
    async for part in request.stream():
        parts.append(part)
        if sum(map(len, parts)) > MOST_BYTES:
            raise Unanswerable(TOO_LARGE)
    told = (request.headers.get(_TIME, ""), request.headers.get(_SIGNATURE, ""), b"".join(parts))
    report = _read(office, *told)
    if not await to_thread.run_sync(_keep, office, report):
        raise Unanswerable(NOT_FOUND)


@get("/a/{code:str}", include_in_schema=False, sync_to_thread=False)
def short_address(code: Code) -> Redirect:
    """Lead from a message to its alert, which shows itself to who may see it."""
    if number_spelled(code) is None:
        raise Unanswerable(NO_SUCH_PATH)
    return Redirect(f"/v1/alerts/{code}", status_code=302)


def _read(office: Office, timestamp: str, signature: str, body: bytes) -> Report:
    """Read a report; raises 404 where there is no gateway, 403 and 400."""
    if office.reports is None:
        raise Unanswerable(NO_SUCH_PATH)
    try:
        report = office.reports.read(timestamp, signature, body)
    except BadReport as unreadable:
        raise Unanswerable(UNREADABLE_BODY) from unreadable
    if report is None:
        raise Unanswerable(FORBIDDEN)
    return report


def _keep(office: Office, report: Report) -> bool:
    told = "delivered" if report.delivered else "undelivered"
    return office.alerting.desk.report(report.message, told, office.clock.now())
