"""The charge book in SQL: charges, and where in the log their assessments stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.charge_book import Brief, ChargeEntry
from application.ports.codec import Codec
from application.ports.fact_book import Row
from application.recording import recorded
from application.viewpoint import Viewpoint
from domain.charge_course import HealthCodeChanged, SaturationAssessed
from domain.code import Code
from domain.identifiers import ChargeId
from domain.record import Recorded


def _last(table: str, of: str = "life.charge") -> str:
    """The position of the last row of a charge in a table."""
    return (
        f"(SELECT max(last.position) FROM {table} last"
        f" WHERE last.charge = {of} AND {holds('last')})"
    )


_CHARGES = f"""
SELECT life.charge, life.adsorber, life.bed, life.number, life.enterprise, life.lot,
    life.fresh_g, life.required_g, life.started, ended.ended, ended.removed_g,
    coded.code, coded.pending, assessed.day, assessed.low_percent, assessed.middle_percent,
    assessed.high_percent, assessed.early_day, assessed.middle_day, assessed.late_day,
    assessed.binding_day, assessed.instruments
FROM charge_life life
LEFT JOIN charge_over ended ON ended.charge = life.charge AND {holds("ended")}
LEFT JOIN charge_coded coded
    ON coded.charge = life.charge AND coded.position = {_last("charge_coded")}
LEFT JOIN charge_assessed assessed
    ON assessed.charge = life.charge AND assessed.position = {_last("charge_assessed")}
WHERE {holds("life")}
"""

_ASSESSMENTS = f"""
SELECT log.position, log.stream, log.version, log.name, log.body, log.command_id,
    log.actor, log.provenance, log.recorded_at, log.correlation_id, log.causation_id
FROM charge_assessed assessed
JOIN log ON log.position = assessed.position
WHERE assessed.charge = :charge AND {holds("assessed")}
    AND EXISTS (SELECT 1 FROM charge_life life
                WHERE life.charge = assessed.charge AND {holds("life")}{{seen}})
"""
_ONWARDS = f"{_ASSESSMENTS} AND log.version > :after ORDER BY log.version LIMIT :limit"
_BEFORE = f"{_ASSESSMENTS} AND log.version < :version ORDER BY log.version DESC LIMIT 1"

_AT_WORK = f"""
WHERE {holds("life")}
    AND NOT EXISTS (SELECT 1 FROM charge_over ended
                    WHERE ended.charge = life.charge AND {holds("ended")})
"""
_RUNNING = f"""
SELECT life.charge FROM charge_life life
{_AT_WORK}
"""
_CODED = f"""
SELECT life.charge, log.name, log.body FROM charge_life life
JOIN log ON log.position = {_last("charge_coded")}
{_AT_WORK}
"""
# What came in counts from when it was recorded, also where it tells of a day long past.
_OUTDATED = f"""
AND NOT EXISTS (
    SELECT 1 FROM charge_assessed assessed
    JOIN charge_told told ON told.charge = assessed.charge AND told.recorded_to = '9999-12-31'
    WHERE assessed.charge = life.charge AND assessed.position = {_last("charge_assessed")}
        AND assessed.day >= :day AND assessed.position > told.position
)
"""
_TO_LEARN = f"""
SELECT life.charge FROM charge_life life
JOIN charge_over ended ON ended.charge = life.charge AND {holds("ended")}
JOIN charge_told told ON told.charge = life.charge AND told.recorded_to = '9999-12-31'
WHERE {holds("life")}
    AND NOT EXISTS (SELECT 1 FROM charge_learned learned
                    WHERE learned.charge = life.charge AND learned.model = :model
                        AND learned.position > told.position AND {holds("learned")})
ORDER BY life.number, life.charge
"""
_WATCHED = f"""
SELECT learned.charge, min(learned.position) FROM charge_learned learned
WHERE learned.model = :model AND learned.watched = 1 AND {holds("learned")}
GROUP BY learned.charge ORDER BY min(learned.position)
"""


class ChargeBookInSql:
    """Reads what the follower of the charge book has written."""

    def __init__(self, engine: Engine, codec: Codec) -> None:
        """Read from this database; facts are spelled by the codec."""
        self._engine = engine
        self._codec = codec

    def charges(
        self,
        at: Viewpoint,
        *,
        enterprise: str | None = None,
        adsorber: str | None = None,
        running: bool | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[ChargeEntry]:
        """Charges in order of their number."""
        of_one = " AND life.enterprise = :enterprise" if enterprise else ""
        of_plant = " AND life.adsorber = :adsorber" if adsorber else ""
        query = f"{_CHARGES} AND life.charge > :after{of_one}{of_plant}{_WHETHER[running]}"
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{query}{_seen(look)} ORDER BY life.charge LIMIT :limit",
                enterprise=enterprise,
                adsorber=adsorber,
                after=after,
                limit=limit,
            )
        return [_entry(row) for row in rows]

    def charge(self, charge: str, at: Viewpoint) -> ChargeEntry | None:
        """One charge."""
        with looking(self._engine, at) as look:
            query = f"{_CHARGES} AND life.charge = :charge{_seen(look)}"
            row = look.first(query, charge=charge)
        return None if row is None else _entry(row)

    def assessments(
        self, charge: str, at: Viewpoint, *, after: int = 0, limit: int = 100
    ) -> Sequence[Recorded[SaturationAssessed]]:
        """The assessments of a charge."""
        with looking(self._engine, at) as look:
            query = _ONWARDS.format(seen=_seen(look))
            rows = look.rows(query, charge=charge, after=after, limit=limit)
        return [recorded(Row(*row), self._codec) for row in rows]

    def before(
        self, charge: str, at: Viewpoint, version: int
    ) -> Recorded[SaturationAssessed] | None:
        """The last assessment before a version."""
        with looking(self._engine, at) as look:
            row = look.first(_BEFORE.format(seen=_seen(look)), charge=charge, version=version)
        return None if row is None else recorded(Row(*row), self._codec)

    def to_assess(self, day: date, *, all_of_them: bool = False) -> Sequence[ChargeId]:
        """Charges at work whose last assessment is of an earlier day or of less evidence."""
        query = _RUNNING + ("" if all_of_them else _OUTDATED) + " ORDER BY life.charge"
        return self._named(query, day=day.isoformat())

    def coded(self) -> Mapping[ChargeId, HealthCodeChanged]:
        """The last codes of the charges at work."""
        with looking(self._engine, Viewpoint.latest()) as look:
            rows = look.rows(_CODED)
        facts = ((charge, self._codec.decode(name, body)) for charge, name, body in rows)
        return {ChargeId(on): fact for on, fact in facts if isinstance(fact, HealthCodeChanged)}

    def to_learn_from(self, model: str) -> Sequence[ChargeId]:
        """Charges that are over and have more to say."""
        return self._named(_TO_LEARN, model=model)

    def watched(self, model: str) -> Sequence[ChargeId]:
        """Charges with a watched outlet from which was learned."""
        return self._named(_WATCHED, model=model)

    def _named(self, query: str, **values: object) -> Sequence[ChargeId]:
        with looking(self._engine, Viewpoint.latest()) as look:
            return [ChargeId(row[0]) for row in look.rows(query, **values)]


_WHETHER = {None: "", True: " AND ended.charge IS NULL", False: " AND ended.charge IS NOT NULL"}


def _seen(look: Look) -> str:
    return look.sight.only(look.sight.whose("life.enterprise"))


def _entry(row: Any) -> ChargeEntry:
    return ChargeEntry(
        charge=row[0],
        adsorber=row[1],
        bed=row[2],
        number=row[3],
        enterprise=row[4],
        lot=row[5],
        fresh_g=row[6],
        required_g=row[7],
        started=row[8],
        ended=row[9],
        removed_g=row[10],
        code=None if row[11] is None else Code(row[11]),
        pending=bool(row[12]),
        assessed=None if row[13] is None else Brief(*row[13:]),
    )
