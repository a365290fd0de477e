"""An event loop in a thread of its own, for whoever is not asynchronous."""

import asyncio
from collections.abc import Coroutine, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class BackgroundLoop:
    """Runs what any thread hands to it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Use a loop that runs elsewhere."""
        self._loop = loop
        self._begun: set[Future[Any]] = set()

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Let it work."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._begun.add(future)
        future.add_done_callback(self._begun.discard)
        return future

    def call(self, work: Coroutine[Any, Any, T], timeout_s: float) -> T:
        """Wait for its result; raises TimeoutError, and then it is broken off."""
        future = self.begin(work)
        try:
            return future.result(timeout_s)
        except TimeoutError:
            future.cancel()
            raise

    def break_off(self) -> None:
        """Cancel what has been begun and is not done; whoever waits for it is told so."""
        for future in tuple(self._begun):
            future.cancel()


@contextmanager
def background_loop(name: str) -> Generator[BackgroundLoop]:
    """Run a loop for as long as the context lasts; what is left in it then is cancelled."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        thread = Thread(target=loop.run_forever, name=name)
        thread.start()
        try:
            yield BackgroundLoop(loop)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
