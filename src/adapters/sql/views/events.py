"""The log as those outside follow it, in SQL.

Whose a fact is, the audit trail and the registers know; where they have not come to yet, nobody
follows, since a fact that is not seen now would never be looked at again.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.codec import Codec
from application.ports.event_feed import Event, EventPage
from application.ports.fact_book import Row
from application.recording import recorded
from application.viewpoint import Viewpoint
from domain.access import EVERYTHING, Scope
from domain.record import Recorded
from domain.superseding import CORRECTIONS, OF_A_DAY, superseded

LOOKED_THROUGH = 2_000
"""How many facts are looked through at once for a caller who sees few of them."""

_HEAD = """
SELECT min(position) FROM follower WHERE name IN ('audit-trail', 'registers')
"""
# Whose each fact is, is settled before anything else is asked of it. PostgreSQL carries bounds
# from one side of a join to the other only where they are equations.
_EVENTS = f"""
WITH page AS MATERIALIZED (
    SELECT log.position, log.stream, log.version, log.name, log.body, log.command_id,
        log.actor, log.provenance, log.recorded_at, log.correlation_id, log.causation_id,
        (SELECT owner.enterprise FROM audit_owner owner
         WHERE owner.stream = coalesce(entry.concerns, log.stream)
         ORDER BY owner.position DESC LIMIT 1) AS enterprise
    FROM log LEFT JOIN audit_entry entry ON entry.position = log.position
        AND entry.position > :after AND entry.position <= :upto
    WHERE log.position > :after AND log.position <= :upto
)
SELECT page.*,
    (SELECT card.town FROM register_enterprise card
     WHERE card.enterprise = page.enterprise AND {holds("card")} LIMIT 1)
FROM page WHERE 1 = 1{{seen}}
ORDER BY page.position LIMIT :limit
"""
_EARLIER = """
SELECT position, name, body FROM log WHERE stream = :stream AND version < :version
ORDER BY version
"""
# A charge at work has a fact of every day; only those of the same day are read again.
_OF_THE_DAY = """
SELECT position, name, body FROM log WHERE stream = :stream AND version < :version
    AND substr(body, 1, :length) = :begins
ORDER BY version
"""
_SINCE = "SELECT position FROM log WHERE recorded_at >= :since ORDER BY position LIMIT 1"


class EventFeedInSql:
    """Follows the log in step with the audit trail and the registers."""

    def __init__(self, engine: Engine, codec: Codec) -> None:
        """Read from this database; facts are spelled by the codec."""
        self._engine = engine
        self._codec = codec

    def page(self, after: int, limit: int, scope: Scope) -> EventPage:
        """Look further from a position on."""
        with looking(self._engine, Viewpoint.latest(scope)) as look:
            head = _head(look)
            width = limit if scope.everything else max(limit, LOOKED_THROUGH)
            upto = max(after, min(head, after + width))
            events = self._events(look, after, upto, limit)
        full = len(events) == limit
        return EventPage(events, events[-1].recorded.position if full else upto, head)

    def head(self) -> int:
        """As far as anybody can follow at present."""
        with looking(self._engine, Viewpoint.latest(EVERYTHING)) as look:
            return _head(look)

    def place_before(self, recorded_at: str) -> int:
        """The place after which all stands that was recorded then or later."""
        with looking(self._engine, Viewpoint.latest(EVERYTHING)) as look:
            found = look.first(_SINCE, since=recorded_at)
            return _head(look) if found is None else int(found[0]) - 1

    def _events(self, look: Look, after: int, upto: int, limit: int) -> Sequence[Event]:
        if after == upto:
            return ()
        seen = look.sight.only(look.sight.whose("page.enterprise"), look.sight.which("page.stream"))
        rows = look.rows(_EVENTS.format(seen=seen), after=after, upto=upto, limit=limit)
        return [self._event(look, Row(*row[:-2]), *row[-2:]) for row in rows]

    def _event(self, look: Look, row: Row, enterprise: str | None, town: str | None) -> Event:
        found = recorded(row, self._codec)
        # One that is stored under an older name is told as what it is now.
        name = self._codec.name(found.fact)
        return Event(name, found, enterprise, town, self._superseded(look, found))

    def _superseded(self, look: Look, found: Recorded[Any]) -> tuple[int, ...]:
        asked = {"stream": found.stream, "version": found.version}
        if type(found.fact) in OF_A_DAY:
            occurred: str = found.fact.occurred
            begins = f'{{"occurred":"{occurred[: len("2022-11-30")]}'.encode()
            rows = look.rows(_OF_THE_DAY, **asked, begins=begins, length=len(begins))
        elif type(found.fact) in CORRECTIONS:
            rows = look.rows(_EARLIER, **asked)
        else:
            return ()
        earlier = [(row[0], self._codec.decode(row[1], row[2])) for row in rows]
        return superseded(found.fact, earlier)


def _head(look: Look) -> int:
    found = look.first(_HEAD)
    return int(found[0] or 0)
