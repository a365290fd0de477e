"""`tanguanjia log …`: an older back-up is noticed, told, and gone on from with open eyes."""

import shutil
import sqlite3
from io import StringIO

import pytest

from tests.terminal import WORKBOOK, Terminal


@pytest.fixture
def restored(bare: Terminal) -> Terminal:
    """Books of which an older copy was put back."""
    assert bare("import", WORKBOOK).code == 0
    books = bare.folder / "carbon.sqlite"
    shutil.copy(books, bare.folder / "copy")
    corrected = ("correct", "swap", "TAER7Y2001", "2022-11-30 09:46", "--removed-kg", "580")
    assert bare(*corrected, "--reason", "磅单").code == 0
    shutil.copy(bare.folder / "copy", books)
    return bare


def test_books_in_order_say_where_they_stand(terminal: Terminal) -> None:
    said = terminal.demo("log", "status", "--json").json
    assert (said["ordering"], said["epoch"], said["unsealed"], said["epochs"]) == ("lock", 1, 0, [])
    assert said["position"] == said["mark"] > 4000
    assert "高水位 high-water mark: " in terminal.demo("log", "status").out


def test_an_older_back_up_is_refused_with_both_numbers_and_the_way_on(restored: Terminal) -> None:
    said = restored("ledger", "--json")
    assert said.code == 1
    assert said.json["code"] == "log-below-its-mark"
    facts = said.json["facts"]
    assert facts["mark"] - facts["position"] == 3
    assert facts["command"].startswith("tanguanjia log continue")
    doctor = restored("doctor")
    assert doctor.code == 1
    assert "✘ 公开位置 public positions: position=" in doctor.out
    assert restored("log", "status").code == 0


def test_going_on_asks_first(restored: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert restored("log", "continue", "--reason", "磁盘损坏").code == 1
    assert restored("ledger").code == 1


def test_books_go_on_beyond_the_lost_positions(restored: Terminal) -> None:
    before = restored("log", "status", "--json").json
    gone_on = restored("log", "continue", "--reason", "磁盘损坏", "--yes", "--json").json
    assert gone_on == {
        "epoch": 2,
        "lost": [before["position"] + 1, before["mark"]],
        "next": before["mark"] + 1,
    }
    corrected = restored(
        *("correct", "swap", "TAER7Y2001", "2022-11-30 09:46", "--removed-kg", "580"),
        *("--reason", "磅单", "--json"),
    ).json
    assert corrected["first"] == before["mark"] + 1
    verified = restored("verify", "--json").json
    assert (verified["sound"], verified["facts"]) == (True, before["position"] + 3)
    doctor = restored("doctor")
    assert doctor.code == 0
    assert f"缺 lost {before['position'] + 1}–{before['mark']}" in doctor.out
    assert "tester  磁盘损坏: 缺失的位置 positions lost" in restored("log", "status").out


def test_complete_books_are_not_continued(terminal: Terminal) -> None:
    said = terminal.demo("log", "continue", "--reason", "x", "--yes", "--json")
    assert said.json["code"] == "nothing-to-continue"


def test_the_embedded_database_keeps_to_its_lock(terminal: Terminal) -> None:
    assert terminal.demo("log", "ordering").out == "lock\n"
    assert terminal.demo("log", "ordering", "lock", "--json").json == {
        "ordering": "lock",
        "changed": False,
    }
    said = terminal.demo("log", "ordering", "xid", "--json")
    assert said.json["code"] == "ordering-needs-postgres"


def test_a_demo_that_was_deleted_begins_again(terminal: Terminal) -> None:
    for file in terminal.folder.glob("demo.sqlite*"):
        if not file.name.endswith(".mark"):
            file.unlink()
    assert terminal.demo("verify").code == 0
    with sqlite3.connect(terminal.folder / "demo.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM epoch").fetchone() == (0,)
    connection.close()
