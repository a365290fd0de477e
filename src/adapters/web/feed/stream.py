"""Following the log by server-sent events: what is there, and then whatever comes."""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, aclosing
from functools import partial
from time import monotonic
from typing import Any

from anyio import create_task_group
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from adapters.web.body_problem import BAD_HEADER
from adapters.web.calling import still_admitted
from adapters.web.feed.feeds import Feeds
from adapters.web.feed.listener import LAST_PLACE, After, Listener
from adapters.web.feed.problems import PLACE_BEYOND_HEAD, TOO_MANY_STREAMS
from adapters.web.feed.pull import TAG
from adapters.web.feed.spelling import EXAMPLE_VALUE, heartbeat, messages, opening, place_moved
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest, note_broken_off
from adapters.web.writing.headers import bad_header, single
from application.envelope import position_of
from application.events import Told
from domain.access import Caller

MEDIA_TYPE = "text/event-stream"
LAST_EVENT_ID = "Last-Event-ID"
PLACE_SHAPE = "^[0-9]{1,15}$"
RETRY_MS = 2000
AT_ONCE = 100
"""How many events are spelled before the reader has taken those before."""
FAR = 1000
"""When so many positions hold nothing for a client, he is told the place before the heartbeat."""

_WAY = "sse"
_HEADERS = {
    "Cache-Control": "no-cache",
    # A proxy that collects an answer before it passes it on would hold events back.
    "X-Accel-Buffering": "no",
}
_EXAMPLE = opening(RETRY_MS) + messages(EXAMPLE_VALUE["events"]) + heartbeat(4158)


class EventStream(ASGIResponse):
    """A stream that is counted while it is open, and closed whichever way it ends."""

    _should_set_content_length = False

    def __init__(
        self, counted: AbstractContextManager[None], chunks: AsyncGenerator[bytes]
    ) -> None:
        """Stream these chunks."""
        super().__init__(media_type=MEDIA_TYPE, headers=dict(_HEADERS))
        self._counted = counted
        self._chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; raises, before anything is sent, where it may not be opened."""
        with self._counted:
            async with aclosing(self._chunks):
                await super().__call__(scope, receive, send)

    async def send_body(self, send: Send, receive: Receive) -> None:
        """Send chunk by chunk, until they end or the client has gone."""
        async with create_task_group() as tasks:
            tasks.start_soon(_when_gone, receive, tasks.cancel_scope.cancel)
            async for chunk in self._chunks:
                # It comes back when the connection can take more, so nothing is heaped up here.
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            tasks.cancel_scope.cancel()


async def _when_gone(receive: Receive, leave: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    leave()


class Telling:
    """One stream: where it is, and when it owes a sign of life."""

    def __init__(
        self, feeds: Feeds, listener: Listener, place: int, admitted: Callable[[], bool]
    ) -> None:
        """Tell a listener what stands after a place, for as long as he is admitted."""
        self._feeds = feeds
        self._listener = listener
        self._admitted = admitted
        self._place = self._shown = place
        self._ends = monotonic() + feeds.limits.stream_s
        self._beats = monotonic() + feeds.limits.heartbeat_s

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Give what is to be sent next, each when the one before has been taken."""
        yield opening(RETRY_MS)
        while not self._feeds.watch.closed:
            beat = monotonic() >= self._beats
            # A reader may have kept us waiting: his key is looked at before he is told more.
            if beat and not await sync_to_thread(self._admitted):
                return
            told = await sync_to_thread(self._listener.after, self._place, AT_ONCE)
            if chunk := self._spelled(told, beat=beat):
                yield chunk
            if self._place >= told.head:
                if monotonic() >= self._ends:
                    return
                due = min(self._beats, self._ends)
                await self._feeds.watch.beyond(self._place, due - monotonic())

    def _spelled(self, told: Told, *, beat: bool) -> bytes:
        self._place = told.next
        chunk = messages(told.events)
        self._listener.heard(_WAY, told)
        if told.events:
            self._shown = position_of(told.events[-1])
        if beat:
            self._beats = monotonic() + self._feeds.limits.heartbeat_s
            chunk += heartbeat(self._place)
        elif self._place - self._shown >= FAR:
            chunk += place_moved(self._place)
        else:
            return chunk
        self._shown = self._place
        return chunk


@reads(
    "/events/stream",
    tag=TAG,
    zh="事件流",
    en="A stream of events",
    more=(
        "先发已有的, 再发新来的, 不断开(server-sent events)。每条的 `id` 是总账位置, `event` 是"
        "发布名, `data` 是事件。断线后带 `Last-Event-ID` 重连, 一条不少; 它优先于 `after`。"
        "没有事件时定期发心跳, 其中也有 `id`。服务停止、密钥失效或满一小时即结束, 重连即可。",
        "First what is there, then whatever comes, and it stays open (server-sent events). The "
        "`id` of each is its place in the log, `event` its published name, `data` the event. "
        "Connect again with `Last-Event-ID` and nothing is missed; it goes before `after`. While "
        "there are no events a heartbeat comes, with an `id` as well. The stream ends when the "
        "server stops, when the key is no longer good, and after an hour: connect again.",
    ),
    example=ResponseSpec(
        str,
        generate_examples=False,
        description="事件流 / A stream of events",
        media_type=MEDIA_TYPE,
        examples=[Example(id="example", value=_EXAMPLE.decode())],
    ),
    problems=[BAD_HEADER, PLACE_BEYOND_HEAD, TOO_MANY_STREAMS],
)
async def stream_events(
    request: AnyRequest,
    feeds: NamedDependency[Feeds],
    listener: NamedDependency[Listener],
    caller: NamedDependency[Caller],
    after: After = 0,
) -> ASGIResponse:
    """Open a stream."""
    scope: Any = request.scope
    last = _last_event_id(scope["headers"])
    place, field = (after, "after") if last is None else (last, LAST_EVENT_ID)
    await sync_to_thread(listener.first_after, place, 1, field)
    telling = Telling(feeds, listener, place, partial(still_admitted, request, caller))
    return EventStream(feeds.one_more(caller.name), _noting(request, telling))


async def _noting(request: AnyRequest, telling: Telling) -> AsyncGenerator[bytes]:
    """End a stream that has a fault as it ends otherwise: its client comes again, and is told."""
    async with aclosing(telling.chunks()) as chunks:
        try:
            async for chunk in chunks:
                yield chunk
        except Exception as fault:
            note_broken_off(request, fault)


def _last_event_id(headers: Any) -> int | None:
    text = single(headers, LAST_EVENT_ID)
    if text is None:
        return None
    if not re.fullmatch(PLACE_SHAPE, text) or int(text) > LAST_PLACE:
        raise bad_header(
            LAST_EVENT_ID,
            f"{LAST_EVENT_ID} 须为上一个事件的 id。",
            f"{LAST_EVENT_ID} must be the id of the event before.",
        )
    return int(text)
