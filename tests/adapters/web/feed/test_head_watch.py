"""One look for all who wait, and none while nobody does."""

import asyncio

import pytest

from adapters.web.feed.head_watch import HeadWatch

SOON_S = 0.01


class Log:
    """A head that a test moves on, and how often it was looked at."""

    def __init__(self, head: int = 0) -> None:
        self.stands_at = head
        self.looks = 0
        self.fault: Exception | None = None

    def head(self) -> int:
        self.looks += 1
        if self.fault is not None:
            raise self.fault
        return self.stands_at


def test_nobody_looks_while_nobody_waits() -> None:
    log = Log()

    async def idle() -> None:
        HeadWatch(log.head, SOON_S)
        await asyncio.sleep(10 * SOON_S)

    asyncio.run(idle())
    assert log.looks == 0


def test_all_who_wait_share_a_look() -> None:
    log = Log(7)

    async def wait() -> list[bool]:
        watch = HeadWatch(log.head, SOON_S)
        return await asyncio.gather(*(watch.beyond(place, 60) for place in range(7)))

    assert asyncio.run(wait()) == [True] * 7
    assert log.looks == 1


def test_who_waits_hears_when_the_log_goes_on_and_not_before() -> None:
    log = Log(7)

    async def wait() -> bool:
        watch = HeadWatch(log.head, SOON_S)
        waiting = asyncio.create_task(watch.beyond(7, 60))
        while log.looks < 3:
            await asyncio.sleep(SOON_S)
        assert not waiting.done()
        log.stands_at = 8
        return await waiting

    assert asyncio.run(wait())


def test_the_time_ends_a_wait() -> None:
    assert asyncio.run(HeadWatch(Log(7).head, SOON_S).beyond(7, 0.1)) is False
    assert asyncio.run(HeadWatch(Log(7).head, SOON_S).beyond(0, 0)) is False


def test_whoever_waits_goes_home_when_it_is_closed() -> None:
    async def close() -> bool:
        watch = HeadWatch(Log().head, SOON_S)
        waiting = asyncio.create_task(watch.beyond(0, 60))
        await asyncio.sleep(SOON_S)
        watch.close()
        assert watch.closed
        return await waiting

    assert asyncio.run(close()) is False


def test_a_fault_is_told_to_all_who_wait_and_the_next_looks_again() -> None:
    log = Log(7)
    log.fault = ConnectionError("away")

    async def wait() -> bool:
        watch = HeadWatch(log.head, SOON_S)
        waits = [watch.beyond(0, 60) for _ in range(3)]
        told = await asyncio.gather(*waits, return_exceptions=True)
        assert told == [log.fault] * 3
        log.fault = None
        return await watch.beyond(0, 60)

    assert asyncio.run(wait())


def test_a_fault_that_nobody_waited_for_to_the_end_is_no_noise(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = Log()
    log.fault = ConnectionError("away")

    async def leave() -> None:
        watch = HeadWatch(log.head, SOON_S)
        await watch.beyond(0, SOON_S / 10)
        while not log.looks:
            await asyncio.sleep(SOON_S)
        await asyncio.sleep(SOON_S)

    asyncio.run(leave())
    assert caplog.records == []


def test_another_loop_looks_for_itself() -> None:
    watch = HeadWatch(Log(7).head, SOON_S)
    for _ in range(2):
        asyncio.run(watch.beyond(7, SOON_S / 10))
        assert asyncio.run(watch.beyond(0, 60))
