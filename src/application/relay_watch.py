"""Watching the relay at work: what changes is noted once, and what stays the same is not."""

import logging

from application.journal import note

_log = logging.getLogger(__name__)


class RelayWatch:
    """Remembers whether the outlet or the database was away, and whether another relay serves."""

    def __init__(self, outlet: str) -> None:
        """Begin with nothing known."""
        self._outlet = outlet
        self._trouble: str | None = None

    def serves(self, position: int) -> None:
        """Note that events are handed out, from this position on."""
        if self._trouble != "":
            self._trouble = ""
            note(_log, "relay-serves", "开始发布事件", outlet=self._outlet, position=position)

    def away(self, fault: Exception) -> None:
        """Note that the outlet is away; the events wait in the log."""
        # The cause is what the library has raised, and says more of what is wrong.
        self._once("broker-away", "消息服务无法访问, 事件留待恢复后发布", fault.__cause__ or fault)

    def database_lost(self, fault: Exception) -> None:
        """Note that the place in the log cannot be read or moved."""
        self._once("relay-without-database", "数据库无法访问, 暂停发布事件", fault)

    def elsewhere(self) -> None:
        """Note that another process serves the outlet."""
        if self._trouble != "elsewhere":
            self._trouble = "elsewhere"
            note(_log, "relay-elsewhere", "另一进程正在发布事件, 本进程等待", outlet=self._outlet)

    def _once(self, event: str, zh: str, fault: BaseException) -> None:
        if self._trouble != event:
            self._trouble = event
            note(_log, event, zh, level=logging.WARNING, fault=fault, outlet=self._outlet)
