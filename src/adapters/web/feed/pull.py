"""Following the log page by page: whoever is at its head may wait there for what comes next."""

from time import monotonic
from typing import Annotated

from litestar import Response
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from adapters.web.asking import USUAL, Limit, parameter
from adapters.web.feed.feeds import Feeds
from adapters.web.feed.listener import After, Listener
from adapters.web.feed.problems import PLACE_BEYOND_HEAD
from adapters.web.feed.spelling import EXAMPLE_VALUE, EventPage, batch, page
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from application.envelope import BATCH_MEDIA_TYPE
from application.events import Told

TAG = "事件 Events"
NEXT, HEAD = "Events-Next", "Events-Head"
"""The headers that tell a client of a bare batch what a page tells inside."""

MOST_WAIT_S = 30
_JSON = "application/json"
_WAY = "pull"

Wait = Annotated[
    int,
    parameter(
        f"没有新事件时最多等若干秒(0 至 {MOST_WAIT_S}), 有了立即回答; 默认不等",
        f"Where there is nothing new, wait at most so many seconds (0 to {MOST_WAIT_S}) and answer "
        "as soon as there is; by default there is no waiting",
        20,
        ge=0,
        le=MOST_WAIT_S,
    ),
]


@reads(
    "/events",
    tag=TAG,
    zh="取事件",
    en="Pull events",
    more=(
        "总账中的每一条事实, 按次序, 只限调用者可见的。记下 `next`, 下次用作 `after`; 加 `wait` 即"
        "长轮询。以 `Accept: application/cloudevents-batch+json` 取得不带外壳的数组, `next` 与 "
        "`head` 在响应头 `Events-Next`、`Events-Head` 中。",
        "Every fact of the log in its order, as far as the caller may see it. Keep `next` and give "
        "it as `after` the next time; with `wait` it is a long poll. With `Accept: "
        "application/cloudevents-batch+json` the answer is the bare array, and `next` and `head` "
        "are in the headers `Events-Next` and `Events-Head`.",
    ),
    example=ResponseSpec(
        EventPage,
        generate_examples=False,
        description="有结果 / An answer",
        examples=[Example(id="example", value=EXAMPLE_VALUE)],
    ),
    problems=[PLACE_BEYOND_HEAD],
)
async def pull_events(
    request: AnyRequest,
    feeds: NamedDependency[Feeds],
    listener: NamedDependency[Listener],
    after: After = 0,
    limit: Limit = USUAL,
    wait: Wait = 0,
) -> Response[bytes]:
    """Give the next events, now or when there are some."""
    told = await _told(feeds, listener, after, limit, min(wait, feeds.limits.wait_s))
    listener.heard(_WAY, told)
    if request.accept.best_match([_JSON, BATCH_MEDIA_TYPE]) == BATCH_MEDIA_TYPE:
        headers = {NEXT: str(told.next), HEAD: str(told.head), "Vary": "Accept"}
        return Response(batch(told.events), media_type=BATCH_MEDIA_TYPE, headers=headers)
    return Response(page(told), media_type=_JSON, headers={"Vary": "Accept"})


async def _told(feeds: Feeds, listener: Listener, after: int, limit: int, wait_s: float) -> Told:
    until = monotonic() + wait_s
    told = await sync_to_thread(listener.first_after, after, limit, "after")
    while not told.events and (left_s := until - monotonic()) > 0 and not feeds.watch.closed:
        if told.next >= told.head:
            await feeds.watch.beyond(told.next, left_s)
        told = await sync_to_thread(listener.after, told.next, limit)
    return told
