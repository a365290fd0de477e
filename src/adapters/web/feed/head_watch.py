"""One look at the head of the log for everybody who waits, and none while nobody does."""

import asyncio
from collections.abc import Callable
from time import monotonic

from litestar.concurrency import sync_to_thread

LOOK_EVERY_S = 0.2


class HeadWatch:
    """Lets any number of callers wait without a thread until the log goes on."""

    def __init__(self, head: Callable[[], int], every_s: float = LOOK_EVERY_S) -> None:
        """Watch as far as one can follow, which `head` tells and takes its time to."""
        self._head = head
        self._every_s = every_s
        self._look: asyncio.Task[int] | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nobody is to wait any more."""
        return self._closed

    def close(self) -> None:
        """Send everybody home who waits; each goes within a look."""
        self._closed = True

    async def beyond(self, place: int, within_s: float) -> bool:
        """Wait until one can follow further than a place; False if that was not to be.

        Raises what the look at the head raises.
        """
        until = monotonic() + within_s
        while not self._closed and (left_s := until - monotonic()) > 0:
            look = self._next_look()
            done, _ = await asyncio.wait({look}, timeout=left_s)
            if done and look.result() > place:
                return True
        return False

    def _next_look(self) -> asyncio.Task[int]:
        loop = asyncio.get_running_loop()
        if self._look is None or self._look.done() or self._look.get_loop() is not loop:
            self._look = loop.create_task(self._look_soon())
            self._look.add_done_callback(_seen)
        return self._look

    async def _look_soon(self) -> int:
        await asyncio.sleep(self._every_s)
        return await sync_to_thread(self._head)


def _seen(look: asyncio.Task[int]) -> None:
    """Ask what a look came to: a fault is nobody's if all who waited for it have gone."""
    if not look.cancelled():
        look.exception()
