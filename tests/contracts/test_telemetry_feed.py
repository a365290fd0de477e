"""What a `TelemetryFeed` keeps to, and what it asks of a `TakeMessage`."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

import pytest

from adapters.mqtt.connection import MqttAway
from adapters.mqtt.feed import mqtt_feed
from application.ports.telemetry_feed import NotNow, TakeMessage, TelemetryFeed
from domain.refusal import Refusal
from tests.mosquitto import LEFT_OUT, Mosquitto, installed_program, own_mosquitto

BOOKS = "urn:uuid:6f1d"
SECONDS = 20


class Nonsense(Refusal):
    """不是读数。

    These are no readings.
    """


class FeedInMemory:
    """A broker that is always there, and brings again what is not acknowledged."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, bytes]] = []
        self._lock = Lock()
        self.aside: list[str] = []

    @property
    def address(self) -> str:
        return "memory:"

    def probe(self) -> None:
        return

    def publish(self, device: str, body: bytes) -> None:
        with self._lock:
            self._waiting.append((device, body))

    @contextmanager
    def taken_in(self, source: str, take: TakeMessage) -> Generator[None]:
        del source
        stopping = Event()
        thread = Thread(target=self._bring, args=(take, stopping))
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join()

    def _bring(self, take: TakeMessage, stopping: Event) -> None:
        while not stopping.is_set():
            with self._lock:
                first = self._waiting[:1]
            for device, body in first:
                try:
                    take(device, body)
                except NotNow:
                    break
                except Refusal as never:
                    self.aside.append(never.code)
                with self._lock:
                    del self._waiting[0]
            stopping.wait(0.01)


class Bench:
    """A feed, somebody who publishes to it, and the codes of what was put aside."""

    def __init__(
        self,
        feed: TelemetryFeed,
        publish: Callable[[str, bytes], None],
        aside: Callable[[], list[str]],
    ) -> None:
        self.feed = feed
        self.publish = publish
        self.aside = aside


@pytest.fixture(scope="module")
def broker() -> Generator[Mosquitto]:
    program = installed_program()
    if program is None:
        pytest.skip(LEFT_OUT)
    with own_mosquitto(program) as running:
        yield running


@pytest.fixture(params=["memory", "mqtt"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    if request.param == "memory":
        memory = FeedInMemory()
        return Bench(memory, memory.publish, lambda: memory.aside)
    broker: Mosquitto = request.getfixturevalue("broker")
    file = tmp_path / "aside"
    feed = mqtt_feed(broker.url, {}, file)
    assert feed is not None

    def publish(device: str, body: bytes) -> None:
        broker.publish([(f"tanguanjia/{device}/readings", body)])

    def aside() -> list[str]:
        lines = file.read_text().splitlines() if file.exists() else []
        return [line.partition('"code": "')[2].partition('"')[0] for line in lines]

    with feed.taken_in(request.node.name, Desk()):
        # The broker keeps for a source what comes after it was there once.
        time.sleep(0.5)
    return Bench(feed, publish, aside)


class Desk:
    """Takes messages in, or fails as it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.shut = False
        self.refused_once = Event()

    def __call__(self, device: str, body: bytes) -> None:
        if self.shut:
            self.refused_once.set()
            raise NotNow
        if body == b"nonsense":
            raise Nonsense(device=device)
        self.taken.append((device, body))

    def until(self, count: int) -> list[tuple[str, bytes]]:
        """Wait for so many messages."""
        deadline = time.monotonic() + SECONDS
        while len(self.taken) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.taken


def test_what_is_published_is_taken_in_in_order(
    bench: Bench, request: pytest.FixtureRequest
) -> None:
    desk = Desk()
    with bench.feed.taken_in(request.node.name, desk):
        for number in range(3):
            bench.publish("PROBE-1", b"%d" % number)
        assert desk.until(3) == [("PROBE-1", b"0"), ("PROBE-1", b"1"), ("PROBE-1", b"2")]


def test_what_comes_while_nobody_listens_is_kept(
    bench: Bench, request: pytest.FixtureRequest
) -> None:
    bench.publish("PROBE-1", b"early")
    desk = Desk()
    with bench.feed.taken_in(request.node.name, desk):
        assert desk.until(1) == [("PROBE-1", b"early")]
    again = Desk()
    with bench.feed.taken_in(request.node.name, again):
        bench.publish("PROBE-2", b"later")
        assert again.until(1) == [("PROBE-2", b"later")]


def test_what_can_never_be_taken_in_is_put_aside_and_blocks_nothing(
    bench: Bench, request: pytest.FixtureRequest
) -> None:
    desk = Desk()
    with bench.feed.taken_in(request.node.name, desk):
        bench.publish("PROBE-1", b"nonsense")
        bench.publish("PROBE-1", b"sense")
        assert desk.until(1) == [("PROBE-1", b"sense")]
    assert bench.aside() == ["nonsense"]


def test_what_cannot_be_taken_in_now_comes_again(
    bench: Bench, request: pytest.FixtureRequest
) -> None:
    desk = Desk()
    desk.shut = True
    with bench.feed.taken_in(request.node.name, desk):
        bench.publish("PROBE-1", b"first")
        assert desk.refused_once.wait(SECONDS)
        bench.publish("PROBE-1", b"second")
        desk.shut = False
        assert desk.until(2) == [("PROBE-1", b"first"), ("PROBE-1", b"second")]
    assert bench.aside() == []


def test_a_probe_is_quiet_or_says_why(bench: Bench, tmp_path: Path) -> None:
    bench.feed.probe()
    nowhere = mqtt_feed("mqtt://somebody:secret@127.0.0.1:1", {}, tmp_path / "aside")
    assert nowhere is not None
    with pytest.raises(MqttAway) as refused:
        nowhere.probe()
    assert "secret" not in f"{refused.value}{nowhere.address}{nowhere!r}"


def test_where_none_is_named_there_is_none(tmp_path: Path) -> None:
    assert mqtt_feed(None, {}, tmp_path / "aside") is None
