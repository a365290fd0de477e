"""订阅: who is told what happens, how far each has come, and what came of every delivery."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.asking import MOST, USUAL, Limit, parameter
from adapters.web.operation import in_path, reads
from adapters.web.permitting import NotPermitted, permit
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import not_found
from adapters.web.subscription_models import (
    DELIVERY,
    PARKED,
    SUBSCRIPTION,
    Deliveries,
    ParkedEvents,
    Subscription,
    Subscriptions,
    tell_delivery,
    tell_parked,
    tell_subscription,
)
from adapters.web.writing import story
from application.office import Office
from application.webhooks import Entry, manages
from domain.access import DISTRICTS_OWN, Action, Caller, Verdict

TAG = "订阅 Subscriptions"
ID = "^[a-z2-7]{16}$"

SubscriptionInPath = Annotated[
    str, in_path("订阅编号", "The id of the subscription", story.SUBSCRIPTION, pattern=ID)
]


AfterId = Annotated[
    str | None,
    parameter("从该编号之后开始", "Begin after this id", story.SUBSCRIPTION, pattern=ID),
]
Before = Annotated[
    int, parameter("比这一次更早的", "Earlier than this one", 18, ge=1, le=2**53 - 1)
]


@reads(
    "/subscriptions",
    tag=TAG,
    zh="订阅列表",
    en="Subscriptions",
    more=(
        "自己的订阅: 与本密钥身份、管辖相同的; 区级可见全部。已关闭的不在其中。",
        "One's own: those of the same role and jurisdiction; the district sees all. Closed ones "
        "are not among them.",
    ),
    example=Subscriptions(next=None, items=(SUBSCRIPTION,)),
)
def list_subscriptions(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    after: AfterId = None,
    limit: Limit = USUAL,
) -> Subscriptions:
    """Give a page of subscriptions."""
    permit(caller, Action.SUBSCRIBE, DISTRICTS_OWN)
    found = [each for each in office.webhooks.entries_for(caller) if each.life.id > (after or "")]
    more = len(found) > limit
    onwards = f"/v1/subscriptions?after={found[limit - 1].life.id}&limit={limit}" if more else None
    return Subscriptions(next=onwards, items=tuple(map(tell_subscription, found[:limit])))


@reads(
    "/subscriptions/{subscription:str}",
    tag=TAG,
    zh="一个订阅",
    en="A subscription",
    more=("状态、位置、落后与停放。", "Its state, place, lag, and what is parked."),
    example=SUBSCRIPTION,
    problems=[NOT_FOUND],
)
def one_subscription(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    subscription: SubscriptionInPath,
) -> Subscription:
    """Look at one."""
    return tell_subscription(own_subscription(office, caller, subscription))


@reads(
    "/subscriptions/{subscription:str}/deliveries",
    tag=TAG,
    zh="推送记录",
    en="Deliveries",
    more=(
        "每次推送的请求与回答, 保存最近 1,000 次。正文不保存, 只存摘要: 内容在事件里。",
        "Request and answer of each delivery; the newest 1,000 are kept. Of the body only a "
        "digest is: what it says is in the event.",
    ),
    example=Deliveries(next=None, items=(DELIVERY,)),
    problems=[NOT_FOUND],
)
def list_deliveries(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    subscription: SubscriptionInPath,
    before: Before = 2**53 - 1,
    limit: Limit = USUAL,
) -> Deliveries:
    """Give a page of deliveries."""
    own_subscription(office, caller, subscription)
    found = office.webhooks.desk.attempts(subscription, before, min(limit, MOST) + 1)
    page = found[:limit]
    onwards = None
    if len(found) > limit:
        last = page[-1].number
        onwards = f"/v1/subscriptions/{subscription}/deliveries?before={last}&limit={limit}"
    return Deliveries(next=onwards, items=tuple(map(tell_delivery, page)))


@reads(
    "/subscriptions/{subscription:str}/parked",
    tag=TAG,
    zh="停放的事件",
    en="Parked events",
    more=(
        "十次尝试都失败的事件, 以及同一条上排在它后面的; 可以放行或跳过。",
        "Events that failed ten times, and those behind them in their streams; release or skip "
        "them.",
    ),
    example=PARKED,
    problems=[NOT_FOUND],
)
def list_parked(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    subscription: SubscriptionInPath,
) -> ParkedEvents:
    """List what is parked."""
    own_subscription(office, caller, subscription)
    return ParkedEvents(items=tuple(map(tell_parked, office.webhooks.parked(subscription))))


def own_subscription(office: Office, caller: Caller, identity: str) -> Entry:
    """Find a subscription that the caller manages, or raise 403 or 404."""
    permit(caller, Action.SUBSCRIBE, DISTRICTS_OWN, subscription=identity)
    entry = office.webhooks.entry(identity)
    if entry is None:
        raise not_found(subscription=identity)
    if not manages(caller, entry.opened):
        raise NotPermitted(caller, Action.SUBSCRIBE, Verdict.FOREIGN, subscription=identity)
    return entry
