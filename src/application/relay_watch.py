"""Watching the relay at work: what changes is noted once, and what stays the same is not."""

import logging

from application.journal import note

_log = logging.getLogger(__name__)


class RelayWatch:
    """Remembers whether the outlet or the database was away, and whether another relay serves."""

    def __init__(self, outlet: str) -> None:
        """Begin with nothing known."""
        self._outlet = outlet
        self._standing = ""

    def serves(self, position: int) -> None:
        """Note that events are handed out, from this position on."""
        if self._changes_to("serves"):
            note(_log, "relay-serves", "开始发布事件", outlet=self._outlet, position=position)

    def away(self, fault: Exception) -> None:
        """Note that the outlet is away; the events wait in the log."""
        if self._changes_to("away"):
            note(
                _log,
                "broker-away",
                "消息服务无法访问, 事件留待恢复后发布",
                level=logging.WARNING,
                # What the library has raised says more of what is wrong.
                fault=fault.__cause__ or fault,
                outlet=self._outlet,
            )

    def interrupted(self, fault: Exception) -> None:
        """Note that something else failed, mostly the database."""
        if self._changes_to("interrupted"):
            note(
                _log,
                "relay-interrupted",
                "发布中断(多因数据库无法访问), 稍后再试",
                level=logging.WARNING,
                fault=fault,
                outlet=self._outlet,
            )

    def elsewhere(self) -> None:
        """Note that another process serves the outlet."""
        if self._changes_to("elsewhere"):
            note(_log, "relay-elsewhere", "另一进程正在发布事件, 本进程等待", outlet=self._outlet)

    def _changes_to(self, standing: str) -> bool:
        before, self._standing = self._standing, standing
        return before != standing
