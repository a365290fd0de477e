"""订阅的办理: what is told to systems outside is opened, tried, moved and closed."""

import json
from collections.abc import Sequence

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.permitting import permit
from adapters.web.subscription_models import DELIVERY, Delivery, tell_delivery
from adapters.web.subscriptions import TAG, SubscriptionInPath
from adapters.web.writing.fields import OfAPerson
from adapters.web.writing.operation import writes
from adapters.web.writing.submission import Recorded, Submission
from adapters.web.writing.subscription_bodies import (
    OPENED,
    OPENED_AGAIN,
    NewSubscription,
    Nothing,
    Opened,
    Start,
)
from adapters.web.writing.subscription_course import own, place_of, recorded
from application.act import Act, Change, Read, decided, only
from application.event_filter import read_filter
from application.webhooks import ADDRESS, Webhooks, identity_of
from domain.access import DISTRICTS_OWN, Action, Caller
from domain.refusal import Refusal
from domain.subscription import SUBSCRIPTION, CloseSubscription, OpenSubscription, RotateSecret

AT_THE_HEAD = Start(at="head")
EVERYTHING = "[]"


@writes(
    "/subscriptions",
    tag=TAG,
    zh="新建订阅",
    en="Open a subscription",
    more=(
        "此后发生的事会以本密钥可见的范围推送到该地址(Standard Webhooks 签名)。签名密钥只在答复中"
        "显示一次。",
        "What happens is sent to this address as far as the key may see it, signed as Standard "
        "Webhooks has it. The secret is shown in this answer only.",
    ),
    body=NewSubscription,
    example={
        "name": "区级看板",
        "url": "https://receiver.example/hooks",
        "filter": [{"prefix": {"type": "lot-"}}],
        "payload": "full",
        "start": {"at": "head"},
    },
    answers=(OPENED, OPENED_AGAIN),
)
def open_subscription(submission: NamedDependency[Submission]) -> Response[Opened]:
    """Open a subscription."""
    caller, webhooks = submission.caller, submission.office.webhooks
    permit(caller, Action.SUBSCRIBE, DISTRICTS_OWN)
    told = submission.read(NewSubscription)
    endpoint = webhooks.rules.read(told.url)
    wanted = told.filter or EVERYTHING
    read_filter(json.loads(wanted))
    place = place_of(told.start or AT_THE_HEAD, submission.office)
    identity = identity_of(submission.command_id)
    if webhooks.life(identity).opened is None:
        # For whom there is no room by now nothing is got ready; whether there is any, the act sees.
        webhooks.must_have_room(caller, submission.office.log.read)
    secret = webhooks.take_up(identity, submission.command_id, told.url, place)
    command = OpenSubscription(
        submission.office.now(),
        told.name,
        caller.name,
        caller.role,
        tuple(caller.jurisdiction),
        endpoint.origin,
        told.payload,
        wanted,
        place,
    )
    sealed = {"url": submission.seal(f"subscription:{identity}", told.url, name=OfAPerson(ADDRESS))}
    act, at = _if_room(webhooks, caller, identity, command), f"/v1/subscriptions/{identity}"
    try:
        answer = submission.record(act, told, {}, at=at, sealed=sealed, in_turn=True)
    except Refusal:
        webhooks.drop_unless_opened(identity)
        raise
    return _with_secret(answer, identity, secret)


@writes(
    "/subscriptions/{subscription:str}/ping",
    tag=TAG,
    zh="测试推送",
    en="Ping",
    more=(
        "立即推送一条 `tanguanjia.ping` 并告知对方如何回答; 不记账, 每次都会推送。",
        "Sends a `tanguanjia.ping` now and tells what was answered; records nothing, and sends "
        "each time.",
    ),
    body=Nothing,
    example={},
    answers=(DELIVERY, DELIVERY),
)
def ping_subscription(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Delivery]:
    """Ping a receiver."""
    entry = own(submission, subscription)
    submission.read(Nothing)
    attempt = submission.office.webhooks.ping(entry)
    at = f"/v1/subscriptions/{subscription}/deliveries"
    return Response(tell_delivery(attempt), status_code=201, headers={"location": at})


@writes(
    "/subscriptions/{subscription:str}/rotate-secret",
    tag=TAG,
    zh="轮换签名密钥",
    en="Rotate the secret",
    more=(
        "24 小时内新旧密钥各签一次, 之后只用新的。新密钥只在答复中显示一次。",
        "For 24 hours both the new and the old sign, then the new alone. It is shown in this "
        "answer only.",
    ),
    body=Nothing,
    example={},
    answers=(OPENED, OPENED_AGAIN),
)
def rotate_secret(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Opened]:
    """Rotate the secret."""
    entry = own(submission, subscription)
    told = submission.read(Nothing)
    rotate = submission.office.webhooks.rotate
    secret = rotate(subscription, submission.command_id) if entry.keeping else ""
    act = only(SUBSCRIPTION, subscription, RotateSecret(submission.office.now()))
    answer = submission.record(act, told, {"subscription": subscription})
    return _with_secret(answer, subscription, secret)


@writes(
    "/subscriptions/{subscription:str}/close",
    tag=TAG,
    zh="关闭订阅",
    en="Close a subscription",
    more=(
        "永久停止, 密钥与推送记录一并销毁。",
        "Ends it for good; its secrets and its deliveries are destroyed.",
    ),
    body=Nothing,
    example={},
)
def close_subscription(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Recorded]:
    """Close."""
    command = CloseSubscription(submission.office.now())
    return recorded(submission, subscription, Nothing, lambda _: command)


def _if_room(webhooks: Webhooks, caller: Caller, identity: str, command: OpenSubscription) -> Act:
    """Count within the act, and in turn: of two who look at once both would see the last place."""

    def act(read: Read) -> Sequence[Change]:
        webhooks.must_have_room(caller, read)
        return (decided(read, SUBSCRIPTION, identity, command),)

    return act


def _with_secret(answer: Response[Recorded], subscription: str, secret: str) -> Response[Opened]:
    """Show a secret to whoever is answered for the first time."""
    shown = None if answer.content.repeated else secret
    told = Opened(**answer.content.model_dump(), subscription=subscription, secret=shown)
    return Response(told, status_code=answer.status_code, headers=answer.headers)
