"""The audit trail leaves out no fact, and so no feed does."""

from adapters.eventlog.published import PUBLISHED
from projections.audit_trail import AUDIT_TRAIL


def test_every_published_fact_stands_in_the_audit_trail() -> None:
    assert AUDIT_TRAIL.reads == frozenset(PUBLISHED.values())
