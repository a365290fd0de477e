"""`tanguanjia relay`, `listen` and the light of `doctor`: at the terminal."""

import json
import os
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from adapters.rabbit.layout import UNROUTED
from tests.amqp import Amqp
from tests.served import PROGRAM
from tests.terminal import Terminal

PATIENCE_S = 60
FACTS = 4159


@pytest.fixture
def broker(amqp: Amqp, monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> Amqp:
    """The broker that the terminal's environment names."""
    del terminal
    monkeypatch.setenv("TANGUANJIA_RABBITMQ", amqp.url)
    return amqp


@contextmanager
def running(folder: Path, *arguments: str) -> Generator[subprocess.Popen[bytes]]:
    """A command as a process of its own; what it prints lies in `out` and `err`."""
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen([PROGRAM, *arguments], stdout=out, stderr=err, cwd=folder)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until_lines(file: Path, count: int) -> list[bytes]:
    deadline = monotonic() + PATIENCE_S
    while len(lines := file.read_bytes().splitlines()) < count:
        assert monotonic() < deadline, (len(lines), (file.parent / "err").read_text())
        sleep(0.05)
    return lines


def test_events_go_from_the_books_to_a_listener(terminal: Terminal, broker: Amqp) -> None:
    added = terminal("relay", "queue", "add", "s1", "--types", "manifest-*")
    assert added.out.split()[-1] == "tanguanjia.for.s1"
    broker.forget("tanguanjia.for.s1")
    assert terminal.demo("relay", "status", "--json").json == []
    with running(terminal.folder, "--demo", "relay") as relay:
        deadline = monotonic() + PATIENCE_S
        while broker.count(UNROUTED) + broker.count("tanguanjia.for.s1") < FACTS:
            assert monotonic() < deadline
            sleep(0.1)
        relay.send_signal(signal.SIGTERM)
        assert relay.wait(PATIENCE_S) == 0
    (status,) = terminal.demo("relay", "status", "--json").json
    assert (status["outlet"], status["position"], status["lag"]) == ("rabbitmq", FACTS, 0)
    assert "rabbitmq" in terminal.demo("relay", "status").out
    waiting = broker.count("tanguanjia.for.s1")
    listening = ("listen", "--queue", "s1", "--state", "state.json")
    with running(terminal.folder, *listening) as listener:
        lines = until_lines(terminal.folder / "out", waiting)
        listener.send_signal(signal.SIGINT)
        assert listener.wait(PATIENCE_S) == 128 + signal.SIGINT
    told = [json.loads(line) for line in lines]
    assert len(told) == waiting
    assert {each["type"].partition("-")[0] for each in told} == {"manifest"}
    assert terminal("relay", "queue", "remove", "s1", "--yes").code == 0
    assert terminal("relay", "queue", "remove", "s1", "--yes").code == 1


def test_a_temporary_queue_has_what_happens_from_then_on(terminal: Terminal, broker: Amqp) -> None:
    with running(terminal.folder, "listen", "--types", "lot-*"):
        until_lines(terminal.folder / "err", 1)
        other = terminal.folder / "other"
        other.mkdir()
        with running(other, "--demo", "relay"):
            lines = until_lines(terminal.folder / "out", 10)
    assert {json.loads(line)["type"].partition("-")[0] for line in lines} == {"lot"}
    assert broker.count(UNROUTED) >= 0


@pytest.mark.parametrize(
    "command", [("--demo", "relay"), ("listen",), ("relay", "queue", "add", "s1")]
)
def test_without_a_broker_it_says_so(terminal: Terminal, command: tuple[str, ...]) -> None:
    said = terminal(*command)
    assert (said.code, "no-broker" in said.err) == (1, True)


@pytest.mark.usefixtures("broker")
def test_a_queue_and_types_exclude_each_other(terminal: Terminal) -> None:
    assert "types-of-a-queue" in terminal("listen", "--queue", "s1", "--types", "lot-*").err


@pytest.mark.usefixtures("broker")
def test_a_queue_that_is_not_there_is_told(terminal: Terminal) -> None:
    with running(terminal.folder, "listen", "--queue", "nobody") as listener:
        assert listener.wait(PATIENCE_S) == 1
    assert "no-such-queue" in (terminal.folder / "err").read_text()


def light(terminal: Terminal) -> dict[str, object]:
    lights = terminal.demo("doctor", "--json").json["lights"]
    return next(each for each in lights if each["name"] == "broker")


@pytest.mark.usefixtures("broker")
def test_a_broker_that_answers_is_a_green_light(terminal: Terminal) -> None:
    assert light(terminal)["green"]


def test_a_broker_that_is_away_is_a_red_light_without_its_password(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_RABBITMQ", "amqp://plant7:s3cret@127.0.0.1:1/")
    red = light(terminal)
    assert not red["green"]
    assert "127.0.0.1:1" in str(red["found"])
    assert "s3cret" not in str(red)
    assert "plant7" not in str(red)


def test_without_a_broker_doctor_does_not_look_for_one(terminal: Terminal) -> None:
    names = [each["name"] for each in terminal.demo("doctor", "--json").json["lights"]]
    assert "broker" not in names


def test_the_books_say_nothing_of_where_the_broker_is(terminal: Terminal, broker: Amqp) -> None:
    with running(terminal.folder, "--demo", "relay"):
        broker.wait_for(UNROUTED, FACTS)
    kept = b"".join(
        file.read_bytes() for file in terminal.folder.iterdir() if file.name.startswith("demo")
    )
    assert b"amqp" not in kept
    assert os.environ["TANGUANJIA_RABBITMQ"] == broker.url
