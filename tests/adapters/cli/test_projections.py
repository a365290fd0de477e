"""`tanguanjia projections`: status, rebuild, retry."""

import sqlite3
from contextlib import closing

import pytest

from adapters.sql.rebuilding import Rebuild
from application.ports.followers import RebuildProgress
from application.view import View
from tests.terminal import Terminal

FROM_THE_FUTURE = (
    "INSERT INTO fact (stream, version, name, body, recorded_at)"
    " VALUES ('lot:X9', 1, 'lot-from-the-future.v9', '{}', '2022-11-30T18:00:00.000000+08:00')"
)


def change(terminal: Terminal, statement: str) -> None:
    with closing(sqlite3.connect(terminal.folder / "demo.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def test_every_view_is_listed_with_its_place(terminal: Terminal) -> None:
    said = terminal.demo("projections", "status", "--json")
    assert said.code == 0
    views = said.json["views"]
    assert {each["follower"] for each in views} == set(View)
    assert {(each["form"], each["lag"], each["stopped"]) for each in views} == {
        ("current", 0, None)
    }
    assert terminal.demo("projections", "status").out.count("正常 in order") == len(View)


def test_one_view_is_rebuilt_or_all_of_them(terminal: Terminal) -> None:
    change(terminal, "DELETE FROM ledger_stock")
    change(terminal, "DELETE FROM health_firm")
    said = terminal.demo("projections", "rebuild", "carbon-ledger", "--json")
    assert said.code == 0
    assert [each["follower"] for each in said.json["views"]] == ["carbon-ledger"]
    assert "重建视图 / rebuilding carbon-ledger …" in said.err
    differences = terminal.demo("verify", "--json").json["differences"]
    assert {each["follower"] for each in differences} == {"health-board"}
    assert terminal.demo("projections", "rebuild").code == 0
    assert terminal.demo("verify").code == 0


def test_an_unknown_view_is_refused_with_the_names_there_are(bare: Terminal) -> None:
    said = bare("projections", "rebuild", "ledger")
    assert said.code == 2
    assert "carbon-ledger" in said.err


def test_a_rebuild_that_was_broken_off_is_shown_and_goes_on(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out = Rebuild.carry_out

    def interrupted(self: Rebuild, progress: RebuildProgress, page: int = 1000) -> None:
        def interrupt(follower: str, done: int, expected: int) -> None:
            progress(follower, done, expected)
            raise KeyboardInterrupt

        carry_out(self, interrupt, page)

    with monkeypatch.context() as patch:
        patch.setattr(Rebuild, "carry_out", interrupted)
        assert terminal.demo("projections", "rebuild", "registers").code == 130
    assert terminal.demo("verify").code == 0
    assert "重建至 rebuilt up to 1,000" in terminal.demo("projections", "status").out
    assert terminal.demo("projections", "rebuild", "registers").code == 0
    assert "rebuilt up to" not in terminal.demo("projections", "status").out
    assert terminal.demo("verify").code == 0


def test_a_view_that_has_stopped_stops_again_or_goes_on(terminal: Terminal) -> None:
    change(
        terminal,
        "UPDATE follower SET stopped_at = 1, stopped_stream = 'lot:X', stopped_name = 'x.v1',"
        " reason = 'tried out'",
    )
    assert "停在 stopped at 1 lot:X x.v1" in terminal.demo("projections", "status").out
    assert terminal.demo("projections", "retry", "registers").code == 0
    stopped = terminal.demo("projections", "status", "--json").json["views"]
    assert {each["follower"] for each in stopped if not each["stopped"]} == {"registers"}
    assert terminal.demo("projections", "retry").code == 0
    change(terminal, FROM_THE_FUTURE)
    again = terminal.demo("projections", "retry", "--json")
    assert again.code == 1
    assert {each["stopped"]["name"] for each in again.json["views"]} == {"lot-from-the-future.v9"}
    assert "projections retry registers" in terminal.demo("doctor").out


def test_a_rebuild_that_a_fact_stops_leaves_the_old_rows_and_says_so(terminal: Terminal) -> None:
    change(terminal, FROM_THE_FUTURE)
    change(terminal, "UPDATE follower SET position = position + 1")
    said = terminal.demo("projections", "rebuild", "carbon-ledger")
    assert said.code == 1
    assert "重建停在 rebuild stopped at 4,160 lot:X9 lot-from-the-future.v9" in said.out
    assert terminal.demo("ledger").code == 0


def test_what_an_earlier_version_wrote_is_rebuilt_before_it_is_read(terminal: Terminal) -> None:
    change(terminal, "UPDATE follower SET shape = '0' || substr(shape, 2)")
    status = terminal.demo("projections", "status")
    assert status.out.count("另一版本的内容, 待重建") == len(View)
    said = terminal.demo("ledger")
    assert said.code == 0
    assert said.err.count("重建视图 / rebuilding") == len(View)
    assert terminal.demo("projections", "status").out.count("正常 in order") == len(View)


def test_what_cannot_be_read_is_rebuilt_when_the_books_are_opened(terminal: Terminal) -> None:
    change(terminal, "UPDATE follower SET shape = '0123456789abcdef' WHERE name = 'audit-trail'")
    said = terminal.demo("projections", "status")
    assert said.err == "重建视图 / rebuilding audit-trail …\n"
    assert said.out.count("正常 in order") == len(View)


def test_views_of_books_that_are_not_there_are_not_laid_out(bare: Terminal) -> None:
    said = bare("projections", "status", "--json")
    assert (said.code, said.json["code"]) == (1, "no-books-yet")
    assert not bare.folder.exists()
