"""A RabbitMQ for the tests: a virtual host of their own in one that is there, or one started here.

The usual one is that on 127.0.0.1:5672 which lets `guest` in and takes orders from `rabbitmqctl`.
Where there is none, an installed one is started, on a port of its own; as root on Debian it is
installed first.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp

USUAL_PORT = 5672
USUAL_PROGRAM = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
SECONDS_TO_START = 90
LEFT_OUT = (
    "没有 RabbitMQ:凡涉及它的测试都未运行。"
    "No RabbitMQ here: everything that needs one is LEFT OUT. Install rabbitmq-server."
)


class RabbitServer:
    """A RabbitMQ of our own, on ports of its own, in a folder that goes away with it."""

    def __init__(self, program: Path, settings: str = "", answering_at: int | None = None) -> None:
        """Prepare one, with settings as in `rabbitmq.conf`; it is not running yet.

        The settings may let it answer at another port, behind TLS.
        """
        self._program = program
        self._folder = Path(mkdtemp(prefix="tanguanjia-rabbitmq-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port, self._distribution_port = free_ports(2)
        self._secured_port = answering_at
        (self._folder / "plugins").write_text("[].")
        (self._folder / "rabbitmq.conf").write_text(settings)

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start, and return when it answers; raises RuntimeError with its words if it does not."""
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [str(self._program)],
                env={**os.environ, **self._environment()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / "output").read_text(errors="replace"))
            time.sleep(0.2)

    def stop(self) -> None:
        """Shut down in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Be gone from one moment to the next."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Say nothing any more, as if the machine hung; connections stay open."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on where it was paused."""
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.kill()
        shutil.rmtree(self._folder)

    def _environment(self) -> dict[str, str]:
        folder = self._folder
        return {
            # With a home of its own it has a secret of its own, and no other node talks to it.
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"{folder.name.replace('_', '-')}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }

    def _answers(self) -> bool:
        if self._secured_port is None:
            return answers(self.port)
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self._secured_port), timeout=2).close()
            return True
        return False

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        # The program has children, and all of them are in its group.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, which)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._signal(how)
            self._process.wait()
            self._process = None


def answers(port: int) -> bool:
    """Whether a broker answers at a port of this machine, as far as to name its protocol."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as talk:
        talk.sendall(b"AMQP\x00\x00\x09\x01")
        return bool(talk.recv(1))
    return False


@contextmanager
def own_rabbitmq(
    program: Path, settings: str = "", answering_at: int | None = None
) -> Generator[RabbitServer]:
    """Run a broker of our own for as long as the block lasts."""
    server = RabbitServer(program, settings, answering_at)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def available_rabbitmq() -> Generator[str | None]:
    """The URL of a virtual host that is the tests' own; None where no broker can be had."""
    if answers(USUAL_PORT) and (name := _new_virtual_host()) is not None:
        try:
            yield f"amqp://guest:guest@127.0.0.1:{USUAL_PORT}/{name}"
        finally:
            _control("delete_vhost", name)
    elif (program := installed_program() or _install()) is not None:
        with own_rabbitmq(program) as server:
            yield server.url
    else:
        yield None


def installed_program() -> Path | None:
    """Where `rabbitmq-server` is; Debian has one on the path that insists on another user."""
    if USUAL_PROGRAM.exists():
        return USUAL_PROGRAM
    found = shutil.which("rabbitmq-server")
    return Path(found) if found else None


def can_be_had() -> bool:
    """Whether there is a broker, or one that can be started; else one is installed if possible."""
    return answers(USUAL_PORT) or (installed_program() or _install()) is not None


def _new_virtual_host() -> str | None:
    name = f"tanguanjia-{token_hex(6)}"
    if not _control("add_vhost", name):
        return None
    if _control("set_permissions", "-p", name, "guest", ".*", ".*", ".*"):
        return name
    _control("delete_vhost", name)
    return None


def _control(*order: str) -> bool:
    program = shutil.which("rabbitmqctl")
    if program is None:
        return False
    silent = subprocess.DEVNULL
    done = subprocess.run([program, *order], stdout=silent, stderr=silent, check=False)
    return done.returncode == 0


def free_ports(count: int) -> list[int]:
    """Ports of this machine at which nobody listens at this moment."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _install() -> Path | None:
    """Install RabbitMQ where one command does it: as root on Debian and its kin."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "rabbitmq-server"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, env=quietly, check=False, stdout=sys.stderr)
    return installed_program()
