"""The broker's access control of the page on telemetry lets nobody publish as another."""

import re
import subprocess
import time
from pathlib import Path
from threading import Lock

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from adapters.mqtt.feed import mqtt_feed
from adapters.web.limits import Limits
from tests.mosquitto import LEFT_OUT, Mosquitto, installed_program

PAGE = (Path(__file__).parents[2] / "docs" / "operating" / "telemetry.md").read_text()
_ACL = re.search(r"^```acl\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
USERS = ("tanguanjia", "PROBE-1", "PROBE-2")


def publish(broker: Mosquitto, user: str, device: str) -> None:
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.username_pw_set(user, user)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    # A broker of MQTT 3.1.1 acknowledges what it does not let through.
    client.publish(f"tanguanjia/{device}/readings", user.encode(), qos=1).wait_for_publish(20)
    client.disconnect()
    client.loop_stop()


def test_an_instrument_publishes_under_its_own_number_only(tmp_path: Path) -> None:
    program = installed_program()
    if program is None:
        pytest.skip(LEFT_OUT)
    assert _ACL is not None
    broker = Mosquitto(program, "allow_anonymous false")
    try:
        folder = broker.folder
        (folder / "acl").write_text(_ACL[1])
        (folder / "passwords").write_text("".join(f"{user}:{user}\n" for user in USERS))
        subprocess.run(["mosquitto_passwd", "-U", str(folder / "passwords")], check=True)
        with (folder / "mosquitto.conf").open("a") as settings:
            settings.write(f"\nacl_file {folder}/acl\npassword_file {folder}/passwords\n")
        broker.start()
        ours = broker.url.replace("mqtt://", "mqtt://tanguanjia:tanguanjia@")
        feed = mqtt_feed(ours, {}, tmp_path / "aside")
        assert feed is not None
        taken, lock = list[tuple[str, bytes]](), Lock()

        def take(device: str, body: bytes) -> None:
            with lock:
                taken.append((device, body))

        with feed.taken_in("books", take):
            time.sleep(0.5)
            publish(broker, "PROBE-2", "PROBE-1")
            publish(broker, "PROBE-1", "PROBE-1")
            deadline = time.monotonic() + 20
            while not taken and time.monotonic() < deadline:
                time.sleep(0.02)
        assert taken == [("PROBE-1", b"PROBE-1")]
    finally:
        broker.stop()


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    usual = Limits()
    told = dict(re.findall(r"^\| `TANGUANJIA_(\w+)`[^|]*\| ([\d、]+) \|", PAGE, re.MULTILINE))
    assert told == {
        "DEVICE_BATCHES_PER_S": f"{usual.device_batches_per_s}、{usual.device_batches_at_once}",
        "DEVICE_ROWS_PER_S": f"{usual.device_rows_per_s}、{usual.device_rows_at_once}",
        "TELEMETRY_BYTES": str(usual.telemetry_bytes),
        "INTAKE_AT_ONCE": str(usual.intake_at_once),
    }
