"""The address of an MQTT broker is read from settings, and tells no secrets."""

from pathlib import Path

import pytest

from adapters.mqtt.address import BadMqttUrl, MqttAddress, MqttFileUnreadable
from domain.refusal import Refusal


def test_the_address_hides_user_and_password(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from-a-file\n")
    address = MqttAddress.chosen("mqtt://tan:secret@broker:1884", {})
    assert address is not None
    assert (address.user, address.password, address.port) == ("tan", "secret", 1884)
    assert "secret" not in f"{address} {address!r}"
    better = MqttAddress.chosen(
        None,
        {"TANGUANJIA_MQTT": "mqtt://tan@broker", "TANGUANJIA_MQTT_PASSWORD_FILE": str(file)},
    )
    assert better is not None
    assert (str(better), better.password) == ("mqtt://broker:1883", "from-a-file")


@pytest.mark.parametrize(
    "url", ["broker:1883", "http://broker", "mqtt://", "mqtt://broker:0", "mqtt://broker/path"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadMqttUrl) as refused:
        MqttAddress.chosen(url, {})
    assert isinstance(refused.value, Refusal)


def test_a_password_file_that_cannot_be_read_is_named() -> None:
    settings = {"TANGUANJIA_MQTT_PASSWORD_FILE": "/nowhere/at/all"}
    with pytest.raises(MqttFileUnreadable):
        MqttAddress.chosen("mqtt://broker", settings)
