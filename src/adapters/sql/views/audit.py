"""The audit trail in SQL: which facts to show; the facts themselves are read from the log."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.audit_view import Entry
from application.ports.codec import Codec
from application.viewpoint import Viewpoint
from domain.record import Provenance, Recorded

_ENTRIES = f"""
SELECT log.position, log.stream, log.version, log.name, log.body, log.recorded_at,
    log.command_id, log.actor, log.provenance, log.correlation_id, log.causation_id,
    owner.enterprise, entry.late
FROM audit_entry entry
JOIN log ON log.position = entry.position
LEFT JOIN audit_owner owner ON owner.stream = entry.concerns
WHERE entry.position > :after AND {holds("entry")}
"""
_IN_ORDER = " ORDER BY entry.position LIMIT :limit"


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
            condition = " AND entry.stream = :stream" + _seen(look)
            return self._entries(look, condition, stream=stream, after=after, limit=limit)

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
        condition = " AND owner.enterprise = :enterprise"
        if until is not None:
            condition += " AND entry.position <= :until"
        with looking(self._engine, at) as look:
            # A life is the enterprise's own: whoever receives a manifest of it does not see it.
            condition += look.sight.only(look.sight.whose("owner.enterprise"))
            return self._entries(
                look, condition, enterprise=enterprise, after=after, until=until, limit=limit
            )

    def late(self, at: Viewpoint, *, after: int = 0, limit: int = 100) -> Sequence[Entry]:
        """The facts that were recorded late."""
        with looking(self._engine, at) as look:
            condition = " AND entry.late = 1" + _seen(look)
            return self._entries(look, condition, after=after, limit=limit)

    def _entries(self, look: Look, condition: str, **values: object) -> list[Entry]:
        rows = look.rows(_ENTRIES + condition + _IN_ORDER, **values)
        return [self._entry(*row) for row in rows]

    def _entry(
        self,
        position: int,
        stream: str,
        version: int,
        name: str,
        body: bytes,
        recorded_at: str,
        command_id: str,
        actor: str,
        provenance: str,
        correlation_id: str,
        causation_id: str | None,
        enterprise: str | None,
        late: int,
    ) -> Entry:
        recorded = Recorded(
            stream,
            version,
            self._codec.decode(name, body),
            datetime.fromisoformat(recorded_at),
            command_id,
            actor,
            Provenance(provenance),
            correlation_id,
            causation_id,
            position,
        )
        return Entry(name, recorded, enterprise, bool(late))


def _seen(look: Look) -> str:
    """A fact is seen by whom it concerns, and with the stream in which it stands."""
    return look.sight.only(look.sight.whose("owner.enterprise"), look.sight.which("entry.stream"))
