"""The application as a process runs it: with the limits of its environment, counted and noted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.web.app import create_app
from adapters.web.by_message import ByMessage
from adapters.web.limits import Limits
from adapters.web.watching import Watched
from application.demonstration import Demonstration
from application.office import Office
from application.ports.clock import TurnableClock
from application.ports.commands import TakeCommand

_ANY = 10**9


def for_http(
    office: Office,
    environment: Mapping[str, str],
    *,
    demo: Demonstration | None,
    allowed_hosts: frozenset[str],
    sandbox: TurnableClock | None,
) -> Any:
    """The application for a server; that of a sandbox has its clock as well."""
    limits = Limits.set_by(environment)
    app = create_app(office, demo=demo, allowed_hosts=allowed_hosts, limits=limits, sandbox=sandbox)
    return Watched(app, office.meter, app.leave)


def for_messages(
    office: Office, environment: Mapping[str, str], *, demo: Demonstration | None
) -> TakeCommand:
    """The application for commands that come by message, without HTTP.

    It is one of its own, since each lives in one event loop. How many come at once is up to whoever
    takes them from their queue, so nobody is turned away for their number.
    """
    limits = replace(Limits.set_by(environment), writes_per_s=_ANY, writes_at_once=_ANY)
    return ByMessage(Watched(create_app(office, demo=demo, limits=limits), office.meter))
