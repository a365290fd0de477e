"""From the first start to the second: `tanguanjia` as a program of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.demo_books import copied
from tests.terminal import TRUTH

ELSEWHERE = ["0.0.0.0", "192.168.1.1", "example.org", "::"]  # noqa: S104 - to be refused
PROGRAM = Path(sys.executable).parent / "tanguanjia"


def _environment(folder: Path) -> dict[str, str]:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("TANGUANJIA_")}
    return clean | {"TANGUANJIA_DATA": str(folder), "USER": "tester"}


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *arguments],
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def _serving(folder: Path, *arguments: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """A server on a port of its own, once it has said where it is."""
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", *arguments],
        env=_environment(folder) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server, _address(server.stdout)
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stdout.close()


def _address(lines: Iterator[str]) -> str:
    for line in lines:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise AssertionError("the server never said where it is")


def test_the_first_start_loads_the_demo_and_says_what_to_open(tmp_path: Path) -> None:
    with _serving(tmp_path, "--demo") as (server, address):
        assert httpx.get(f"{address}/health/live", timeout=10).status_code == 200
        server.send_signal(signal.SIGINT)
        assert server.stdout is not None
        rest = server.stdout.read()
        assert server.wait(timeout=20) == 0
    assert "/v1/ledger" in rest
    assert "tanguanjia --demo ledger" in rest
    assert "已停止" in rest


def test_the_second_start_takes_seconds_and_keeps_the_data(loaded: Path, tmp_path: Path) -> None:
    folder = copied(loaded, tmp_path)
    before = time.monotonic()
    with _serving(folder, "--demo") as (server, _):
        assert time.monotonic() - before < 10
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
    assert "4," in _run(folder, "--demo", "verify").stdout


@pytest.mark.fault
def test_a_loading_that_was_killed_goes_on_at_the_next_start(
    tmp_path: Path, repetitions: int
) -> None:
    for attempt in range(repetitions):
        folder = tmp_path / str(attempt)
        with subprocess.Popen(
            [PROGRAM, "--demo", "ledger"],
            env=_environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as loading:
            time.sleep(0.8 + 2 * attempt / repetitions)
            loading.kill()
        figures = json.loads(_run(folder, "--demo", "ledger", "--json").stdout)
        assert figures["swaps"] == TRUTH["swaps"]
        assert figures["filled_kg"] == TRUTH["filled_kg"]
        assert figures["closing_difference_kg"] == 0


def test_a_running_server_follows_what_another_process_records(
    loaded: Path, tmp_path: Path
) -> None:
    folder = copied(loaded, tmp_path)
    with _serving(folder, "--demo") as (_, address):
        correct = ("correct", "swap", "TADF100001", "2022-09-08 10:45", "--removed-kg", "2400")
        assert _run(folder, "--demo", *correct, "--reason", "磅单有误").returncode == 0
        deadline = time.monotonic() + 10
        while not _caught_up(address):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def _caught_up(address: str) -> bool:
    ready = httpx.get(f"{address}/health/ready", timeout=10)
    return ready.status_code == 200


@pytest.mark.parametrize("host", ELSEWHERE)
def test_nobody_else_is_served(tmp_path: Path, host: str) -> None:
    said = _run(tmp_path, "serve", "--host", host)
    assert said.returncode == 1
    assert "只对本机开放" in said.stderr
    assert not list(tmp_path.iterdir())


def test_a_taken_port_is_one_clear_sentence(loaded: Path, tmp_path: Path) -> None:
    with _serving(copied(loaded, tmp_path), "--demo") as (_, address):
        said = _run(tmp_path / "other", "serve", "--port", address.rsplit(":", 1)[1])
    assert said.returncode == 1
    assert "端口已被占用" in said.stderr


def test_help_comes_at_once() -> None:
    before = time.monotonic()
    said = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True)
    assert "碳账" in said.stdout
    # A quarter of a second on an idle machine; this one runs other tests as well.
    assert time.monotonic() - before < 3


def test_help_imports_no_database_and_no_web_server() -> None:
    heavy = {"sqlalchemy", "litestar", "eventsourcing", "openpyxl", "psycopg", "scipy", "uvicorn"}
    look = (
        "import sys, adapters.cli.main as cli; cli.main(['--help']);"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert heavy & set(said.stderr.split()) == set()


def test_a_reader_who_has_seen_enough_breaks_nothing(loaded: Path, tmp_path: Path) -> None:
    folder = copied(loaded, tmp_path)
    said = subprocess.run(
        ["sh", "-c", f"{PROGRAM} --demo export ledger --by object | head -n 1"],
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.startswith("对象 object")
    assert said.stderr == ""


def test_a_terminal_without_chinese_letters_breaks_nothing(tmp_path: Path) -> None:
    environment = _environment(tmp_path) | {"PYTHONIOENCODING": "ascii"}
    said = subprocess.run(
        [PROGRAM, "doctor"], env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "There are no books here yet" in said.stdout
    assert said.stderr == ""


def test_a_failure_of_the_program_is_a_sentence_and_no_stack_trace(tmp_path: Path) -> None:
    fail = (
        "import sys; from adapters.cli import main as cli, checking\n"
        "def fail(*_, **__): raise RuntimeError('something broke')\n"
        "checking._lights = fail\n"
        "sys.exit(cli.main(['doctor', '--json']))"
    )
    said = subprocess.run(
        [sys.executable, "-c", fail],
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert json.loads(said.stdout)["code"] == "our-mistake"
    assert "Traceback" not in said.stderr


def test_what_is_mistyped_exits_with_2(tmp_path: Path) -> None:
    assert _run(tmp_path, "ledgr").returncode == 2
    assert _run(tmp_path, "ledger", "--by", "moon").returncode == 2
    assert _run(tmp_path, "custody").returncode == 2


def test_a_life_is_followed_until_it_is_broken_off(loaded: Path, tmp_path: Path) -> None:
    folder = copied(loaded, tmp_path)
    life = ("replay", "--enterprise", "91330411MAW7DF1000", "--follow", "--json")
    with subprocess.Popen(
        [PROGRAM, "--demo", *life], env=_environment(folder), stdout=subprocess.PIPE, text=True
    ) as follower:
        assert follower.stdout is not None
        assert "enterprise-registered.v1" in follower.stdout.readline()
        change = ("correct", "contacts", "91330411MAW7DF1000", "--name", "周主任")
        assert _run(folder, "--demo", *change).returncode == 0
        for line in follower.stdout:
            if "联系人改为 周主任" in line:
                break
        follower.send_signal(signal.SIGINT)
        assert follower.wait(timeout=20) == 128 + signal.SIGINT
