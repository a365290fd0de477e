"""A reader's morning with the read API, over a real server on a real port."""

import re
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
import uvicorn

from adapters.clock import StandingClock
from adapters.wiring import open_office, web_app
from application.correct_swap import correct_swap
from application.demonstration import WORKBOOK
from application.following import followed
from application.office import Office, request
from domain.adsorber import CorrectSwap
from domain.identifiers import AdsorberId
from domain.occurred import SHANGHAI, Occurred
from tests.demo_books import copied

NEXT_MORNING = StandingClock(datetime(2022, 12, 1, 9, 0, tzinfo=SHANGHAI))
READERS = 16


@pytest.fixture
def office(loaded: Path, tmp_path: Path) -> Generator[Office]:
    """The demo's books on the morning after they were handed in."""
    file = copied(loaded, tmp_path) / "demo.sqlite"
    with open_office(f"sqlite:///{file}", clock=NEXT_MORNING) as opened, followed(opened):
        yield opened


@pytest.fixture
def reader(office: Office) -> Generator[httpx.Client]:
    """Somebody with a browser on the same machine."""
    with _served(office) as address, httpx.Client(base_url=address, timeout=30) as opened:
        yield opened


@contextmanager
def _served(office: Office) -> Generator[str]:
    config = uvicorn.Config(web_app(office, demo=WORKBOOK), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _get(reader: httpx.Client, address: str) -> Any:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_from_the_first_page_to_the_carbon_of_one_manifest(reader: httpx.Client) -> None:
    front = reader.get("/").text
    for link in set(re.findall(r'href="([^"#]+)"', front)):
        assert reader.get(link).status_code == 200, link
    board = _get(reader, "/v1/health?code=yellow&limit=1")
    enterprise = board["items"][0]["enterprise"]
    life = _get(reader, f"/v1/enterprises/{enterprise}/facts?limit=500")["items"]
    assert life[0]["name"] == "enterprise-registered.v1"
    departed = _get(reader, "/v1/manifests?limit=1")["items"][0]["number"]
    trail = _get(reader, f"/v1/custody/manifest/{departed}")
    assert trail["origins"]
    assert trail["destinations"]


def test_a_correction_shows_at_once_and_what_was_known_before_stays(
    reader: httpx.Client, office: Office
) -> None:
    before = _get(reader, "/v1/ledger")["totals"]
    command = CorrectSwap(
        Occurred("2022-12-01T08:30:00+08:00"),
        Occurred("2022-09-08T10:45:00+08:00"),
        "磅单有误",
        removed_g=2_400_000,
    )
    act = correct_swap(AdsorberId("TADF100001"), command)
    written = office.log.perform(act, request("李四", "weighed again"))
    assert office.followers.wait_for(written.last, timeout_s=10)
    now = _get(reader, "/v1/ledger")["totals"]
    assert now["removed_kg"] == before["removed_kg"] + 15
    assert now["closing_difference_kg"] == 0
    assert _get(reader, "/v1/ledger?known_at=2022-11-30")["totals"] == before
    newest = _get(reader, f"/v1/facts?stream=adsorber:TADF100001&after={written.first - 1}")
    assert newest["items"][0]["actor"] == "李四"
    assert "磅单有误" in newest["items"][0]["sentence"]


def test_many_readers_at_once_are_all_answered_alike(reader: httpx.Client) -> None:
    def read(address: str) -> Any:
        return _get(reader, address)

    addresses = ["/v1/ledger", "/v1/health?limit=500", "/v1/enterprises?limit=500"] * READERS
    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(read, addresses))
    for i in range(3):
        assert all(answer == answers[i] for answer in answers[i::3])


def test_a_page_on_the_internet_cannot_read_the_books(reader: httpx.Client) -> None:
    # Its name may lead to this machine; the Host header still tells where it came from.
    rebound = reader.get("/v1/enterprises", headers={"host": "evil.example"})
    assert rebound.status_code == 421
    assert "items" not in rebound.text
    # And from another origin a browser may not read the answer: no permission is given.
    crossing = reader.get("/v1/enterprises", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in crossing.headers
