"""Readings from an MQTT broker: while a server runs, or by a command of its own."""

import signal
from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import MqttNamed
from adapters.cli.desk import Desk, desk_of
from application.journal import LogFormat
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.telemetry_feed import TelemetryFeed


class NoMqttBroker(Refusal):
    """请用 --mqtt 或 TANGUANJIA_MQTT 指明 MQTT 服务。

    Name the MQTT broker with `--mqtt` or TANGUANJIA_MQTT.
    """


@contextmanager
def fed(desk: Desk, office: "Office", named: str | None) -> Generator[None]:
    """Take in what instruments publish, where a broker is named."""
    feed = desk.telemetry_feed(named, desk.books.url)
    if feed is None:
        yield
        return
    with _taken_in(office, feed):
        yield


def listen(
    context: typer.Context,
    *,
    mqtt: MqttNamed = None,
    log_format: Annotated[
        LogFormat,
        typer.Option(
            "--log-format",
            envvar="TANGUANJIA_LOG_FORMAT",
            help="日志格式(写到标准错误) / how the journal on standard error is spelled",
        ),
    ] = LogFormat.TEXT,
) -> None:
    """从 MQTT 服务接收读数 / Take in readings from an MQTT broker.

    入库后才确认, 断线重连不丢不重; Ctrl-C 结束。
    设了 TANGUANJIA_MQTT 的 serve 已在接收, 不必再运行。
    What comes is acknowledged once it is durable; Ctrl-C ends it. A `serve` with TANGUANJIA_MQTT
    does the same, and needs no other.
    """
    desk = desk_of(context)
    feed = desk.telemetry_feed(mqtt, desk.books.url)
    if feed is None:
        raise NoMqttBroker
    feed.probe()
    desk.keep_journal(log_format)
    ended = Event()

    def go_home(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, go_home)
    with suppress(KeyboardInterrupt), desk.existing() as office, _taken_in(office, feed):
        printing.say(f"正在接收读数 / readings are taken in: {feed.address}")
        while not ended.wait(1.0):
            pass
    printing.say("已停止 / stopped")


@contextmanager
def _taken_in(office: "Office", feed: "TelemetryFeed") -> Generator[None]:
    from application.telemetry_messages import TelemetryMessages

    with feed.taken_in(office.events.source, TelemetryMessages(office)):
        yield
