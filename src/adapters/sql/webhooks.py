"""Subscriptions at work, in SQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from adapters.sql import webhook_statements as said
from adapters.sql.engine import writing
from adapters.sql.tenure import tenure
from application.ports.webhook_desk import (
    MOST_LOGGED,
    Attempt,
    Keeping,
    Overtaken,
    Owed,
    Progress,
    Secret,
)
from domain.occurred import SHANGHAI


class WebhookDeskInSql:
    """Keeps it in the database of the books."""

    def __init__(self, engine: Engine) -> None:
        """Use a database."""
        self._engine = engine
        self._tenure = tenure(engine, "webhooks")

    def take_up(self, keeping: Keeping) -> None:
        """Begin to keep a subscription."""
        with writing(self._engine) as connection:
            connection.execute(said.TAKE_UP, _spelled(asdict(keeping)))

    def every(self) -> Sequence[Keeping]:
        """All that are kept."""
        with self._engine.connect() as connection:
            return [_keeping(*row) for row in connection.execute(said.EVERY)]

    def one(self, identity: str) -> Keeping | None:
        """One of them."""
        with self._engine.connect() as connection:
            found = connection.execute(said.ONE, {"id": identity}).first()
        return None if found is None else _keeping(*found)

    def owed(self, identity: str) -> Sequence[Owed]:
        """What a subscription owes."""
        with self._engine.connect() as connection:
            return [_owed(*row) for row in connection.execute(said.OWED, {"id": identity})]

    def count_owed(self, identity: str) -> tuple[int, int]:
        """How much of it is held, and how much is parked."""
        with self._engine.connect() as connection:
            held, parked = connection.execute(said.COUNT, {"id": identity}).one()
        return int(held), int(parked)

    def advance(self, progress: Progress) -> None:
        """Write down what a round came to."""
        identity = progress.keeping.id
        with writing(self._engine) as connection:
            _write(progress.keeping, connection)
            for position in progress.settled:
                connection.execute(said.SETTLE, {"id": identity, "position": position})
            _owe(identity, progress.owed, connection)
            if progress.attempts:
                _log(identity, progress.attempts, connection)

    def begin_anew(self, keeping: Keeping, owed: Sequence[Owed]) -> None:
        """Write down where it stands and what is owed now."""
        with writing(self._engine) as connection:
            _write(keeping, connection)
            connection.execute(said.OWE_NOTHING, {"id": keeping.id})
            _owe(keeping.id, owed, connection)

    def add_secret(self, identity: str, secret: Secret) -> Secret:
        """Keep a secret once."""
        with writing(self._engine) as connection:
            connection.execute(said.ADD_SECRET, _spelled({"id": identity, **asdict(secret)}))
            asked = {"id": identity, "made_by": secret.made_by}
            return _secret(*connection.execute(said.MADE_BY, asked).one())

    def retire_secrets(self, identity: str, but: str, at: datetime) -> None:
        """Let all secrets expire but one."""
        with writing(self._engine) as connection:
            connection.execute(said.RETIRE, {"id": identity, "but": but, "at": _time(at)})

    def secrets(self, identity: str, now: datetime) -> Sequence[Secret]:
        """The secrets that are good."""
        asked = {"id": identity, "now": _time(now)}
        with self._engine.connect() as connection:
            return [_secret(*row) for row in connection.execute(said.SECRETS, asked)]

    def destroy_expired(self, now: datetime) -> None:
        """Destroy the secrets that are good no more."""
        with writing(self._engine) as connection:
            connection.execute(said.EXPIRE, {"now": _time(now)})

    def note(self, identity: str, attempt: Attempt) -> Attempt:
        """Keep an attempt that changes nothing."""
        with writing(self._engine) as connection:
            connection.execute(said.ALONE, {"id": identity})
            return replace(attempt, number=_log(identity, [attempt], connection))

    def attempts(self, identity: str, before: int, limit: int) -> Sequence[Attempt]:
        """The newest deliveries first."""
        asked = {"id": identity, "before": before, "limit": limit}
        with self._engine.connect() as connection:
            return [_attempt(*row) for row in connection.execute(said.ATTEMPTS, asked)]

    def forget(self, identity: str) -> None:
        """Destroy all that is kept of a subscription."""
        with writing(self._engine) as connection:
            for statement in said.FORGET:
                connection.execute(statement, {"id": identity})

    def is_ours(self) -> bool:
        """Become, or still be, the only process that delivers."""
        return self._tenure.is_ours()

    def leave(self) -> None:
        """Let another process deliver."""
        self._tenure.leave()


def _write(keeping: Keeping, connection: Connection) -> None:
    if connection.execute(said.ADVANCE, _spelled(asdict(keeping))).rowcount != 1:
        raise Overtaken(keeping.id)


def _owe(identity: str, owed: Iterable[Owed], connection: Connection) -> None:
    for each in owed:
        row = {**asdict(each), "parked": int(each.parked)}
        connection.execute(said.OWE, _spelled({"id": identity, **row}))


def _log(identity: str, attempts: Sequence[Attempt], connection: Connection) -> int:
    """Number attempts and keep them; gives the last number."""
    last = int(connection.execute(said.LAST, {"id": identity}).scalar_one())
    for number, attempt in enumerate(attempts, start=last + 1):
        connection.execute(
            said.LOG, _spelled({**asdict(attempt), "id": identity, "number": number})
        )
    upto = last + len(attempts) - MOST_LOGGED
    connection.execute(said.CUT, {"id": identity, "upto": upto})
    return last + len(attempts)


def _spelled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {n: _time(v) if isinstance(v, datetime) else v for n, v in row.items()}


def _time(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")


def _moment(spelled: str | None) -> datetime | None:
    return None if spelled is None else datetime.fromisoformat(spelled)


def _keeping(
    identity: str,
    url: str,
    place: int,
    applied: int,
    failing_since: str | None,
    waits_until: str | None,
    revision: int,
) -> Keeping:
    since, until = _moment(failing_since), _moment(waits_until)
    return Keeping(identity, url, place, applied, since, until, revision)


def _owed(
    position: int, stream: str, attempts: int, due: str | None, since: str | None, parked: int
) -> Owed:
    return Owed(position, stream, attempts, _moment(due), _moment(since), bool(parked))


def _secret(made_by: str, sealed: str, expires: str | None) -> Secret:
    return Secret(made_by, sealed, _moment(expires))


def _attempt(position: int, type_: str, stream: str, attempt: int, at: str, *rest: Any) -> Attempt:
    return Attempt(position, type_, stream, attempt, datetime.fromisoformat(at), *rest)
