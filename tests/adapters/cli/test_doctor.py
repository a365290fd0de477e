"""Each light of `tanguanjia doctor`, made red for real, with its numbers and the way out."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine

from adapters.clock import StandingClock
from adapters.sql.survey import survey
from adapters.wiring import open_office
from application.act import only
from application.office import request
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import SHANGHAI, Occurred
from tests.databases import empty_database
from tests.faults.small_disk import small_disk
from tests.terminal import Terminal

STANDS_AT = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
KEYS = {
    "name",
    "zh",
    "en",
    "green",
    "found",
    "meaning_zh",
    "meaning_en",
    "advice_zh",
    "advice_en",
}
NAMES = [
    "database",
    "schema",
    "guards",
    "durability",
    "space",
    "secret",
    "order",
    "follower-alerts",
    "follower-audit-trail",
    "follower-carbon-ledger",
    "follower-charges",
    "follower-custody-trail",
    "follower-devices",
    "follower-health-board",
    "follower-registers",
    "balance",
    "accounts",
    "webhooks",
    "alerts",
    "clock",
    "tables",
    "backup",
]


def _change(terminal: Terminal, statement: str) -> None:
    with closing(sqlite3.connect(terminal.folder / "demo.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def _red(terminal: Terminal, *options: str) -> dict[str, dict[str, Any]]:
    """The red lights by name; each says what it means and what to do, in both languages."""
    said = terminal(*(options or ("--demo",)), "doctor", "--json")
    red = {each["name"]: each for each in said.json["lights"] if not each["green"]}
    assert said.code == (1 if red else 0)
    assert said.json["healthy"] is not bool(red)
    for light in red.values():
        assert all(light[key] for key in KEYS - {"green"}), light
    return red


def _receive(url: str, at: datetime) -> None:
    receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
    with open_office(url, clock=StandingClock(at)) as office:
        act = only(LOT, LotId(f"XT-{at:%Y%m%d}"), receipt)
        office.log.perform(act, request("tests", None))


def test_the_lights_have_lasting_names_and_keys(terminal: Terminal) -> None:
    lights = terminal.demo("doctor", "--json").json["lights"]
    assert [light["name"] for light in lights] == NAMES
    assert {frozenset(light) for light in lights} == {frozenset(KEYS)}


def test_a_red_light_is_told_to_people_with_its_meaning_and_the_way_out(
    terminal: Terminal,
) -> None:
    _change(terminal, "DROP TRIGGER fact_update")
    said = terminal.demo("doctor").out
    assert "✘ 日志只增不改" in said
    assert "可以被改动而不留痕迹" in said
    assert "→ compare with a back-up" in said


def test_a_newer_schema(terminal: Terminal) -> None:
    _change(terminal, "INSERT INTO schema_version VALUES (999, 'from the future')")
    assert "999" in _red(terminal)["schema"]["found"]


def test_missing_guards_are_named(terminal: Terminal) -> None:
    _change(terminal, "DROP TRIGGER command_delete")
    assert "command" in _red(terminal)["guards"]["found"]


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as database:
        yield database


def test_postgresql_that_may_lose_what_was_acknowledged(bare: Terminal, url: str) -> None:
    assert "durability" not in _red(bare, "--db", url)
    with psycopg.connect(url, autocommit=True) as connection:
        name = url.rpartition("/")[2]
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
    assert "synchronous_commit=off" in _red(bare, "--db", url)["durability"]["found"]


def test_sqlite_that_does_not_wait_for_the_disk(terminal: Terminal) -> None:
    engine = create_engine(f"sqlite:///{terminal.folder / 'demo.sqlite'}")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
        assert not survey(engine).durable
    finally:
        engine.dispose()


def test_a_small_disk(terminal: Terminal, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64m") as disk:
        _receive(f"sqlite:///{disk.folder}/books.sqlite", datetime.now(SHANGHAI))
        red = _red(terminal, "--db", f"{disk.folder}/books.sqlite")
        assert "GiB" in red["space"]["found"]


def test_a_secret_that_others_may_read(terminal: Terminal) -> None:
    (terminal.folder / "demo.sqlite.secret").chmod(0o644)
    red = _red(terminal)["secret"]
    assert "0644" in red["found"]
    assert "chmod 600" in red["advice_en"]


def test_a_secret_that_is_gone_and_is_not_replaced(terminal: Terminal) -> None:
    secret = terminal.folder / "demo.sqlite.secret"
    secret.unlink()
    assert str(secret) in _red(terminal)["secret"]["found"]
    assert not secret.exists()


@pytest.mark.parametrize("contents", [b"x" * 32, b"short"])
def test_a_secret_of_other_books_or_a_damaged_one(terminal: Terminal, contents: bytes) -> None:
    (terminal.folder / "demo.sqlite.secret").write_bytes(contents)
    assert set(_red(terminal)) == {"secret"}


def test_a_fact_that_no_view_can_digest_is_met_by_the_doctor_itself(terminal: Terminal) -> None:
    _change(
        terminal,
        "INSERT INTO fact (stream, version, name, body, recorded_at)"
        " VALUES ('lot:X9', 1, 'lot-from-the-future.v9', '{}', '2022-11-30T18:00:00.000000+08:00')",
    )
    red = _red(terminal)
    assert {name for name in NAMES if name.startswith("follower-")} <= set(red)
    assert "lot-from-the-future.v9" in red["follower-registers"]["found"]
    assert "behind 1" in red["follower-registers"]["found"]


def test_a_view_that_is_kept_from_following(terminal: Terminal) -> None:
    _change(
        terminal,
        "CREATE TRIGGER jam BEFORE UPDATE ON follower WHEN new.name = 'registers'"
        " BEGIN SELECT RAISE(ABORT, 'jammed'); END",
    )
    _receive(f"sqlite:///{terminal.folder / 'demo.sqlite'}", STANDS_AT)
    red = _red(terminal)
    assert set(red) == {"follower-registers"}
    assert "behind now 1 (IntegrityError)" in red["follower-registers"]["found"]


def test_a_view_that_was_behind_is_brought_up_and_says_so(terminal: Terminal) -> None:
    _receive(f"sqlite:///{terminal.folder / 'demo.sqlite'}", STANDS_AT)
    lights = terminal.demo("doctor", "--json").json["lights"]
    found = {light["name"]: light["found"] for light in lights}
    assert found["follower-registers"].endswith("behind when found 1")
    assert _red(terminal) == {}


def test_a_figure_that_was_changed(terminal: Terminal) -> None:
    _change(terminal, "UPDATE ledger_flow SET mass_g = mass_g + 7000 WHERE entry = 'kiln-out'")
    red = _red(terminal)
    assert "batch:" in red["accounts"]["found"]


def test_stock_that_vanished(terminal: Terminal) -> None:
    _change(terminal, "DELETE FROM ledger_stock WHERE object LIKE 'lot:%'")
    assert not _red(terminal)["balance"]["found"].startswith("0 kg")


def test_facts_that_are_recorded_ahead_of_the_clock(terminal: Terminal) -> None:
    url = f"sqlite:///{terminal.folder / 'demo.sqlite'}"
    _receive(url, STANDS_AT + timedelta(days=1))
    red = _red(terminal)
    assert set(red) == {"clock"}
    assert "recorded ahead 1, 最后 last 2022-12-01T18:00" in red["clock"]["found"]


def test_books_that_nobody_backs_up(bare: Terminal, tmp_path: Path) -> None:
    books = str(tmp_path / "books.sqlite")
    now = datetime.now(SHANGHAI)
    _receive(f"sqlite:///{books}", now - timedelta(days=6))
    assert _red(bare, "--db", books) == {}
    _receive(f"sqlite:///{books}", now)
    old = str(tmp_path / "old.sqlite")
    _receive(f"sqlite:///{old}", now - timedelta(days=8))
    assert "8 天" in _red(bare, "--db", old)["backup"]["found"]
    assert bare("--db", old, "backup", tmp_path / "old.backup").code == 0
    assert _red(bare, "--db", old) == {}


def test_a_database_that_does_not_answer(bare: Terminal) -> None:
    red = _red(bare, "--db", "postgresql://nobody@127.0.0.1:1/nothing")
    assert set(red) == {"database"}
