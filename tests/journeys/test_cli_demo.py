"""`tanguanjia demo`: both demonstrations answer, each says where the other is, and both end."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from adapters.sql.opening import opened_database
from adapters.sql.settings import keep_setting
from adapters.wiring import open_office
from domain.occurred import SHANGHAI
from tests.demo_books import copied
from tests.served import PROGRAM

PATIENCE_S = 60.0


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    """Both districts as they are after a first start; in the one that lives, life begins later."""
    folder = copied(loaded, tmp_path)
    url = f"sqlite:///{folder / 'living.sqlite'}"
    now = datetime.now(SHANGHAI)
    with open_office(url), opened_database(url) as engine:
        later = (now + timedelta(days=400)).date()
        keep_setting(engine, "living-opening", later.isoformat())
        keep_setting(engine, "living-lived-to", now.isoformat())
    return folder


def two_free_ports() -> int:
    """The first of two ports beside each other that nobody uses."""
    while True:
        with closing(socket.socket()) as one, closing(socket.socket()) as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            with suppress(OSError):
                other.bind(("127.0.0.1", port + 1))
                return port


def page(port: int) -> str:
    """The first page, once it is served."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S).text
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_both_districts_are_served_beside_each_other_and_end_together(folder: Path) -> None:
    port = two_free_ports()
    own = {name: text for name, text in os.environ.items() if not name.startswith("TANGUANJIA_")}
    with (folder / "said.txt").open("w") as said:
        both = subprocess.Popen(
            [PROGRAM, "demo", "--port", str(port)],
            env=own | {"TANGUANJIA_DATA": str(folder)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        workbook, living = page(port), page(port + 1)
    finally:
        both.send_signal(signal.SIGTERM)
        code = both.wait(timeout=PATIENCE_S)
    assert code == 0
    assert "时钟停在 2022-11-30 18:00" in workbook
    assert f"http://127.0.0.1:{port + 1}/" in workbook
    assert "活的演示区" in living
    assert f"http://127.0.0.1:{port}/" in living
    for each in (port, port + 1):
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{each}/health/live")
