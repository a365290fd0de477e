"""The programs in the guide to RabbitMQ run as they stand there, against a server and a broker."""

import os
import re
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from adapters.rabbit.layout import COMMANDS
from adapters.wiring import open_demo
from domain.access import Role
from tests.amqp import Amqp
from tests.demo_books import copied
from tests.key_desk import give
from tests.served import PROGRAM, served

GUIDE = Path(__file__).parents[2] / "docs" / "integrating" / "rabbitmq.md"
PROGRAM_TEXT = re.compile(r"^```python rabbitmq\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLLOWS, ASKS = PROGRAM_TEXT.findall(GUIDE.read_text())
PATIENCE_S = 60


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    return copied(loaded, tmp_path)


def test_the_guide_can_be_followed(folder: Path, amqp: Amqp) -> None:
    with open_demo(f"sqlite:///{folder / 'demo.sqlite'}") as office:
        key = give(office, Role.DISTRICT).text
    environment = os.environ | {"TANGUANJIA_RABBITMQ": amqp.url, "TANGUANJIA_KEY": key}
    types = ["--types", "manifest-*", "--types", "lot-received.v1"]
    add = [PROGRAM, "relay", "queue", "add", "erp", *types]
    subprocess.run(add, env=environment, check=True, capture_output=True)
    amqp.forget("tanguanjia.for.erp")
    with served(folder, "--demo", "--rabbitmq", amqp.url):
        amqp.wait_for(COMMANDS, 0)
        asked = subprocess.run(
            [sys.executable, "-c", ASKS],
            env=environment,
            text=True,
            capture_output=True,
            check=True,
        )
        assert asked.stdout.startswith("recorded {'command_id'"), asked.stdout
        with (folder / "events").open("w") as events:
            follower = subprocess.Popen(
                [sys.executable, "-c", FOLLOWS], env=environment, stdout=events
            )
        try:
            lines = wait_for_lines(folder / "events", 50)
        finally:
            follower.kill()
            follower.wait()
    kinds = {line.split()[1].partition("-")[0] for line in lines}
    assert kinds <= {"manifest", "lot"}


def wait_for_lines(file: Path, count: int) -> list[str]:
    deadline = monotonic() + PATIENCE_S
    while len(lines := file.read_text().splitlines()) < count:
        assert monotonic() < deadline, lines
        sleep(0.05)
    return lines[:count]
