"""Who took which tables goes on record, whoever wrote them."""

import logging
from uuid import uuid4

from application.access_record import Exported
from application.journal import note
from application.office import Office
from application.viewpoint import Viewpoint
from domain.access import Role

_log = logging.getLogger(__name__)


def put_on_record(
    office: Office, actor: str, role: Role, what: str, rows: int, at: Viewpoint
) -> None:
    """Note an export. The copy is out by then: a record that cannot be written fails nothing."""
    if not rows:
        return
    exported = Exported(actor, role, what, "csv", rows, at)
    try:
        office.access.exported(exported, f"export:{uuid4()}")
    except Exception as fault:
        office.meter.unrecorded("export-not-recorded")
        level = logging.ERROR
        note(_log, "export-not-recorded", "导出未能记入访问记录", level=level, fault=fault)
