"""On a real socket: duplicated headers, a thousand duplicates at once, fifty changes of one bed."""

import asyncio
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.web.writing import story
from adapters.wiring import open_office
from application.office import Office
from domain.adsorber import ADSORBER, Commissioned
from domain.lot import LOT, InStock
from tests.adapters.web.conftest import MovableClock
from tests.adapters.web.writing.conftest import EVENING, PLENTY
from tests.adapters.web.writing.scribe import typed
from tests.adapters.web.writing.serving import listening, spoken, told_until
from tests.adapters.web.writing.test_bad_bodies import LOT as RECEIPT

POST = "POST /v1/lots HTTP/1.1"
TYPE = "Content-Type: application/json"
KEY = "Idempotency-Key: one"
WELL = json.dumps(RECEIPT).encode()
LENGTH = f"Content-Length: {len(WELL)}"
CONNECTIONS = 50


@pytest.fixture
def office(database: str, own_folder: None) -> Generator[Office]:
    """Empty books on each engine, on the evening of 2022-11-30."""
    del own_folder
    with open_office(database, clock=MovableClock(EVENING)) as opened:
        yield opened


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Office, int]]:
    """Books in which nothing is recorded, behind a port."""
    folder: Path = tmp_path_factory.mktemp("quiet")
    clock = MovableClock(EVENING)
    with (
        open_office(f"sqlite:///{folder / 'books.sqlite'}", clock=clock) as opened,
        listening(opened, PLENTY) as port,
    ):
        yield opened, port


@pytest.mark.parametrize(
    ("lines", "status", "said"),
    [
        ([POST, TYPE, KEY, KEY, LENGTH], 400, b'"Idempotency-Key"'),
        ([POST, TYPE, TYPE, KEY, LENGTH], 400, b'"Content-Type"'),
        ([POST, TYPE, KEY, "Content-Length: 3", LENGTH], 400, b"Invalid HTTP request"),
        ([POST, TYPE, KEY, "Content-Length: many"], 400, b"Invalid HTTP request"),
        ([POST, TYPE, KEY, "Content-Length: 2000000"], 413, b"body-too-large"),
        ([POST, TYPE, KEY, LENGTH, "Host: evil.example"], 400, b""),
    ],
    ids=["two keys", "two types", "two lengths", "no length", "too long", "two hosts"],
)
def test_headers_that_contradict_each_other_are_answered_clearly(
    quiet: tuple[Office, int], lines: list[str], status: int, said: bytes
) -> None:
    office, port = quiet
    found, came = spoken(port, *lines, body=WELL)
    assert (found, said in came) == (status, True), came
    assert office.log.head() == 0


def test_a_body_without_an_end_is_refused_before_it_ends(quiet: tuple[Office, int]) -> None:
    office, port = quiet
    # A million bytes and one more; no end follows.
    chunks = (b"186a0\r\n" + b" " * 100_000 + b"\r\n") * 10 + b"1\r\n \r\n"
    found, came = spoken(port, POST, TYPE, KEY, "Transfer-Encoding: chunked", body=chunks)
    assert (found, b"body-too-large" in came) == (413, True)
    assert office.log.head() == 0


async def _all_at_once(port: int, requests: list[tuple[str, bytes, str]]) -> list[httpx.Response]:
    limits = httpx.Limits(max_connections=CONNECTIONS)
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=120) as client:
        return await asyncio.gather(
            *(
                client.post(
                    path,
                    content=body,
                    headers={"Content-Type": "application/json", "Idempotency-Key": key},
                )
                for path, body, key in requests
            )
        )


@pytest.mark.parametrize("times", [200, pytest.param(1000, marks=pytest.mark.soak)])
def test_duplicates_at_once_have_one_effect_and_one_answer(office: Office, times: int) -> None:
    with listening(office, PLENTY) as port:
        told_until(office, port, "fill_carbon")
        before = office.log.head()
        said = typed("swap_carbon")
        path = said.address.partition("?")[0]
        answers = asyncio.run(
            _all_at_once(port, [(path, said.body.encode(), "the-one-key")] * times)
        )
    first = [answer for answer in answers if answer.status_code == 201]
    assert len(first) == 1
    told: dict[str, Any] = first[0].json()
    assert {answer.status_code for answer in answers} == {200, 201}
    assert [answer.json() for answer in answers if answer.status_code == 200] == [
        {**told, "repeated": True}
    ] * (times - 1)
    assert (told["first"], told["last"]) == (before + 1, office.log.head())
    state = office.log.read(ADSORBER, story.ADSORBER).state
    assert isinstance(state, Commissioned)
    assert len(state.changes) == 2


def test_fifty_changes_of_one_adsorber_at_once_lose_nothing(office: Office) -> None:
    with listening(office, PLENTY) as port:
        told_until(office, port, "fill_carbon")
        swaps = [
            (
                f"/v1/adsorbers/{story.ADSORBER}/swaps",
                json.dumps(
                    {
                        "occurred": f"2022-11-30T09:{minute:02}:00+08:00",
                        "removed_kg": 600,
                        "filled_kg": 10 + minute,
                        "lot": story.LOT,
                    }
                ).encode(),
                f"swap-{minute}",
            )
            for minute in range(50)
        ]
        answers = asyncio.run(_all_at_once(port, swaps))
    done = [minute for minute in range(50) if answers[minute].status_code == 201]
    refusals = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    # Whoever comes after a later change is told so; whoever was told it is recorded, is.
    assert refusals <= {"later-change-recorded", "conflict", "lot-overdrawn"}
    assert done
    state = office.log.read(ADSORBER, story.ADSORBER).state
    assert isinstance(state, Commissioned)
    assert [change.filled_g for change in state.changes[1:]] == [
        (10 + minute) * 1000 for minute in done
    ]
    lot = office.log.read(LOT, story.LOT).state
    assert isinstance(lot, InStock)
    assert lot.drawn_g == 500_000 + sum(10_000 + 1000 * minute for minute in done)
