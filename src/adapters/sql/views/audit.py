"""The audit trail in SQL: which facts to show; the facts themselves are read from the log."""

from collections.abc import Sequence

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.audit_view import Entry
from application.ports.codec import Codec
from application.ports.fact_book import Row
from application.recording import recorded
from application.viewpoint import Viewpoint

# Which facts to show is settled before the log is opened: PostgreSQL would else rather read the
# log, or the owners of everything, from end to end.
_ENTRIES = f"""
WITH {{owned}} shown AS MATERIALIZED (
    SELECT entry.position, entry.concerns, entry.late FROM audit_entry entry
    WHERE entry.position > :after AND {holds("entry")}{{which}}
    ORDER BY entry.position LIMIT :limit
)
SELECT log.position, log.stream, log.version, log.name, log.body, log.command_id,
    log.actor, log.provenance, log.recorded_at, log.correlation_id, log.causation_id,
    (SELECT owner.enterprise FROM audit_owner owner WHERE owner.stream = shown.concerns
     ORDER BY owner.position DESC LIMIT 1), shown.late
FROM shown
JOIN log ON log.position = shown.position
ORDER BY shown.position
"""
_OWNED = "owned AS MATERIALIZED (SELECT stream FROM audit_owner WHERE {0}),"
_OF_OWNED = "entry.concerns IN (SELECT stream FROM owned)"
_NO_END = 2**62


class AuditInSql:
    """Reads what the follower of the audit trail has written."""

    def __init__(self, engine: Engine, codec: Codec) -> None:
        """Read from this database; facts are spelled by the codec."""
        self._engine = engine
        self._codec = codec

    def stream(
        self, stream: str, at: Viewpoint, *, after: int = 0, limit: int = 100
    ) -> Sequence[Entry]:
        """The facts of one stream."""
        with looking(self._engine, at) as look:
            query = _seen_entries(look, " AND entry.stream = :stream")
            return self._entries(look, query, stream=stream, after=after, limit=limit)

    def enterprise(
        self,
        enterprise: str,
        at: Viewpoint,
        *,
        after: int = 0,
        until: int | None = None,
        limit: int = 100,
    ) -> Sequence[Entry]:
        """The life of an enterprise."""
        until = _NO_END if until is None else until
        values = {"enterprise": enterprise, "after": after, "until": until, "limit": limit}
        with looking(self._engine, at) as look:
            # A life is the enterprise's own: whoever receives a manifest of it does not see it.
            own = f"enterprise = :enterprise{look.sight.only(look.sight.whose('enterprise'))}"
            query = _query(_OWNED.format(own), f" AND {_OF_OWNED} AND entry.position <= :until")
            return self._entries(look, query, **values)

    def late(self, at: Viewpoint, *, after: int = 0, limit: int = 100) -> Sequence[Entry]:
        """The facts that were recorded late."""
        with looking(self._engine, at) as look:
            query = _seen_entries(look, " AND entry.late = 1")
            return self._entries(look, query, after=after, limit=limit)

    def _entries(self, look: Look, query: str, **values: object) -> list[Entry]:
        rows = look.rows(query, **values)
        return [self._entry(Row(*row[:-2]), *row[-2:]) for row in rows]

    def _entry(self, row: Row, enterprise: str | None, late: int) -> Entry:
        return Entry(row.name, recorded(row, self._codec), enterprise, bool(late))


def _seen_entries(look: Look, which: str) -> str:
    """Facts are seen by whom they concern, and with the stream in which they stand."""
    own = look.sight.whose("enterprise")
    seen = look.sight.only(_OF_OWNED if own else None, look.sight.which("entry.stream"))
    return _query(_OWNED.format(own) if own else "", which + seen)


def _query(owned: str, which: str) -> str:
    return _ENTRIES.format(owned=owned, which=which)
