"""The same commands on PostgreSQL."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.terminal import TRUTH, WORKBOOK, Terminal


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """A database of this test's own."""
    name = f"cli_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    yield f"{postgres.rpartition('/')[0]}/{name}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def test_a_workbook_comes_to_the_truth_on_postgresql(bare: Terminal, database: str) -> None:
    assert bare("--db", database, "import", WORKBOOK).code == 0
    figures = bare("--db", database, "ledger", "--json").json
    expected = {key: told for key, told in TRUTH.items() if key not in {"seed", "faults"}}
    assert {key: figures[key] for key in expected} == expected
    assert bare("--db", database, "verify").code == 0
    assert bare("--db", database, "doctor").code == 0
    lights = bare("--db", database, "doctor", "--json").json["lights"]
    assert any("fsync=on" in light["found"] for light in lights)
