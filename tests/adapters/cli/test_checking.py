"""`tanguanjia verify` and `tanguanjia doctor`."""

import sqlite3
from contextlib import closing
from pathlib import Path

from application.view import View
from tests.terminal import WORKBOOK, Terminal

ENTERPRISE = "91330411MAW7DF1000"


def _change(terminal: Terminal, statement: str) -> None:
    with closing(sqlite3.connect(terminal.folder / "demo.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def test_untouched_books_are_sound(terminal: Terminal) -> None:
    said = terminal.demo("verify", "--json")
    assert (said.code, said.json["sound"]) == (0, True)
    assert said.json["facts"] > 4000


def test_a_tampered_row_of_a_view_is_found_and_named(terminal: Terminal) -> None:
    _change(
        terminal,
        f"UPDATE register_enterprise SET name = '别的公司' WHERE enterprise = '{ENTERPRISE}'",
    )
    said = terminal.demo("verify", "--json")
    assert (said.code, said.json["sound"]) == (1, False)
    differences = said.json["differences"]
    assert {each["table"] for each in differences} == {"register_enterprise"}
    assert {each["column"] for each in differences} == {"name"}
    assert {each["live"] for each in differences} == {"别的公司"}
    assert {each["expected"] for each in differences} == {"嘉兴洛东电子材料有限公司"}
    assert "register_enterprise" in terminal.demo("verify").out


def test_all_lights_are_green_on_sound_books(terminal: Terminal) -> None:
    said = terminal.demo("doctor", "--json")
    assert (said.code, said.json["healthy"]) == (0, True)
    lights = {light["name"]: light["found"] for light in said.json["lights"]}
    assert {"database", "schema", "guards", "durability", "space", "balance", "clock"} <= set(
        lights
    )
    assert lights["clock"].startswith("2022-11-30 18:00")
    assert {name for name in lights if name.startswith("follower-")} >= {
        f"follower-{view}" for view in View
    }


def test_a_missing_guard_is_a_red_light_that_says_what_to_do(terminal: Terminal) -> None:
    _change(terminal, "DROP TRIGGER fact_delete")
    said = terminal.demo("doctor")
    assert said.code == 1
    assert "✘ 日志只增不改" in said.out
    assert "触发器缺失" in said.out


def test_a_view_that_cannot_go_on_is_a_red_light(terminal: Terminal) -> None:
    _change(
        terminal,
        "INSERT INTO fact (stream, version, name, body, recorded_at)"
        " VALUES ('lot:X9', 1, 'lot-from-the-future.v9', '{}', '2022-11-30T18:00:00.000000+08:00')",
    )
    assert terminal.demo("verify").code == 1
    said = terminal.demo("doctor")
    assert said.code == 1
    assert "lot-from-the-future.v9" in said.out
    refused = terminal.demo("ledger", "--json")
    assert (refused.code, refused.json["code"]) == (1, "view-stopped")


def test_a_stopped_view_stops_no_other(terminal: Terminal) -> None:
    _change(
        terminal,
        "UPDATE follower SET stopped_at = 1, stopped_stream = 'lot:X', stopped_name = 'x.v1',"
        " reason = 'tried out' WHERE name = 'health-board'",
    )
    assert terminal.demo("health", "--json").json["code"] == "view-stopped"
    assert terminal.demo("ledger").code == 0
    assert terminal.demo("import", WORKBOOK).code == 0


def test_a_file_that_is_no_database_is_one_clear_sentence(bare: Terminal, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("亲爱的同事" * 1000)
    said = bare("--db", letter, "ledger")
    assert said.code == 1
    assert "不是炭管家的数据库" in said.err
    doctor = bare("--db", letter, "doctor")
    assert doctor.code == 1
    assert "✘ 数据库可访问" in doctor.out


def test_a_database_of_a_newer_version_is_refused(terminal: Terminal) -> None:
    _change(terminal, "INSERT INTO schema_version VALUES (999, 'from the future')")
    said = terminal.demo("ledger", "--json")
    assert (said.code, said.json["code"]) == (1, "database-is-newer")


def test_a_database_nobody_answers_for_is_one_clear_sentence(bare: Terminal) -> None:
    said = bare("--db", "postgresql://nobody@127.0.0.1:1/nothing", "ledger", "--json")
    assert (said.code, said.json["code"]) == (1, "database-unreachable")


def test_an_address_of_another_kind_of_database_is_refused(bare: Terminal) -> None:
    said = bare("--db", "mysql://someone@127.0.0.1/carbon", "ledger", "--json")
    assert (said.code, said.json["code"]) == (1, "bad-database-url")


def test_asking_where_there_are_no_books_creates_none(bare: Terminal) -> None:
    said = bare("ledger", "--json")
    assert (said.code, said.json["code"]) == (1, "no-books-yet")
    assert not bare.folder.exists()
    assert bare("doctor").code == 1


def test_the_demo_and_other_books_exclude_each_other(bare: Terminal) -> None:
    said = bare("--demo", "--db", "x.sqlite", "ledger", "--json")
    assert (said.code, said.json["code"]) == (1, "two-books")
