"""How the log is kept: what orders its facts, which epoch it is in, which positions are lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.refusal import Refusal


class NotAsPublished(Refusal):
    """账册与已公开的内容不符。

    The log is not what has been published.
    """


class LogBelowItsMark(NotAsPublished):
    """账册比已公开的少, 多半恢复了旧备份; 请先找更新的备份, 确已无法找回时用所列命令继续。

    The log holds less than has been published, most likely since an older back-up was restored:
    writing on would give published positions to other facts. Look for a newer back-up first; if
    there is none, go on with the command named.
    """


class LogDiverged(NotAsPublished):
    """账册在已公开的位置上是另一条记录; 请先找正确的备份, 确已无法找回时用所列命令继续。

    At a position that was published the log holds another fact, most likely since an older back-up
    was restored and written in. Look for the right back-up first; if there is none, go on with the
    command named.
    """


class TransactionsRestarted(NotAsPublished):
    """数据库换了服务器, 事务编号重新开始; 请用所列命令开始新的纪元, 不会丢失位置。

    The database has moved to another server, where transaction ids began anew; begin a new epoch
    with the command named, no position is lost by it.
    """


class Ordering(StrEnum):
    """What gives facts their public positions."""

    LOCK = "lock"
    """One append after the other; a position is given with the fact."""
    XID = "xid"
    """Appends beside each other; a sealer gives the positions afterwards."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """A time in which the log went on without a break. The first one began with the log.

    `stood_at` is the log's last position when the epoch began, `marked` the last that had been
    published by then.
    """

    number: int
    began_at: str
    reason: str
    actor: str
    stood_at: int
    marked: int

    @property
    def lost(self) -> tuple[int, int] | None:
        """The first and the last position that were published and are given to no fact again."""
        return (self.stood_at + 1, self.marked) if self.marked > self.stood_at else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log stands.

    `position` is its last public position, `unsealed` how many facts have none yet, `mark` the
    last position that is known, outside the database, to have been published.
    """

    ordering: Ordering
    position: int
    unsealed: int
    epoch: int
    epochs: Sequence[Epoch]
    """Those after the first."""
    mark: int | None

    @property
    def facts(self) -> int:
        """How many facts have a public position."""
        lost = [each.lost for each in self.epochs if each.lost is not None]
        return self.position - sum(
            last - first + 1 for first, last in lost if last <= self.position
        )


class LogKeeping(Protocol):
    """The log's housekeeping; it writes no facts."""

    def standing(self) -> Standing:
        """Say where the log stands; also of one that must not be opened."""
        ...

    def order_by(self, ordering: Ordering, *, actor: str, at: str) -> bool:
        """Choose what orders the facts from now on; False where it is so already.

        No position changes that was given. Raises a `Refusal` where the database cannot do it.
        """
        ...

    def go_on(self, *, reason: str, actor: str, at: str) -> Epoch:
        """Begin an epoch in a log that is `NotAsPublished`; the next fact stands beyond the mark.

        Raises a `Refusal` where nothing is lost.
        """
        ...
