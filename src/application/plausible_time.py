"""When something that is said to have happened can have happened, by the clock on the wall."""

from datetime import datetime, timedelta

from domain.occurred import SHANGHAI, Occurred
from domain.refusal import Refusal

AHEAD = timedelta(minutes=5)
"""How far another clock may be ahead of ours. Chosen; late is never refused, only marked."""

EARLIEST = Occurred("2000-01-01")
"""Nothing in these books happened before. Chosen; an earlier year is a slip of the pen."""


class OccurredInTheFuture(Refusal):
    """发生时间晚于服务器时钟, 超出允许的 5 分钟; 请核对填写的时间与本机时钟。

    This would happen more than 5 minutes after the server's clock; check the time and the clock.
    """


class OccurredTooLongAgo(Refusal):
    """发生时间早于 2000 年, 请核对。

    This would have happened before the year 2000; please check the time.
    """


def plausible(occurred: Occurred, now: datetime) -> Occurred:
    """Let a time pass that is neither ahead of the clock nor before everything."""
    if occurred < EARLIEST:
        raise OccurredTooLongAgo(occurred=occurred, earliest=EARLIEST)
    latest = now.astimezone(SHANGHAI) + AHEAD
    if occurred.moment > latest:
        raise OccurredInTheFuture(occurred=occurred, clock=Occurred.at(now.replace(microsecond=0)))
    return occurred
