"""The light and the readings of subscriptions: whether everybody is told what he wants to be."""

from collections import Counter
from collections.abc import Iterator, Sequence

from application.lights import MOST_LAG, Light
from application.ports.meter import Kind, Reading, Sample
from application.webhooks import Entry
from domain.subscription import Disabled

STATES = ("open", "paused", "disabled")
_NAMED = 10


def webhooks(entries: Sequence[Entry]) -> Light:
    """Every subscription that is at work gets what it wants."""
    wrong = [entry for entry in entries if _is_wrong(entry)]
    told = ", ".join(map(_told, wrong[:_NAMED])) + (" …" if len(wrong) > _NAMED else "")
    return Light(
        "webhooks",
        "推送(订阅)",
        "deliveries to subscribers",
        not wrong,
        f"订阅 subscriptions {len(entries)}" + (f"; {told}" if told else ""),
        "所列订阅收不到新事件, 或有事件停放; 事实都在日志里, 不会丢失",
        "these subscribers do not get what is new, or events are parked; nothing is lost, since "
        "all of it is in the log",
        "请联系对方检查接收地址, 再用 POST /v1/subscriptions/…/resume 恢复, 或放行、跳过停放的事件",
        "have the receiver look at its address, then resume with POST /v1/subscriptions/…/resume, "
        "or release or skip what is parked",
    )


def webhook_readings(entries: Sequence[Entry]) -> Iterator[Reading]:
    """How subscriptions fare at this moment."""
    states = Counter(_state(entry) for entry in entries)
    yield Reading(
        "tanguanjia_webhook_subscriptions",
        Kind.GAUGE,
        "订阅, 按状态 / Subscriptions, by state",
        [Sample(states[state], (("state", state),)) for state in STATES],
    )
    for name, meaning, value in (
        ("lag", "落后的位置数, 最多者 / Positions behind, of the last one", _most_lag(entries)),
        ("held", "等待重试的事件 / Events to be tried again", sum(e.held for e in entries)),
        ("parked", "停放的事件 / Events that are parked", sum(e.parked for e in entries)),
    ):
        yield Reading(f"tanguanjia_webhook_{name}", Kind.GAUGE, meaning, [Sample(value)])


def _is_wrong(entry: Entry) -> bool:
    stopped = isinstance(entry.life.state, Disabled) or entry.parked > 0
    return stopped or (entry.life.runs and entry.lag > MOST_LAG)


def _told(entry: Entry) -> str:
    state, reason = _state(entry), ""
    if isinstance(entry.life.state, Disabled):
        reason = f" ({entry.life.state.reason.value})"
    return (
        f"{entry.life.id} {state}{reason}, 落后 behind {entry.lag}, "
        f"等待 held {entry.held}, 停放 parked {entry.parked}"
    )


def _state(entry: Entry) -> str:
    return type(entry.life.state).__name__.lower()


def _most_lag(entries: Sequence[Entry]) -> int:
    return max((entry.lag for entry in entries if entry.life.runs), default=0)
