"""A PostgreSQL for the tests: one that is there, one started for them, or one installed.

RabbitMQ is seen to by `tests/brokers.py`; here it is only made sure of that there is one.

`python -m tests.servers COMMAND …` runs a command with TANGUANJIA_TEST_POSTGRES naming a server in
which databases may be created, and afterwards stops only what it has started itself.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import psycopg

from tests import brokers

VARIABLE = "TANGUANJIA_TEST_POSTGRES"
USUAL_ADDRESS = "postgresql://postgres@127.0.0.1:5432/postgres"
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
SECONDS_TO_START = 60
LEFT_OUT = (
    "没有 PostgreSQL:凡涉及它的测试都未运行。"
    "No PostgreSQL here: everything that needs one is LEFT OUT. "
    f"Install it, or name a server in {VARIABLE}."
)


class PostgresServer:
    """A PostgreSQL of our own, on a port of its own, in a folder that goes away with it."""

    def __init__(self, programs: Path) -> None:
        """Lay out an empty server; it is not running yet."""
        self._programs = programs
        self._account = _unprivileged_account()
        self._folder = Path(mkdtemp(prefix="tanguanjia-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        if self._account is not None:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
        self._lay_out(str(self._folder / "data"))

    @property
    def address(self) -> str:
        """Where to connect, as its superuser."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and return when it answers.

        Raises RuntimeError with the server's own words if it does not.
        """
        data = str(self._folder / "data")
        settings = ["-h", "127.0.0.1", "-p", str(self.port), "-c", "unix_socket_directories="]
        self._process = self._launch("postgres", "-D", data, *settings)
        deadline = time.monotonic() + SECONDS_TO_START
        while not reachable(self.address):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / "log").read_text(errors="replace"))
            time.sleep(0.1)

    def _lay_out(self, data: str) -> None:
        layout = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        self._launch("initdb", "--pgdata", data, "--no-sync", *layout).wait()

    def stop(self) -> None:
        """Shut down in good order; transactions under way are rolled back."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Go down without a checkpoint, as in a power cut; the next start recovers."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """Be gone from one moment to the next, with all processes, as if the machine were."""
        if self._process is not None:
            # It is the leader of its session, and its own processes are in that group as well.
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder)

    def _launch(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        # PostgreSQL refuses to run as root. A session of its own keeps Ctrl-C from reaching it
        # before the tests have let go of it.
        account = self._account
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._programs / program), *arguments],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None


def reachable(address: str) -> bool:
    """Whether a PostgreSQL answers there."""
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def known_address() -> str | None:
    """The server that is already there: the one named in the environment, else the usual one."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return named or None
    return USUAL_ADDRESS if reachable(USUAL_ADDRESS) else None


def installed_programs() -> Path | None:
    """The folder of `initdb` and `postgres`, wherever this system keeps it; the newest if many."""
    on_path = [str(Path(found).resolve().parent)] if (found := shutil.which("initdb")) else []
    usual = sorted((place for pattern in USUAL_PLACES for place in glob(pattern)), reverse=True)
    folders = (Path(place) for place in on_path + usual)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


@contextmanager
def own_postgres(programs: Path) -> Generator[PostgresServer]:
    """Run a server of our own for as long as the block lasts."""
    server = PostgresServer(programs)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def available_postgres() -> Generator[str | None]:
    """The address of a PostgreSQL for as long as the block lasts; None where none can be had."""
    if (address := known_address()) is not None:
        yield address
    elif (programs := installed_programs() or _install()) is not None:
        with own_postgres(programs) as server:
            yield server.address
    else:
        yield None


def nothing_may_be_left_out() -> bool:
    """Whether this is continuous integration, where a missing server is a failure."""
    return os.environ.get("CI") == "true"


def main() -> int:
    """Run the command on our command line with a PostgreSQL at hand; return its exit code."""
    signal.signal(signal.SIGTERM, _leave)
    with available_postgres() as address:
        if address is None:
            print(LEFT_OUT, file=sys.stderr)
            if nothing_may_be_left_out():
                return 1
        if not brokers.can_be_had():
            print(brokers.LEFT_OUT, file=sys.stderr)
            if nothing_may_be_left_out():
                return 1
        environment = os.environ | {VARIABLE: address or ""}
        exit_code = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        if address is None:
            print(LEFT_OUT, file=sys.stderr)
        return exit_code


def _leave(_number: int, _frame: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)


def _unprivileged_account() -> pwd.struct_passwd | None:
    """The account to run a server as; None where we are not root and ours will do."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name for account in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _install() -> Path | None:
    """Install PostgreSQL where one command does it: as root on Debian and its kin."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "postgresql"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, env=quietly, check=False, stdout=sys.stderr)
    return installed_programs()


if __name__ == "__main__":
    sys.exit(main())
