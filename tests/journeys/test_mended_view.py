"""A bit flips in a view that is being served: `verify` finds it, and a rebuild mends it."""

import sqlite3
from collections.abc import Generator
from contextlib import closing

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.doorway import Doorway
from adapters.wiring import open_demo
from application.demonstration import WORKBOOK
from application.following import followed
from tests.terminal import TRUTH, Terminal

HERE = "http://127.0.0.1:8000"
FLIP = """
UPDATE ledger_flow SET mass_g = mass_g | 1 WHERE (position, line) IN (
    SELECT position, line FROM ledger_flow WHERE entry = 'fresh' AND mass_g % 2 = 0 LIMIT 1)
"""


@pytest.fixture
def reader(terminal: Terminal) -> Generator[TestClient[Doorway]]:
    """Somebody who reads the terminal's books while a server follows them."""
    url = f"sqlite:///{terminal.folder / 'demo.sqlite'}"
    with (
        open_demo(url) as office,
        followed(office),
        TestClient(create_app(office, demo=WORKBOOK), base_url=HERE) as opened,
    ):
        yield opened


def test_a_flipped_bit_is_found_by_verify_and_mended_by_a_rebuild_while_a_server_runs(
    terminal: Terminal, reader: TestClient[Doorway]
) -> None:
    assert filled_kg(reader) == TRUTH["filled_kg"]
    with closing(sqlite3.connect(terminal.folder / "demo.sqlite")) as books:
        assert books.execute(FLIP).rowcount == 1
        books.commit()

    assert filled_kg(reader) == TRUTH["filled_kg"] + 0.001
    found = terminal.demo("verify", "--json")
    assert found.code == 1
    (difference,) = found.json["differences"]
    assert (difference["table"], difference["column"]) == ("ledger_flow", "mass_g")
    assert int(difference["live"]) == int(difference["expected"]) + 1

    assert terminal.demo("projections", "rebuild", difference["follower"]).code == 0
    assert terminal.demo("verify").code == 0
    assert filled_kg(reader) == TRUTH["filled_kg"]
    assert reader.get("/health/ready").status_code == 200


def filled_kg(reader: TestClient[Doorway]) -> float:
    """What the server says has been filled in."""
    return reader.get("/v1/ledger").json()["totals"]["filled_kg"]
