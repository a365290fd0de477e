"""Alerts at work, in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, text

from adapters.sql.engine import writing
from adapters.sql.tenure import tenure
from application.ports.alert_desk import Outgoing, Stage, Wanted
from domain.occurred import SHANGHAI

_COLUMNS = tuple(each.name for each in fields(Outgoing))
_MOMENTS = frozenset({"made_at", "due", "changed_at"})
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM alert_message"  # noqa: S608 - our own names
_KEPT = tuple(name for name in _COLUMNS if name not in {"id", "receipt"})
_INSERT = f"""
INSERT INTO alert_message ({", ".join(_COLUMNS)}) VALUES ({", ".join(f":{n}" for n in _COLUMNS)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{n} = excluded.{n}" for n in _KEPT)}
"""  # noqa: S608 - our own names
_SAVE = text(_INSERT)
_BEGIN = text(f"""{_INSERT}
WHERE alert_message.tries = excluded.tries - 1
    AND alert_message.stage NOT IN ('trying', 'sent', 'in-doubt')
""")
_PLACE = text("SELECT place FROM alert_place")
_MOVE = text("""
INSERT INTO alert_place VALUES (1, :place)
ON CONFLICT (one) DO UPDATE SET place = excluded.place
WHERE excluded.place > alert_place.place
""")
_LOOK = text("""
INSERT INTO alert_look VALUES (:charge, :at)
ON CONFLICT (charge) DO UPDATE SET at = excluded.at
""")
_NO_LOOK = text("DELETE FROM alert_look WHERE charge = :charge")
_LOOK_ALL = text("UPDATE alert_look SET at = :at WHERE at > :at")
_RETRY_ALL = text("""
UPDATE alert_message SET due = :at
WHERE stage IN ('undeliverable', 'refused', 'failed') AND due > :at
""")
_TO_LOOK_AT = text("SELECT charge FROM alert_look WHERE at <= :until ORDER BY at, charge")
_ONE = text(f"{_SELECT} WHERE id = :id")
_REPORT = text("UPDATE alert_message SET receipt = :receipt WHERE id = :id")
_WAITING = text(f"""{_SELECT}
WHERE matter = :matter AND stage NOT IN ('sent', 'in-doubt', 'lapsed', 'trying')
    AND (due IS NULL OR due <= :until)
ORDER BY made_at, id
""")
_SENT_TO = text("""
SELECT count(*) FROM alert_message
WHERE number = :number AND stage IN ('sent', 'in-doubt', 'trying') AND changed_at >= :since
""")
_COUNTS = text("SELECT stage, count(*) FROM alert_message GROUP BY stage")


class AlertDeskInSql:
    """Keeps it in the database of the books."""

    def __init__(self, engine: Engine) -> None:
        """Use a database."""
        self._engine = engine
        self._tenure = tenure(engine, "alerts")

    def place(self) -> int:
        """Up to where the log has been acted on."""
        with self._engine.connect() as connection:
            return int(connection.execute(_PLACE).scalar() or 0)

    def move(self, place: int) -> None:
        """Go on after a place."""
        self._write(_MOVE, {"place": place})

    def look_at(self, charge: str, at: datetime | None) -> None:
        """Look at the alert of a charge at a time."""
        if at is None:
            self._write(_NO_LOOK, {"charge": charge})
        else:
            self._write(_LOOK, {"charge": charge, "at": _time(at)})

    def look_at_all(self, at: datetime) -> None:
        """Look at everything that waits no later than at a time."""
        with writing(self._engine) as connection:
            connection.execute(_LOOK_ALL, {"at": _time(at)})
            connection.execute(_RETRY_ALL, {"at": _time(at)})

    def to_look_at(self, until: datetime) -> Sequence[str]:
        """The charges whose time has come."""
        with self._engine.connect() as connection:
            found = connection.execute(_TO_LOOK_AT, {"until": _time(until)})
            return list(found.scalars())

    def message(self, identity: str) -> Outgoing | None:
        """One message."""
        found = self._messages(_ONE, {"id": identity})
        return found[0] if found else None

    def save(self, message: Outgoing) -> None:
        """Keep a message as it is now."""
        self._write(_SAVE, _spelled(message))

    def begin(self, message: Outgoing) -> bool:
        """Mark a message as being handed over."""
        return self._write(_BEGIN, _spelled(message)) == 1

    def report(self, identity: str, receipt: str, at: datetime) -> bool:
        """Keep what the way reports of a message."""
        del at
        return self._write(_REPORT, {"id": identity, "receipt": receipt}) == 1

    def in_stage(self, *stages: Stage, charge: str | None = None) -> Sequence[Outgoing]:
        """Messages in some stages."""
        named = {f"stage{n}": stage.value for n, stage in enumerate(stages)}
        listed = ", ".join(f":{name}" for name in named)
        of_one = "" if charge is None else " AND charge = :charge"
        query = f"{_SELECT} WHERE stage IN ({listed}){of_one} ORDER BY made_at, id"
        return self._messages(text(query), {**named, "charge": charge} if charge else named)

    def waiting(self, until: datetime, matter: str) -> Sequence[Outgoing]:
        """Messages about a matter whose time has come."""
        return self._messages(_WAITING, {"until": _time(until), "matter": str(matter)})

    def sent_to(self, number: str, since: datetime) -> int:
        """How many messages a number was sent."""
        with self._engine.connect() as connection:
            asked = {"number": number, "since": _time(since)}
            return int(connection.execute(_SENT_TO, asked).scalar_one())

    def outbox(self, wanted: Wanted, after: str = "", limit: int = 100) -> Sequence[Outgoing]:
        """Messages in order of their id, as far as they may be seen."""
        values: dict[str, Any] = {"after": after, "limit": limit}
        conditions = ["id > :after"]
        for column in ("enterprise", "stage", "charge"):
            if (value := getattr(wanted, column)) is not None:
                conditions.append(f"{column} = :{column}")
                values[column] = str(value)
        conditions += _seen(wanted, values)
        where = " AND ".join(conditions)
        query = f"{_SELECT} WHERE {where} ORDER BY id LIMIT :limit"
        return self._messages(text(query), values)

    def counts(self) -> dict[Stage, int]:
        """How many messages are in each stage."""
        with self._engine.connect() as connection:
            found = connection.execute(_COUNTS).all()
        return dict.fromkeys(Stage, 0) | {Stage(stage): int(n) for stage, n in found}

    def is_ours(self) -> bool:
        """Become, or still be, the only process that sends."""
        return self._tenure.is_ours()

    def leave(self) -> None:
        """Let another process send."""
        self._tenure.leave()

    def _write(self, statement: Any, values: Mapping[str, Any]) -> int:
        with writing(self._engine) as connection:
            return connection.execute(statement, values).rowcount

    def _messages(self, statement: Any, values: Mapping[str, Any]) -> list[Outgoing]:
        with self._engine.connect() as connection:
            return [_outgoing(row) for row in connection.execute(statement, values).mappings()]


def _seen(wanted: Wanted, values: dict[str, Any]) -> list[str]:
    """What a scope lets its caller see, as a condition."""
    if wanted.scope.everything:
        return []
    relations: list[str] = []
    for column, names in (("enterprise", wanted.scope.enterprises), ("town", wanted.scope.towns)):
        marks = {f"{column}{n}": name for n, name in enumerate(sorted(names))}
        if marks:
            values |= marks
            relations.append(f"{column} IN ({', '.join(f':{mark}' for mark in marks)})")
    return [f"({' OR '.join(relations)})" if relations else "1 = 0"]


def _spelled(message: Outgoing) -> dict[str, Any]:
    row = asdict(message)
    moments = {name: row[name] and _time(row[name]) for name in _MOMENTS}
    return row | moments | {"stage": message.stage.value}


def _outgoing(row: Any) -> Outgoing:
    told: dict[str, Any] = dict(row)
    for name in _MOMENTS:
        told[name] = told[name] and datetime.fromisoformat(told[name])
    told["stage"] = Stage(told["stage"])
    return Outgoing(**told)


def _time(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")
