"""The page on webhooks works as printed: its commands and its receiver, with a real server.

Its blocks need a key, a receiver and one another's answers, so they are run here and are marked
`webhook`, which the test of all other examples passes over.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from adapters.wiring import open_office
from application.act import only
from application.office import request
from domain.access import Role
from domain.identifiers import LotId
from domain.lot import LOT
from tests.key_desk import give
from tests.receiver import nobody_listens_at
from tests.served import served
from tests.subscribing import RECEIPT

PAGE = Path(__file__).parents[2] / "docs" / "integrating" / "webhooks.md"
BLOCK = re.compile(r"^```(python|bash) webhook\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE_S = 60
HERE = {
    "TANGUANJIA_WEBHOOK_ALLOW_HTTP": "1",
    "TANGUANJIA_WEBHOOK_NETWORKS": "127.0.0.0/8",
}


@contextmanager
def running(program: str, folder: Path, **environment: str) -> Generator[Path]:
    """Run the page's receiver; gives the file that it writes to."""
    script, said = folder / "receiver.py", folder / "said.txt"
    script.write_text(program)
    with said.open("w") as out, (folder / "unsaid.txt").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, script], env={**os.environ, **environment}, stdout=out, stderr=errors
        )
        try:
            yield said
        finally:
            process.terminate()
            process.wait(20)


def carried_out(command: str, **environment: str) -> dict[str, Any]:
    """Run a command of the page as somebody would who copies it."""
    done = subprocess.run(
        ["bash", "-euc", command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_page_works_as_it_is_printed(tmp_path: Path) -> None:
    (_, opening), (_, receiver), (_, pinging) = BLOCK.findall(PAGE.read_text())
    books = f"sqlite:///{tmp_path / 'carbon.sqlite'}"
    with open_office(books) as office:
        key = give(office, Role.DISTRICT).text
    port = str(nobody_listens_at())
    with served(tmp_path, own=HERE) as at:
        asked = {"TANGUANJIA": f"http://127.0.0.1:{at}", "KEY": key}
        told = carried_out(opening, RECEIVER=f"http://127.0.0.1:{port}/", **asked)
        assert told["secret"].startswith("whsec_"), told
        with running(receiver, tmp_path, WEBHOOK_SECRETS=told["secret"], PORT=port) as said:
            deadline = monotonic() + PATIENCE_S
            pinged = {"outcome": ""}
            while pinged["outcome"] != "delivered":
                assert monotonic() < deadline, pinged
                pinged = carried_out(pinging, SUBSCRIPTION=told["subscription"], **asked)
            with open_office(books) as office:
                office.log.perform(only(LOT, LotId("XT1"), RECEIPT), request("tests", None))
            while "lot-received.v1 lot:XT1" not in said.read_text():
                assert monotonic() < deadline
                sleep(0.05)
