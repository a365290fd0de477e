"""Readings by MQTT: taken in, then acknowledged, by one thread.

The session is a lasting one of a name that stays the same, so the broker keeps what is published at
QoS 1 while nobody listens. A message is acknowledged on the connection that brought it, once it is
durable; whatever goes wrong before, the broker brings it again, and what was taken in already is
counted as repeated. So each reading is there exactly once.
"""

import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import Any

import paho.mqtt.client as mqtt

from adapters.mqtt.address import MqttAddress
from adapters.mqtt.aside import Aside
from adapters.mqtt.connection import MqttAway, MqttRefusesUs, connected
from application.journal import note
from application.ports.telemetry_feed import NotNow, TakeMessage
from domain.refusal import Refusal

TOPIC = "tanguanjia/+/readings"
"""Under which instruments publish; the middle is the number of the instrument."""
MOST_BYTES = 4_000_000
"""As long as a body by HTTP may be."""

PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""How long is waited before each further attempt; the last is repeated."""

_log = logging.getLogger(__name__)


class NotATopicOfOurs(Refusal):
    """主题不是 tanguanjia/<设备编号>/readings。

    The topic is not tanguanjia/<device>/readings.
    """


class TooLongAMessage(Refusal):
    """消息过长, 请分批发布。

    The message is too long; publish several.
    """


class MqttFeed:
    """One broker."""

    def __init__(self, address: MqttAddress, aside: Aside) -> None:
        """Name it; nothing is connected. What can never be taken in is put aside."""
        self._address = address
        self._aside = aside

    @property
    def address(self) -> str:
        """Where it is, without any credentials."""
        return str(self._address)

    def probe(self) -> None:
        """Connect and leave again; raises a `Refusal` in plain words."""
        # A session of no name leaves nothing behind.
        with connected(self._address, "", TOPIC, _nothing) as connection:
            connection.wait_until_open(Event())

    @contextmanager
    def taken_in(self, source: str, take: TakeMessage) -> Generator[None]:
        """Take in what comes, in a thread of its own."""
        stopping = Event()
        listener = Listener(self._address, name_of(source), take, self._aside, stopping)
        thread = Thread(target=listener.run, name="telemetry")
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join()


def name_of(source: str) -> str:
    """The name of the session of these books, 23 characters, as every broker takes them."""
    return f"tanguanjia-{sha256(source.encode()).hexdigest()[:12]}"


class Listener:
    """Listens until it is told to stop, whatever becomes of broker and books."""

    def __init__(
        self, address: MqttAddress, name: str, take: TakeMessage, aside: Aside, stopping: Event
    ) -> None:
        """Listen at a broker under a name."""
        self._address = address
        self._name = name
        self._take = take
        self._aside = aside
        self._stopping = stopping
        self._trouble: MqttAway | MqttRefusesUs | NotNow | None = None
        self._failures = 0

    def run(self) -> None:
        """Take in what comes."""
        while not self._stopping.is_set():
            try:
                with connected(self._address, self._name, TOPIC, self._come) as connection:
                    connection.wait_until_open(self._stopping)
                    self._opened()
                    while not self._stopping.is_set():
                        connection.turn()
            except (MqttAway, MqttRefusesUs) as lost:
                self._fails(lost)
            except NotNow as away:
                self._fails(away)
            except Exception as fault:
                # Whatever it was, the broker still has the message.
                self._fails(_because_of(fault))
            self._stopping.wait(PAUSES_S[min(self._failures, len(PAUSES_S)) - 1])

    def _opened(self) -> None:
        # Where the books are away the broker is left and found again, which is nothing to tell.
        if not isinstance(self._trouble, NotNow):
            self._recovers()
            note(_log, "mqtt-open", "开始从 MQTT 服务接收读数", broker=str(self._address))

    def _recovers(self) -> None:
        self._trouble, self._failures = None, 0

    def _fails(self, fault: MqttAway | MqttRefusesUs | NotNow) -> None:
        if type(fault) is not type(self._trouble):
            _note_trouble(fault)
        self._trouble = fault
        self._failures += 1

    def _come(self, client: mqtt.Client, _: Any, message: mqtt.MQTTMessage) -> None:
        """Take a message in, or put it aside, and acknowledge it: in the loop, on its connection.

        `NotNow` ends the connection, and the broker brings the message again.
        """
        topic, body = _topic(message), bytes(message.payload)
        try:
            self._take(_device(topic), _not_too_long(body))
        except Refusal as never:
            kept = self._aside.put(topic, body, never)
            note(
                _log,
                "readings-put-aside",
                "消息无法接收, 已放入备查文件",
                level=logging.WARNING,
                fault=never.__cause__,
                code=never.code,
                kept=kept,
            )
        client.ack(message.mid, message.qos)
        if isinstance(self._trouble, NotNow):
            self._recovers()
            note(_log, "readings-go-on", "账册已恢复, 继续接收读数")


def _because_of(fault: Exception) -> NotNow:
    away = NotNow()
    away.__cause__ = fault
    return away


def _note_trouble(fault: MqttAway | MqttRefusesUs | NotNow) -> None:
    if isinstance(fault, NotNow):
        text = "账册暂不可用, 读数留在 MQTT 服务上"
        cause = fault.__cause__ or fault
        note(_log, "readings-wait", text, level=logging.WARNING, fault=cause)
    else:
        text = "MQTT 服务无法访问, 读数留待恢复后接收"
        note(_log, "mqtt-away", text, level=logging.WARNING, fault=fault)


def _nothing(_: mqtt.Client, __: Any, ___: mqtt.MQTTMessage) -> None:
    """Whoever only looks takes nothing."""


def _topic(message: mqtt.MQTTMessage) -> str:
    try:
        return message.topic
    except UnicodeDecodeError:
        return ""


def _device(topic: str) -> str:
    head, _, rest = topic.partition("/")
    device, _, tail = rest.partition("/")
    if (head, tail) != ("tanguanjia", "readings"):
        raise NotATopicOfOurs
    return device


def _not_too_long(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise TooLongAMessage(bytes=len(body), most=MOST_BYTES)
    return body


def mqtt_feed(named: str | None, environment: Mapping[str, str], aside: Path) -> MqttFeed | None:
    """The broker that the settings name; None where they name none. Raises a `Refusal`."""
    address = MqttAddress.chosen(named, environment)
    return None if address is None else MqttFeed(address, Aside(aside))
