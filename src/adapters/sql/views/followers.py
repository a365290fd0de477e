"""All views together: catching up, looking after those that stopped, verifying."""

from collections.abc import Sequence
from time import monotonic, sleep

from sqlalchemy import Engine

from adapters.sql.follower import Follower
from adapters.sql.sealer import Sealer
from adapters.sql.views.comparing import differences
from application.ports.codec import Codec
from application.ports.followers import Difference, Following, Poison
from projections.audit_trail import AUDIT_TRAIL
from projections.carbon_ledger import CARBON_LEDGER
from projections.custody_trail import CUSTODY_TRAIL
from projections.health_board import HEALTH_BOARD
from projections.registers import REGISTERS
from projections.rows import Projection

PROJECTIONS: tuple[Projection, ...] = (
    CARBON_LEDGER,
    CUSTODY_TRAIL,
    HEALTH_BOARD,
    AUDIT_TRAIL,
    REGISTERS,
)

_STATUS = """
SELECT name, position, stopped_at, stopped_stream, stopped_name, reason,
    coalesce((SELECT position FROM log ORDER BY position DESC LIMIT 1), 0)
FROM follower ORDER BY name
"""


class FollowersInSql:
    """The followers of this database's log."""

    def __init__(
        self,
        engine: Engine,
        codec: Codec,
        projections: Sequence[Projection] = PROJECTIONS,
        sealer: Sealer | None = None,
    ) -> None:
        """Prepare the views."""
        self._engine = engine
        self._sealer = sealer or Sealer(engine)
        self._codec = codec
        self._followers = [Follower(engine, projection, codec) for projection in projections]
        self._names = {projection.name for projection in projections}
        for follower in self._followers:
            follower.prepare()

    def status(self) -> Sequence[Following]:
        """Say of each follower how far it has come."""
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql(_STATUS).all()
        return [
            *self._sealer.status(),
            *(
                Following(name, position, head - position, _poison(stop))
                for name, position, *stop, head in rows
                if name in self._names
            ),
        ]

    def catch_up(self) -> Sequence[Following]:
        """Bring every follower to the head of the log."""
        self._sealer.seal()
        for follower in self._followers:
            follower.catch_up()
        return self.status()

    def seal(self) -> None:
        """Give what is recorded its public position."""
        self._sealer.seal()

    def retry(self, follower: str) -> None:
        """Let a stopped follower try its poison fact again."""
        self._named(follower).retry()

    def rebuild(self, follower: str) -> None:
        """Fold a view again from the first fact."""
        self._named(follower).rebuild()

    def wait_for(self, position: int, timeout_s: float) -> bool:
        """Wait until every view has reached a position."""
        deadline = monotonic() + timeout_s
        while any(following.position < position for following in self.status()):
            if monotonic() > deadline:
                return False
            sleep(0.005)
        return True

    def differences(self, limit: int = 100) -> Sequence[Difference]:
        """Compare the live views with fresh ones."""
        found: list[Difference] = []
        for follower in self._followers:
            found += differences(self._engine, follower.projection, self._codec, limit - len(found))
        return found

    def _named(self, name: str) -> Follower:
        return next(each for each in self._followers if each.projection.name == name)


def _poison(stop: Sequence[object]) -> Poison | None:
    position, stream, name, reason = stop
    if position is None:
        return None
    return Poison(int(str(position)), str(stream), str(name), str(reason))
