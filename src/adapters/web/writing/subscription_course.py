"""订阅的进退: a subscription is paused, moved, resumed, and what it has parked is let go."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.subscriptions import TAG, SubscriptionInPath, own_subscription
from adapters.web.writing.body import Body
from adapters.web.writing.operation import writes
from adapters.web.writing.submission import Recorded, Submission
from adapters.web.writing.subscription_bodies import (
    Nothing,
    PositionInPath,
    Range,
    Seek,
    Start,
    StartNeedsPlace,
)
from application.act import Act, Change, Read, decided, only
from application.office import Office
from application.webhooks import Entry
from domain.subscription import (
    SUBSCRIPTION,
    Command,
    MoveSubscription,
    NoSuchPlace,
    PauseSubscription,
    ReleaseEvent,
    ReplayEvents,
    ResumeSubscription,
    SkipEvent,
)

B = TypeVar("B", bound=Body)


@writes(
    "/subscriptions/{subscription:str}/pause",
    tag=TAG,
    zh="暂停订阅",
    en="Pause a subscription",
    more=("不再推送, 位置保留。", "Nothing more is sent; its place stays."),
    body=Nothing,
    example={},
)
def pause_subscription(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Recorded]:
    """Pause."""
    command = PauseSubscription(submission.office.now())
    return recorded(submission, subscription, Nothing, lambda _: command)


@writes(
    "/subscriptions/{subscription:str}/seek",
    tag=TAG,
    zh="改从别处继续",
    en="Go on from another place",
    more=(
        "等待重试与停放的事件一并放弃, 从所写的位置之后继续。",
        "What waits to be tried again or is parked is let go; it goes on after the place named.",
    ),
    body=Seek,
    example={"to": {"at": "index", "index": 0}},
)
def seek_in_subscription(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Recorded]:
    """Go on from another place."""
    office = submission.office

    def moved(told: Seek) -> Command:
        return MoveSubscription(office.now(), place_of(told.to, office))

    return recorded(submission, subscription, Seek, moved)


@writes(
    "/subscriptions/{subscription:str}/resume",
    tag=TAG,
    zh="恢复订阅",
    en="Resume a subscription",
    more=(
        "从停下的位置继续, 不丢失; 此后由本密钥负责。",
        "Goes on from where it stopped, and loses nothing; this key answers for it from now on.",
    ),
    body=Nothing,
    example={},
)
def resume_subscription(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Recorded]:
    """Resume."""
    command = ResumeSubscription(submission.office.now(), submission.caller.name)
    return recorded(submission, subscription, Nothing, lambda _: command)


@writes(
    "/subscriptions/{subscription:str}/replay",
    tag=TAG,
    zh="补发一段",
    en="Send a range once more",
    more=(
        "把一段位置上已推送过的事件再推送一次, 最多 1,000 个位置; 编号不变, 对方须能去重。",
        "Sends what happened at these positions once more, 1,000 of them at most; ids stay the "
        "same.",
    ),
    body=Range,
    example={"first": 1, "last": 45},
)
def replay_events(
    submission: NamedDependency[Submission], subscription: SubscriptionInPath
) -> Response[Recorded]:
    """Send a range once more."""
    now = submission.office.now()
    return recorded(
        submission, subscription, Range, lambda told: ReplayEvents(now, told.first, told.last)
    )


@writes(
    "/subscriptions/{subscription:str}/parked/{position:int}/release",
    tag=TAG,
    zh="放行停放的事件",
    en="Release a parked event",
    more=(
        "同一条上停放的事件按次序重新尝试。",
        "What is parked of its stream is tried again, in order.",
    ),
    body=Nothing,
    example={},
)
def release_event(
    submission: NamedDependency[Submission],
    subscription: SubscriptionInPath,
    position: PositionInPath,
) -> Response[Recorded]:
    """Release."""
    return _let_go(submission, subscription, position, ReleaseEvent)


@writes(
    "/subscriptions/{subscription:str}/parked/{position:int}/skip",
    tag=TAG,
    zh="跳过停放的事件",
    en="Skip a parked event",
    more=(
        "这一条不再推送, 排在它后面的重新尝试。",
        "This one is not sent any more; those behind it are tried again.",
    ),
    body=Nothing,
    example={},
)
def skip_event(
    submission: NamedDependency[Submission],
    subscription: SubscriptionInPath,
    position: PositionInPath,
) -> Response[Recorded]:
    """Skip."""
    return _let_go(submission, subscription, position, SkipEvent)


def place_of(start: Start, office: Office) -> int:
    """The place after which a start begins; raises `StartNeedsPlace` and `NoSuchPlace`."""
    wanted = {"head": (), "index": ("index",), "time": ("time",)}[start.at]
    given = [name for name in ("index", "time") if getattr(start, name) is not None]
    if given != list(wanted):
        raise StartNeedsPlace(at=start.at)
    if start.time is not None:
        return office.events.feed.place_before(start.time.moment.isoformat(timespec="microseconds"))
    head = office.events.feed.head()
    if start.index is not None and start.index > head:
        raise NoSuchPlace(place=start.index, head=head)
    return head if start.index is None else start.index


def own(submission: Submission, subscription: str) -> Entry:
    """Find a subscription that the caller manages, or raise 403 or 404."""
    return own_subscription(submission.office, submission.caller, subscription)


def recorded(
    submission: Submission, subscription: str, model: type[B], command: Callable[[B], Command]
) -> Response[Recorded]:
    """Read a body and record what it asks for."""
    own(submission, subscription)
    told = submission.read(model)
    act = only(SUBSCRIPTION, subscription, command(told))
    return submission.record(act, told, {"subscription": subscription})


def _let_go(
    submission: Submission,
    subscription: str,
    position: int,
    kind: type[ReleaseEvent] | type[SkipEvent],
) -> Response[Recorded]:
    own(submission, subscription)
    told = submission.read(Nothing)
    command = kind(submission.office.now(), position)
    act = _if_parked(submission.office, subscription, position, command)
    about = {"subscription": subscription, "position": str(position)}
    return submission.record(act, told, about)


def _if_parked(office: Office, subscription: str, position: int, command: Command) -> Act:
    """Look within the act: a repeated command is answered as before, though nothing is parked."""

    def act(read: Read) -> Sequence[Change]:
        office.webhooks.must_be_parked(subscription, position)
        return (decided(read, SUBSCRIPTION, subscription, command),)

    return act
