"""度量: how the program and its books fare, for Prometheus and its kin."""

import platform
from importlib.metadata import version

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.calling import AT_THIS_MACHINE, caller
from adapters.web.exposition import MEDIA_TYPE, exposed
from adapters.web.permitting import permit
from adapters.web.process import process_readings
from adapters.web.refusing import AnyRequest, is_away
from application.office import Office
from application.ports.meter import Kind, Reading, Sample
from application.readings import readings
from domain.access import DISTRICTS_OWN, Action, Caller


@get("/metrics", include_in_schema=False, sync_to_thread=True)
def metrics(office: NamedDependency[Office], request: AnyRequest) -> Response[str]:
    """Tell every reading to whoever may look after the machine.

    While the database is away nobody can be recognised, and everybody is told just that.
    """
    try:
        told = readings_for(office, caller(request))
    except Exception as fault:
        if not is_away(fault):
            raise
        told = [_build(), _up(answers=False)]
    return Response(exposed(told), media_type=MEDIA_TYPE)


def readings_for(office: Office, asks: Caller) -> list[Reading]:
    """Give every reading; raises `NotPermitted`."""
    # Whoever sits at the machine while there are no keys looks after it as well.
    if asks is not AT_THIS_MACHINE:
        permit(asks, Action.OPERATE, DISTRICTS_OWN)
    return [
        _build(),
        _up(answers=True),
        *readings(office),
        *office.meter.readings(),
        *process_readings(),
    ]


def _build() -> Reading:
    labels = (("version", version("tanguanjia")), ("python", platform.python_version()))
    meaning = "程序版本 / The program's version"
    return Reading("tanguanjia_build_info", Kind.GAUGE, meaning, [Sample(1, labels)])


def _up(*, answers: bool) -> Reading:
    meaning = "数据库可访问为 1 / 1 where the database answers"
    return Reading("tanguanjia_database_up", Kind.GAUGE, meaning, [Sample(float(answers))])
