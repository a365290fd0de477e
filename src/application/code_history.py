"""The codes that a charge has had, as they were put on record, with their reasons."""

from collections.abc import Sequence

from application.ports.audit_view import AuditView, Entry
from application.viewpoint import Viewpoint
from domain.charge_course import HealthCodeChanged

_PAGE = 500


def code_history(audit: AuditView, charge: str, at: Viewpoint) -> Sequence[Entry] | None:
    """The changes of a charge's code in the order of their recording; None if it is not seen."""
    stream, after, seen = f"charge:{charge}", 0, False
    changes: list[Entry] = []
    while page := audit.stream(stream, at, after=after, limit=_PAGE):
        seen, after = True, page[-1].recorded.position
        changes += [each for each in page if isinstance(each.recorded.fact, HealthCodeChanged)]
    return changes if seen else None
