"""度量: how the program and its books fare, for Prometheus and its kin."""

import platform
from collections.abc import Iterator
from importlib.metadata import version

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.calling import AT_THIS_MACHINE, CALLING
from adapters.web.exposition import MEDIA_TYPE, exposed
from adapters.web.permitting import permit
from adapters.web.process import process_readings
from adapters.web.refusing import is_away
from application.office import Office
from application.ports.meter import Kind, Reading, Sample
from application.readings import readings
from domain.access import DISTRICTS_OWN, Action, Caller


@get("/metrics", dependencies=CALLING, include_in_schema=False, sync_to_thread=True)
def metrics(office: NamedDependency[Office], caller: NamedDependency[Caller]) -> Response[str]:
    """Tell every reading; those of the books only while the database answers."""
    # Whoever sits at the machine while there are no keys looks after it as well.
    if caller is not AT_THIS_MACHINE:
        permit(caller, Action.OPERATE, DISTRICTS_OWN)
    told = [_build(), *_books(office), *office.meter.readings(), *process_readings()]
    return Response(exposed(told), media_type=MEDIA_TYPE)


def _build() -> Reading:
    labels = (("version", version("tanguanjia")), ("python", platform.python_version()))
    meaning = "程序版本 / The program's version"
    return Reading("tanguanjia_build_info", Kind.GAUGE, meaning, [Sample(1, labels)])


def _books(office: Office) -> Iterator[Reading]:
    """A database that is away is a reading, and no reason to tell nothing."""
    found: list[Reading] = []
    try:
        found.extend(readings(office))
    except Exception as fault:
        if not is_away(fault):
            raise
        found.clear()
    meaning = "数据库可访问为 1 / 1 where the database answers"
    yield Reading("tanguanjia_database_up", Kind.GAUGE, meaning, [Sample(float(bool(found)))])
    yield from found
