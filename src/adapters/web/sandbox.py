"""The clock of a sandbox, which whoever tries things out may turn. No other server has it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide

from adapters.web.answer import Model, told
from adapters.web.asking import parameter
from adapters.web.parameters import only_known_parameters
from adapters.web.problem import BAD_PARAMETER
from adapters.web.refusing import Unanswerable, naming
from application.ports.clock import TurnableClock
from application.viewpoint import Viewpoint

_MOST_H = 24 * 366

To = Annotated[
    str | None,
    parameter(
        "拨到哪一时刻(只写日期即该日结束)",
        "The moment to turn to; a bare date means its end",
        "2022-12-05T09:00:00+08:00",
    ),
]
ForwardH = Annotated[
    int | None, parameter("往前拨几小时", "By how many hours", 72, ge=1, le=_MOST_H)
]


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What a sandbox has that no other server has."""

    clock: TurnableClock


class ClockFace(Model):
    """沙箱的时钟 / The clock of the sandbox"""

    now: str = told("时钟所指", "What it tells", "2022-11-30T18:00:00+08:00")


@get("/clock", sync_to_thread=False)
def clock_face(sandbox: NamedDependency[Sandbox]) -> ClockFace:
    """Tell the time in the sandbox."""
    return _face(sandbox.clock)


@post("/clock", status_code=200, sync_to_thread=False)
def turn_clock(
    sandbox: NamedDependency[Sandbox], to: To = None, forward_h: ForwardH = None
) -> ClockFace:
    """Turn the clock to a moment, or by some hours."""
    if (to is None) == (forward_h is None):
        raise Unanswerable(BAD_PARAMETER, field="to")
    with naming("to" if forward_h is None else "forward_h"):
        sandbox.clock.turn_to(_moment(sandbox.clock.now(), to, forward_h))
    return _face(sandbox.clock)


def sandbox_of(clock: TurnableClock) -> Router:
    """The addresses that only a sandbox has; they are in no document of the API."""
    return Router(
        "/sandbox",
        route_handlers=[clock_face, turn_clock],
        dependencies={"sandbox": Provide(lambda: Sandbox(clock), sync_to_thread=False)},
        before_request=only_known_parameters,
        include_in_schema=False,
    )


def _face(clock: TurnableClock) -> ClockFace:
    return ClockFace(now=clock.now().isoformat())


def _moment(now: datetime, to: str | None, forward_h: int | None) -> datetime:
    if forward_h is not None:
        return now + timedelta(hours=forward_h)
    return Viewpoint.of(None if to is None else to.replace(" ", "+"), None, now).moment
