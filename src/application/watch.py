"""Watching the followers at work: what changes is noted, and what stays the same is not."""

import logging
from collections.abc import Sequence

from application.journal import note
from application.lights import MOST_LAG
from application.ports.followers import Following, Poison

_log = logging.getLogger(__name__)


class FollowersWatch:
    """Remembers who had stopped and who was far behind, and whether the database was away."""

    def __init__(self) -> None:
        """Expect everybody at work."""
        self._stopped: dict[str, Poison] = {}
        self._behind: set[str] = set()
        self._away = False

    def saw(self, statuses: Sequence[Following]) -> None:
        """Note which views have stopped, gone on, fallen behind or caught up."""
        self.reached()
        for following in statuses:
            self._stops(following)
            self._lags(following)

    def reached(self) -> None:
        """Note that the database is back."""
        if self._away:
            self._away = False
            note(_log, "database-back", "数据库已恢复")

    def lost(self, fault: Exception) -> None:
        """Note that the views cannot follow; whoever asks meanwhile is told as well."""
        if not self._away:
            self._away = True
            note(
                _log,
                "database-away",
                "数据库无法访问, 视图暂停跟进",
                level=logging.WARNING,
                fault=fault,
            )

    def _stops(self, following: Following) -> None:
        name, poison = following.follower, following.stopped
        before = self._stopped.get(name)
        if poison is not None and poison != before:
            self._stopped[name] = poison
            # The reason in full may quote a fact; `tanguanjia doctor` shows it.
            note(
                _log,
                "view-stopped",
                "视图停在无法处理的事实上",
                level=logging.ERROR,
                view=name,
                position=poison.position,
                fact=poison.name,
                reason=poison.reason.partition(":")[0],
            )
        elif poison is None and before is not None:
            del self._stopped[name]
            note(_log, "view-recovered", "视图已恢复", view=name, position=following.position)

    def _lags(self, following: Following) -> None:
        name, lag = following.follower, following.lag
        far = lag > MOST_LAG and following.stopped is None
        if far and name not in self._behind:
            self._behind.add(name)
            note(_log, "view-behind", "视图落后", level=logging.WARNING, view=name, lag=lag)
        elif name in self._behind and not far:
            self._behind.remove(name)
            note(_log, "view-caught-up", "视图已跟上", view=name, lag=lag)
