"""`tanguanjia import`."""

from pathlib import Path

import pytest

from tests.terminal import TRUTH, WORKBOOK, Terminal

EXPECTED = {
    "refuse": {"refused"},
    "flag": {"flagged"},
    "ignore": {"ignored"},
    "accept": {"accepted"},
    "accept-as-text": {"accepted", "normalised"},
}


def test_every_fault_of_the_workbook_is_found_with_its_key(bare: Terminal) -> None:
    report = bare("import", WORKBOOK, "--json").json
    found = {
        (each["sheet"], each["key"], each["code"]): each["outcome"] for each in report["findings"]
    }
    for fault in TRUTH["faults"]:
        outcome = found.get((fault["sheet"], fault["key"], fault["kind"]))
        assert outcome in EXPECTED[fault["expect"]], fault


def test_every_row_is_counted_once(bare: Terminal) -> None:
    rows = bare("import", WORKBOOK, "--json").json["rows"]
    assert set(rows) == {"accepted", "normalised", "flagged", "ignored", "refused"}
    faults = [fault["expect"] for fault in TRUTH["faults"]]
    assert rows["refused"] == faults.count("refuse")
    assert rows["flagged"] == faults.count("flag")
    assert rows["ignored"] == faults.count("ignore")


def test_importing_the_same_file_again_adds_nothing(bare: Terminal) -> None:
    bare("import", WORKBOOK)
    before = bare("verify", "--json").json["facts"]
    rows = bare("import", WORKBOOK, "--json").json["rows"]
    assert rows["accepted"] == rows["normalised"] == 0
    assert bare("verify", "--json").json["facts"] == before


def test_a_person_sees_what_asks_for_a_look_and_the_gravest_first(bare: Terminal) -> None:
    said = bare("import", WORKBOOK)
    assert said.code == 0
    assert said.out.index("统一社会信用代码不正确") < said.out.index("合计行")
    assert "written-otherwise" not in said.out
    assert "按“2022-08-19”计" not in said.out
    assert "按“2022-08-19”计" in bare("import", WORKBOOK, "--all").out


def test_a_file_that_is_no_ledger_changes_nothing(bare: Terminal, tmp_path: Path) -> None:
    letter = tmp_path / "letter.xlsx"
    letter.write_text("亲爱的同事\n")
    said = bare("import", letter, "--json")
    assert said.code == 1
    assert said.json["code"] == "not-a-ledger"
    assert set(said.json) == {"code", "message", "message_en", "facts"}
    assert bare("verify", "--json").json["facts"] == 0


@pytest.mark.parametrize("missing", ["nowhere.xlsx", "folder/nowhere.xlsx"])
def test_a_file_that_is_not_there_is_named(bare: Terminal, missing: str) -> None:
    said = bare("import", missing)
    assert said.code == 1
    assert "找不到文件" in said.err
    assert "nowhere.xlsx" in said.err
    assert "Traceback" not in said.err
