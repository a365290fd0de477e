"""The sealer (封号器): what is recorded gets its public position, and the mark is raised.

Under `lock` positions are given with the facts, and only the mark is left to be raised.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from adapters.sql.append_functions import PAGE
from adapters.sql.engine import writing
from adapters.sql.high_water import HighWater
from adapters.sql.standing import mark_of
from adapters.sql.views.desk import desk_of
from application.ports.followers import Following

NAME = "sealer"

_SEAL = "SELECT seal_facts(?, false)"
_REACHED = "SELECT index FROM sealer"
_UNSEALED = """
SELECT count(*) FROM sealer JOIN fact
    ON (fact.epoch, fact.xid, fact.position) > (sealer.epoch, sealer.xid, sealer.position)
"""


class Sealer:
    """Goes before the followers; of several at once, one seals and the others wait for it."""

    def __init__(self, engine: Engine, water: HighWater | None = None) -> None:
        """Seal in a database; without a mark nothing is noted outside of it."""
        self._engine = engine
        self._water = water

    def step(self, limit: int = PAGE) -> int:
        """Seal up to so many facts in one transaction and give their number."""
        if self._engine.dialect.name == "sqlite":
            return 0
        with writing(self._engine) as connection:
            return desk_of(connection).fetch(_SEAL, (limit,))[0][0]

    def seal(self) -> None:
        """Seal what can be sealed by now, and note outside the database what is public."""
        while self.step() == PAGE:
            pass
        if self._water is not None:
            with self._engine.connect() as connection:
                self._water.raise_to(mark_of(desk_of(connection)))

    def status(self) -> Sequence[Following]:
        """Say how far sealing has come; nothing where a position is given with the fact."""
        if self._engine.dialect.name == "sqlite":
            return ()
        with self._engine.connect() as connection:
            desk = desk_of(connection)
            return [
                Following(NAME, position, unsealed(connection), None)
                for (position,) in desk.fetch(_REACHED)
            ]


def unsealed(connection: Connection) -> int:
    """Give the number of facts that have no public position yet."""
    if connection.dialect.name == "sqlite":
        return 0
    return desk_of(connection).fetch(_UNSEALED)[0][0]
