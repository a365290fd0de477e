"""By MQTT each reading is there exactly once, whatever becomes of broker and books."""

import json
import time
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from adapters.clock import StandingClock
from adapters.mqtt.aside import Aside
from adapters.mqtt.connection import MqttRefusesUs
from adapters.mqtt.feed import MqttFeed, mqtt_feed, name_of
from adapters.wiring import open_office
from application.intake import Intake
from application.office import Office
from application.ports.telemetry_feed import NotNow
from application.ports.telemetry_store import Kept, ReadingsNotKept
from application.telemetry_body import NotJson
from application.telemetry_messages import MessageBroke, TelemetryMessages
from domain.device import UnknownDevice
from domain.reading import Readings
from tests.mosquitto import LEFT_OUT, Mosquitto, installed_program, own_mosquitto
from tests.telemetry_district import DAY, PROBE, TODAY, install, settle

AT_MS = int(DAY.timestamp() * 1000)
TOPIC = f"tanguanjia/{PROBE}/readings"
SECONDS = 40


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url, clock=StandingClock(TODAY)) as opened:
        settle(opened)
        install(opened)
        yield opened


@pytest.fixture
def broker() -> Generator[Mosquitto]:
    program = installed_program()
    if program is None:
        pytest.skip(LEFT_OUT)
    with own_mosquitto(program) as running:
        yield running


def message(second: int) -> tuple[str, bytes]:
    return TOPIC, json.dumps({"at": AT_MS + 1000 * second, "inlet_mg_per_m3": 80}).encode()


def kept(office: Office) -> list[int]:
    return office.telemetry.read(PROBE, 0, 2**50).at_ms.tolist()


def wait_for(office: Office, count: int) -> list[int]:
    deadline = time.monotonic() + SECONDS
    while len(kept(office)) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return kept(office)


class Counting:
    """Takes in, and counts how often."""

    def __init__(self, office: Office) -> None:
        self.times = 0
        self._take = TelemetryMessages(office)

    def __call__(self, device: str, body: bytes) -> None:
        self._take(device, body)
        self.times += 1


def feed_of(broker: Mosquitto, folder: Path) -> MqttFeed:
    feed = mqtt_feed(broker.url, {}, folder / "aside")
    assert feed is not None
    return feed


def test_each_reading_is_there_exactly_once_though_the_broker_goes_away_again_and_again(
    office: Office, broker: Mosquitto, tmp_path: Path
) -> None:
    many, began = 300, Event()
    publisher = Thread(target=broker.publish, args=(list(map(message, range(many))), began))
    with feed_of(broker, tmp_path).taken_in("books", TelemetryMessages(office)):
        time.sleep(0.5)
        publisher.start()
        for turn in range(3):
            wait_for(office, 50 * (turn + 1))
            broker.restart()
        publisher.join(SECONDS)
        assert wait_for(office, many) == [AT_MS + 1000 * second for second in range(many)]
    assert not (tmp_path / "aside").exists()


def test_nothing_is_lost_when_the_connection_is_taken_away_while_readings_come(
    office: Office, broker: Mosquitto, tmp_path: Path
) -> None:
    many = 200
    publisher = Thread(target=broker.publish, args=(list(map(message, range(many))),))
    with feed_of(broker, tmp_path).taken_in("books", TelemetryMessages(office)):
        time.sleep(0.5)
        publisher.start()
        for turn in range(3):
            wait_for(office, 30 * (turn + 1))
            _take_over(broker, name_of("books"))
        publisher.join(SECONDS)
        assert wait_for(office, many) == [AT_MS + 1000 * second for second in range(many)]


def _take_over(broker: Mosquitto, name: str) -> None:
    """Connect under the name of another, whose connection the broker then closes."""
    thief = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=name, clean_session=False)
    thief.connect("127.0.0.1", broker.port)
    thief.loop(0.2)
    thief.disconnect()


def test_what_was_taken_in_but_not_acknowledged_comes_again_and_adds_nothing(
    office: Office, broker: Mosquitto, tmp_path: Path
) -> None:
    counting = Counting(office)

    def taken_in_and_then_lost(device: str, body: bytes) -> None:
        counting(device, body)
        if counting.times == 1:
            raise NotNow

    with feed_of(broker, tmp_path).taken_in("books", taken_in_and_then_lost):
        time.sleep(0.5)
        broker.publish([message(0), message(1)])
        wait_for(office, 2)
        deadline = time.monotonic() + SECONDS
        while counting.times < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
    assert kept(office) == [AT_MS, AT_MS + 1000]
    assert counting.times == 3


def test_readings_wait_at_the_broker_while_the_store_is_away(
    office: Office, broker: Mosquitto, tmp_path: Path
) -> None:
    class Flickering:
        shut = True

        def keep(self, readings: Readings, received_ms: int) -> Kept:
            if self.shut:
                tried.set()
                raise ReadingsNotKept
            return office.telemetry.keep(readings, received_ms)

    tried, flickering = Event(), Flickering()
    store: Any = flickering
    away = replace(office, intake=Intake(office.log, store, StandingClock(TODAY)))
    with feed_of(broker, tmp_path).taken_in("books", TelemetryMessages(away)):
        time.sleep(0.5)
        broker.publish([message(0), message(1)])
        assert tried.wait(SECONDS)
        assert kept(office) == []
        flickering.shut = False
        assert wait_for(office, 2) == [AT_MS, AT_MS + 1000]


def test_poison_is_put_aside_with_its_reason_and_what_follows_is_taken_in(
    office: Office, broker: Mosquitto, tmp_path: Path
) -> None:
    poison = [
        (TOPIC, b"{"),
        (TOPIC, b"\xff"),
        (TOPIC, b'[{"at": 1, "odour": 2}]'),
        ("tanguanjia/NOBODY/readings", b'{"at": 1}'),
        ("tanguanjia/no number!/readings", b'{"at": 1}'),
    ]
    with feed_of(broker, tmp_path).taken_in("books", TelemetryMessages(office)):
        time.sleep(0.5)
        broker.publish([*poison, message(0)])
        assert wait_for(office, 1) == [AT_MS]
    lines = [json.loads(line) for line in (tmp_path / "aside").read_text().splitlines()]
    assert [line["code"] for line in lines] == [
        "not-json",
        "not-json",
        "misshapen-reading",
        "unknown-device",
        lines[4]["code"],
    ]
    assert lines[0]["body"] == "{"
    assert lines[1]["body_base64"] == "/w=="
    assert (lines[2]["topic"], lines[2]["zh"][:2]) == (TOPIC, "读数")
    assert (tmp_path / "aside").stat().st_mode & 0o077 == 0


def test_what_is_put_aside_is_bounded(tmp_path: Path) -> None:
    aside = Aside(tmp_path / "aside", most_bytes=1000)
    kept = [aside.put(TOPIC, b"x" * 100, NotJson()) for _ in range(20)]
    assert (kept[0], kept[-1]) == (True, False)
    assert (tmp_path / "aside").stat().st_size <= 1000


def test_a_fault_of_the_program_blocks_no_other_message(office: Office) -> None:
    class Broken:
        def take(self, readings: Readings) -> None:
            raise ZeroDivisionError(readings.device)

    broken: Any = Broken()
    messages = TelemetryMessages(replace(office, intake=broken))
    with pytest.raises(MessageBroke):
        messages(PROBE, message(0)[1])


def test_a_lost_database_is_waited_for(office: Office) -> None:
    class OperationalError(Exception):
        """As every driver calls it."""

    class Lost:
        def take(self, readings: Readings) -> None:
            raise OperationalError(readings.device)

    lost: Any = Lost()
    with pytest.raises(NotNow):
        TelemetryMessages(replace(office, intake=lost))(PROBE, message(0)[1])


def test_an_instrument_that_nobody_knows_is_refused(office: Office) -> None:
    with pytest.raises(UnknownDevice):
        TelemetryMessages(office)("NOBODY", message(0)[1])


def test_a_broker_that_does_not_let_us_in_is_told_apart(tmp_path: Path) -> None:
    program = installed_program()
    if program is None:
        pytest.skip(LEFT_OUT)
    broker = Mosquitto(program, "allow_anonymous false")
    try:
        broker.start()
        with pytest.raises(MqttRefusesUs):
            feed_of(broker, tmp_path).probe()
    finally:
        broker.stop()


def test_the_name_of_a_session_is_one_that_every_broker_takes() -> None:
    assert len(name_of("urn:uuid:6f1d")) <= 23
    assert name_of("a") != name_of("b")
