"""A Mosquitto for the tests: one of our own, on a port of its own, that can be taken away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from tests.brokers import free_ports

USUAL_PROGRAM = Path("/usr/sbin/mosquitto")
SECONDS_TO_START = 20
LEFT_OUT = (
    "没有 Mosquitto:凡涉及它的测试都未运行。"
    "No Mosquitto here: everything that needs one is LEFT OUT. Install mosquitto."
)


class Mosquitto:
    """A broker that keeps what it was given when it stops in good order."""

    def __init__(self, program: Path, settings: str = "allow_anonymous true") -> None:
        """Prepare one; it is not running yet."""
        self._program = program
        self.folder = Path(mkdtemp(prefix="tanguanjia-mosquitto-"))
        self._process: subprocess.Popen[bytes] | None = None
        (self.port,) = free_ports(1)
        # As root it would leave root's rights, and then not write into its folder.
        lines = (
            f"listener {self.port} 127.0.0.1",
            "persistence true",
            f"persistence_location {self.folder}/",
            f"user {os.environ.get('USER') or 'root'}",
            settings,
        )
        (self.folder / "mosquitto.conf").write_text("\n".join(lines))

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"mqtt://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and return when it answers."""
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [str(self._program), "-c", str(self.folder / "mosquitto.conf")],
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "output").read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self) -> None:
        """Shut down in good order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Be gone for a moment."""
        self.stop()
        self.start()

    def publish(self, messages: Iterable[tuple[str, bytes]], began: Event | None = None) -> None:
        """Publish at QoS 1 as an instrument does: what is not acknowledged is sent again."""
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=f"probe-{id(messages)}", clean_session=False
        )
        client.reconnect_delay_set(1, 1)
        client.connect("127.0.0.1", self.port)
        client.loop_start()
        try:
            for topic, body in messages:
                sent = client.publish(topic, body, qos=1)
                if began is not None:
                    began.set()
                sent.wait_for_publish(60)
        finally:
            client.disconnect()
            client.loop_stop()

    def _answers(self) -> bool:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
            return True
        return False


@contextmanager
def own_mosquitto(program: Path) -> Generator[Mosquitto]:
    """Run a broker of our own for as long as the block lasts."""
    broker = Mosquitto(program)
    try:
        broker.start()
        yield broker
    finally:
        broker.stop()
        shutil.rmtree(broker.folder)


def installed_program() -> Path | None:
    """Where `mosquitto` is; as root on Debian it is installed where there is none."""
    if (found := _found()) is not None or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return found
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "mosquitto"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, env=quietly, check=False, stdout=sys.stderr)
    return _found()


def _found() -> Path | None:
    named = shutil.which("mosquitto")
    return USUAL_PROGRAM if USUAL_PROGRAM.exists() else Path(named) if named else None
