"""One connection to an MQTT broker, which its own thread keeps going."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from adapters.mqtt.address import MqttAddress
from domain.refusal import Refusal

KEEPALIVE_S = 30
CONNECT_S = 10
_LOOK_S = 0.2

OnMessage = Callable[[mqtt.Client, Any, mqtt.MQTTMessage], None]


class MqttAway(Refusal):
    """MQTT 服务连接不上, 请检查地址、网络、证书, 以及服务是否已启动。

    The MQTT broker cannot be reached; check its address, the network, the certificates, and whether
    it is running.
    """


class MqttRefusesUs(Refusal):
    """MQTT 服务拒绝了用户名或密码, 或不允许订阅。

    The MQTT broker does not accept the user or the password, or does not let us subscribe.
    """


@dataclass
class Connection:
    """A connection that its own thread keeps going."""

    client: mqtt.Client
    address: MqttAddress
    refused: str | None = None
    open: bool = False

    def turn(self) -> None:
        """Let what is there come and go; raises `MqttAway` or `MqttRefusesUs`."""
        result = self.client.loop(_LOOK_S)
        if self.refused is not None:
            raise MqttRefusesUs(broker=self.address, reason=self.refused)
        if result is not MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise MqttAway(broker=self.address, reason=mqtt.error_string(result))

    def wait_until_open(self, stopping: Event) -> None:
        """Turn until the broker has let us in; raises the same."""
        deadline = monotonic() + CONNECT_S
        while not self.open and not stopping.is_set():
            self.turn()
            if monotonic() > deadline:
                raise MqttAway(broker=self.address, reason="no answer")


@contextmanager
def connected(
    address: MqttAddress, name: str, topic: str, on_message: OnMessage
) -> Generator[Connection]:
    """Connect and subscribe under a name that the broker remembers; without one it remembers
    nothing, and nothing is subscribed to. Raises `MqttAway`; leaves in good order."""
    client = mqtt.Client(
        CallbackAPIVersion.VERSION2,
        client_id=name,
        clean_session=not name,
        manual_ack=True,
        reconnect_on_failure=False,
    )
    connection = Connection(client, address)

    def on_connect(_: Any, __: Any, ___: Any, reason: Any, ____: Any) -> None:
        if reason.is_failure:
            connection.refused = str(reason)
        elif name:
            client.subscribe(topic, qos=1)
        else:
            connection.open = True

    def on_subscribe(_: Any, __: Any, ___: Any, reasons: Any, ____: Any) -> None:
        if any(reason.is_failure for reason in reasons):
            connection.refused = "subscription not granted"
        connection.open = True

    client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
    if address.user is not None:
        client.username_pw_set(address.user, address.password)
    if address.tls is not None:
        with_tls: Any = client
        with_tls.tls_set_context(address.tls)
    client.connect_timeout = CONNECT_S
    try:
        client.connect(address.host, address.port, KEEPALIVE_S)
    except OSError as away:
        raise MqttAway(broker=address, reason=type(away).__name__) from away
    try:
        yield connection
    finally:
        client.disconnect()
