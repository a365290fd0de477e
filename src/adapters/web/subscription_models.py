"""What is told of subscriptions, their deliveries, and what they have parked."""

import json
from typing import Any

from adapters.web.answer import Model, told
from adapters.web.writing import story
from application.ports.webhook_desk import Attempt, Owed
from application.webhooks import Entry
from domain.subscription import Closed, Disabled, Paused


class Subscription(Model):
    """一个订阅 / A subscription"""

    id: str = told("编号", "Its id", story.SUBSCRIPTION)
    name: str = told("名称", "Its name", "区级看板")
    state: str = told(
        "状态: open 推送中, paused 已暂停, disabled 已被系统停用, closed 已关闭",
        "open; paused by its holder; disabled by the system; or closed",
        "open",
    )
    reason: str | None = told(
        "停用原因: gone 对方答 410, unanswered 三天全部失败, key 密钥失效",
        "Why it was disabled: gone, the receiver said 410; unanswered, all failed for three days; "
        "key, its key is good no more",
        None,
    )
    since: str | None = told(
        "暂停、停用或关闭的时间", "Since when it is paused, disabled or closed", None
    )
    holder: str = told("由谁的密钥负责", "Whose key answers for it", "key:a2b3c4d5")
    role: str = told("可见范围: 身份", "What it may see: the role", "district")
    jurisdiction: tuple[str, ...] = told("可见范围: 管辖", "What it may see: whose", [])
    origin: str = told(
        "推送到哪里; 地址的其余部分不显示",
        "Where events are sent; the rest of the address is not shown",
        "https://receiver.example",
    )
    payload: str = told("full 含事实内容, thin 仅通知", "full, or thin: without data", "full")
    filter: tuple[dict[str, Any], ...] = told(
        "筛选条件", "What is wanted", [{"prefix": {"type": "lot-"}}]
    )
    place: int = told("已推送或待补发到的位置", "All up to here was sent, or is owed", 41)
    head: int = told("目前可以推送到的位置", "As far as anybody can follow at present", 45)
    lag: int = told("落后多少个位置", "How many positions it is behind", 4)
    held: int = told("等待重试的事件数", "Events that wait to be tried again", 0)
    parked: int = told("停放的事件数", "Events that are parked", 0)
    failing_since: str | None = told(
        "自何时起没有一次成功", "Since when nothing has been delivered", None
    )
    waits_until: str | None = told("在此之前不再推送", "Nothing is sent before this", None)


class Subscriptions(Model):
    """订阅的一页 / A page of subscriptions"""

    next: str | None = told("下一页地址; null 表示到此为止", "The next page, or null", None)
    items: tuple[Subscription, ...] = told("按编号排列", "In order of their id")


class Delivery(Model):
    """一次推送 / One delivery"""

    number: int = told("该订阅的第几次", "Counted within the subscription", 17)
    position: int = told("事件的位置; 0 为测试推送", "Of the event; 0 is a ping", 41)
    type: str = told("事件类型", "The type of the event", "lot-received.v1")
    subject: str = told("事件属于哪一条", "The stream of the event", "lot:XT221129001")
    attempt: int = told("第几次尝试", "Which try it was", 1)
    at: str = told("时间", "When", "2022-11-30T18:00:00.000000+08:00")
    outcome: str = told(
        "结果: delivered 已送达, status-500 等状态, 或 timed-out、not-connected、"
        "address-not-allowed、certificate-not-trusted、host-not-resolved、broken-off, "
        "或 called-off(本系统停止, 未等回答, 不算失败)",
        "delivered; a status such as status-500; or timed-out, not-connected, "
        "address-not-allowed, certificate-not-trusted, host-not-resolved, broken-off; or "
        "called-off: we stopped and did not wait for an answer, which is no failure",
        "delivered",
    )
    status: int | None = told("对方的状态码", "The status that was answered", 204)
    duration_ms: int = told("用时, 毫秒", "How long it took, ms", 38)
    request_headers: tuple[str, ...] = told(
        "请求头", "Headers of the request", ["webhook-id: 41", "webhook-timestamp: 1669802400"]
    )
    body_sha256: str = told("请求正文的 SHA-256", "SHA-256 of the request's body", "0f" * 32)
    body_bytes: int = told("请求正文的字节数", "Length of the request's body", 512)
    response: str | None = told(
        "对方回答的开头(2 KiB); 可能含个人信息时不保存",
        "How the answer begins (2 KiB); not kept where it may repeat what belongs to a person",
        "",
    )


class Deliveries(Model):
    """推送记录的一页 / A page of deliveries"""

    next: str | None = told("更早的一页; null 表示到此为止", "Earlier ones, or null", None)
    items: tuple[Delivery, ...] = told("最新的在前", "The newest first")


class ParkedEvent(Model):
    """一条停放的事件 / A parked event"""

    position: int = told("位置", "Its position", story.PARKED)
    subject: str = told("属于哪一条", "Its stream", "lot:XT221129001")
    attempts: int = told("尝试次数; 0 为排在后面", "How often it was tried; 0: it waits behind", 10)


class ParkedEvents(Model):
    """停放的事件 / Parked events"""

    items: tuple[ParkedEvent, ...] = told("按位置排列", "In order of position")


SUBSCRIPTION = Subscription(
    id=story.SUBSCRIPTION,
    name="区级看板",
    state="open",
    reason=None,
    since=None,
    holder="key:a2b3c4d5",
    role="district",
    jurisdiction=(),
    origin="https://receiver.example",
    payload="full",
    filter=({"prefix": {"type": "lot-"}},),
    place=41,
    head=45,
    lag=4,
    held=0,
    parked=0,
    failing_since=None,
    waits_until=None,
)
DELIVERY = Delivery(
    number=17,
    position=41,
    type="lot-received.v1",
    subject="lot:XT221129001",
    attempt=1,
    at="2022-11-30T18:00:00.000000+08:00",
    outcome="delivered",
    status=204,
    duration_ms=38,
    request_headers=("webhook-id: 41", "webhook-timestamp: 1669802400"),
    body_sha256="0f" * 32,
    body_bytes=512,
    response="",
)
PARKED = ParkedEvents(
    items=(ParkedEvent(position=story.PARKED, subject="lot:XT221129001", attempts=10),)
)


def tell_subscription(entry: Entry) -> Subscription:
    """Say where a subscription stands."""
    state, opened, keeping = entry.life.state, entry.opened, entry.keeping
    since = state.since if isinstance(state, Paused | Disabled | Closed) else None
    return Subscription(
        id=entry.life.id,
        name=opened.name,
        state=type(state).__name__.lower(),
        reason=state.reason.value if isinstance(state, Disabled) else None,
        since=since,
        holder=opened.holder if isinstance(state, Closed) else getattr(state, "holder", ""),
        role=opened.role.value,
        jurisdiction=opened.jurisdiction,
        origin=opened.origin,
        payload=opened.payload.value,
        filter=tuple(json.loads(opened.wanted)),
        place=opened.place if keeping is None else keeping.place,
        head=entry.head,
        lag=entry.lag,
        held=entry.held,
        parked=entry.parked,
        failing_since=_time(keeping and keeping.failing_since),
        waits_until=_time(keeping and keeping.waits_until),
    )


def tell_delivery(attempt: Attempt) -> Delivery:
    """Say what came of a delivery."""
    return Delivery(
        number=attempt.number,
        position=attempt.position,
        type=attempt.type,
        subject=attempt.stream,
        attempt=attempt.attempt,
        at=_time(attempt.at) or "",
        outcome=attempt.outcome,
        status=attempt.status,
        duration_ms=attempt.duration_ms,
        request_headers=tuple(attempt.headers.splitlines()),
        body_sha256=attempt.body_sha256,
        body_bytes=attempt.body_bytes,
        response=attempt.excerpt,
    )


def tell_parked(owed: Owed) -> ParkedEvent:
    """Say what is parked."""
    return ParkedEvent(position=owed.position, subject=owed.stream, attempts=owed.attempts)


def _time(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat(timespec="microseconds")
