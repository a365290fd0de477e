"""All views together: catching up, looking after those that stopped, verifying."""

from collections.abc import Sequence
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Engine

from adapters.sql.follower import Follower
from adapters.sql.rebuilding import Rebuild
from adapters.sql.sealer import Sealer
from adapters.sql.views.comparing import differences
from adapters.sql.views.tables import Edition, Shape
from application.ports.codec import Codec
from application.ports.followers import (
    Difference,
    Following,
    Form,
    Poison,
    Rebuilding,
    RebuildProgress,
    silent,
)
from projections.alert_board import ALERT_BOARD
from projections.audit_trail import AUDIT_TRAIL
from projections.carbon_ledger import CARBON_LEDGER
from projections.charge_book import CHARGE_BOOK
from projections.custody_trail import CUSTODY_TRAIL
from projections.device_register import DEVICE_REGISTER
from projections.health_board import HEALTH_BOARD
from projections.registers import REGISTERS
from projections.rows import Projection

PROJECTIONS: tuple[Projection, ...] = (
    CARBON_LEDGER,
    CUSTODY_TRAIL,
    HEALTH_BOARD,
    AUDIT_TRAIL,
    CHARGE_BOOK,
    DEVICE_REGISTER,
    ALERT_BOARD,
    REGISTERS,
)

_STATUS = """
SELECT name, shape, position, stopped_at, stopped_stream, stopped_name, reason,
    coalesce((SELECT position FROM log ORDER BY position DESC LIMIT 1), 0)
FROM follower
"""


class FollowersInSql:
    """The followers of this database's log."""

    def __init__(
        self,
        engine: Engine,
        codec: Codec,
        projections: Sequence[Projection] = PROJECTIONS,
        sealer: Sealer | None = None,
        progress: RebuildProgress = silent,
    ) -> None:
        """Prepare the views; those that this program cannot read are rebuilt at once."""
        self._engine = engine
        self._sealer = sealer or Sealer(engine)
        self._codec = codec
        self._followers = {each.name: Follower(engine, each, codec) for each in projections}
        for follower in self._followers.values():
            follower.prepare()
        for following in self.status():
            if following.form is Form.UNREADABLE:
                self.rebuild(following.follower, progress)

    def status(self) -> Sequence[Following]:
        """Say of each follower how far it has come."""
        with self._engine.connect() as connection:
            rows = {row[0]: row for row in connection.exec_driver_sql(_STATUS).all()}
        return [
            *self._sealer.status(),
            *(
                _following(follower.shape, rows[name], rows.get(Edition.NEXT.of(name)))
                for name, follower in sorted(self._followers.items())
                if name in rows
            ),
        ]

    def catch_up(self) -> Sequence[Following]:
        """Bring every follower to the head of the log."""
        self._sealer.seal()
        for follower in self._followers.values():
            follower.catch_up()
        return self.status()

    def seal(self) -> None:
        """Give what is recorded its public position."""
        self._sealer.seal()

    def retry(self, follower: str) -> None:
        """Let a stopped follower try its poison fact again."""
        self._followers[follower].retry()

    def rebuild(self, follower: str, progress: RebuildProgress = silent) -> Following:
        """Fold a view again beside the live one, and put it in its place."""
        projection = self._followers[follower].projection
        Rebuild(self._engine, projection, self._codec).carry_out(progress)
        return next(each for each in self.status() if each.follower == follower)

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
        for follower in self._followers.values():
            found += differences(self._engine, follower.projection, self._codec, limit - len(found))
        return found


def _following(shape: Shape, live: Sequence[Any], beside: Sequence[Any] | None) -> Following:
    name, spelled, position, *stop, head = live
    form = _form(shape, Shape.spelled(spelled))
    rebuilding = None if beside is None else _rebuilding(shape, *beside)
    return Following(name, position, head - position, _poison(stop), form, rebuilding)


def _rebuilding(shape: Shape, _name: str, spelled: str, position: int, *stop: Any) -> Rebuilding:
    return Rebuilding(position, _poison(stop[:-1]), ours=Shape.spelled(spelled) == shape)


def _form(ours: Shape, found: Shape) -> Form:
    if found == ours:
        return Form.CURRENT
    return Form.OUTDATED if found.columns == ours.columns else Form.UNREADABLE


def _poison(stop: Sequence[Any]) -> Poison | None:
    return None if stop[0] is None else Poison(*stop)
