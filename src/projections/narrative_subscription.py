"""Who is told what happens, and why he no longer is, told in sentences."""

from collections.abc import Mapping

from domain import subscription
from domain.subscription import Payload, Why
from projections.narrative_access import ROLES
from projections.sentence import Told

_WHY: Mapping[Why, Told] = {
    Why.GONE: Told("对方称地址已永久失效(410)", "the receiver says its address is gone (410)"),
    Why.UNANSWERED: Told("三天内全部推送失败", "for three days every delivery failed"),
    Why.KEY: Told("密钥已吊销或过期", "its key was revoked, or has expired"),
}
_PAYLOADS: Mapping[Payload, Told] = {
    Payload.FULL: Told("含事实内容", "with what the facts say"),
    Payload.THIN: Told("仅通知", "without what the facts say"),
}


def tell_subscription(fact: subscription.Fact) -> Told:
    """Tell what happened to a subscription."""
    match fact:
        case subscription.SubscriptionOpened():
            return _opened(fact)
        case subscription.SubscriptionPaused():
            return Told("订阅暂停", "subscription paused")
        case subscription.SubscriptionResumed(holder=holder):
            return Told(
                f"订阅恢复, 由 {holder} 负责", f"subscription resumed, {holder} answers for it"
            )
        case subscription.SubscriptionMoved(place=place):
            return Told(f"订阅改从位置 {place} 之后继续", f"subscription goes on after {place}")
        case subscription.SubscriptionSecretRotated():
            return Told("订阅的签名密钥已轮换", "the subscription's secret was rotated")
        case subscription.SubscriptionReplayed(first=first, last=last):
            return Told(f"补发位置 {first}–{last}", f"positions {first}–{last} are told once more")
        case subscription.SubscriptionEventReleased(position=position):
            return Told(f"放行停放的事件 {position}", f"parked event {position} released")
        case subscription.SubscriptionEventSkipped(position=position):
            return Told(f"跳过停放的事件 {position}", f"parked event {position} skipped")
        case subscription.SubscriptionDisabled(reason=reason):
            return Told(
                f"系统停用订阅: {_WHY[reason].zh}", f"subscription disabled: {_WHY[reason].en}"
            )
        case subscription.SubscriptionClosed():
            return Told("订阅关闭", "subscription closed")


def _opened(fact: subscription.SubscriptionOpened) -> Told:
    over = f"({'、'.join(fact.jurisdiction)})" if fact.jurisdiction else ""
    of = f" of {', '.join(fact.jurisdiction)}" if fact.jurisdiction else ""
    role, payload = ROLES[fact.role], _PAYLOADS[fact.payload]
    return Told(
        f"新建订阅「{fact.name}」: {role.zh}{over}, 推送到 {fact.origin}, {payload.zh}, "
        f"从位置 {fact.place} 之后开始",
        f"subscription “{fact.name}” opened: {role.en}{of}, told at {fact.origin}, {payload.en}, "
        f"after position {fact.place}",
    )
