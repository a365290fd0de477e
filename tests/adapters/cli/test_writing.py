"""`tanguanjia correct …`, `tanguanjia subject …` and `tanguanjia reconcile`."""

from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.terminal import WORKBOOK, Terminal

ENTERPRISE = "91330411MAW7DF1000"
SWAP = ("TADF100001", "2022-09-08 10:45")


def test_a_correction_moves_the_books_and_keeps_the_record(terminal: Terminal) -> None:
    before = terminal.demo("ledger", "--json").json
    said = terminal.demo("correct", "swap", *SWAP, "--removed-kg", "2400", "--reason", "磅单有误")
    assert said.code == 0
    after = terminal.demo("ledger", "--json").json
    assert after["removed_kg"] == before["removed_kg"] + 15
    assert after["closing_difference_kg"] == 0
    life = terminal.demo("adsorber", "show", SWAP[0]).out
    assert "卸出 2385 kg" in life
    assert "原因: 磅单有误" in life
    assert "tester" in life
    assert terminal.demo("verify").code == 0


def test_a_repeated_correction_changes_nothing(terminal: Terminal) -> None:
    command = ("correct", "swap", *SWAP, "--removed-kg", "2400", "--reason", "磅单有误")
    first = terminal.demo(*command, "--command-id", "c-1", "--json").json
    again = terminal.demo(*command, "--command-id", "c-1", "--json").json
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["last"] == again["last"]


def test_a_contradictory_repetition_is_refused_naming_the_field(terminal: Terminal) -> None:
    for removed in ("2400", "2401"):
        command = ("correct", "swap", *SWAP, "--removed-kg", removed, "--reason", "磅单有误")
        said = terminal.demo(*command, "--command-id", "c-1", "--json")
    assert (said.code, said.json["code"]) == (1, "contradicts-recorded")
    assert said.json["facts"]["field"] == "卸出量(kg)"


def test_a_swap_that_was_never_recorded_cannot_be_corrected(terminal: Terminal) -> None:
    said = terminal.demo(
        "correct",
        "swap",
        "TADF100001",
        "2022-09-09",
        "--removed-kg",
        "1",
        "--reason",
        "x",
        "--json",
    )
    assert (said.code, said.json["code"]) == (1, "unknown-swap")


def test_a_time_nobody_can_read_is_refused(terminal: Terminal) -> None:
    said = terminal.demo("correct", "swap", "TADF100001", "昨天", "--reason", "x")
    assert said.code == 1
    assert "时间无法识别" in said.err


def test_contacts_can_be_changed(terminal: Terminal) -> None:
    change = ("correct", "contacts", ENTERPRISE, "--name", "周主任", "--phone", "13900000000")
    assert terminal.demo(*change).code == 0
    told = terminal.demo("enterprise", "show", ENTERPRISE, "--json").json
    assert (told["contact"], told["phone"]) == ("周主任", "13900000000")
    assert "未记账" in terminal.demo(*change).out


def test_an_erased_person_reads_as_erased_and_the_books_stay_sound(terminal: Terminal) -> None:
    person = ("--enterprise", ENTERPRISE, "--name", "杨经理")
    subject = terminal.demo("subject", "find", *person, "--json").json["subject"]
    before = terminal.demo("ledger", "--json").out
    said = terminal.demo("subject", "erase", *person, "--yes", "--json")
    assert (said.code, said.json) == (0, {"subject": subject, "erased": True})
    assert "无法恢复" in said.err
    shown = terminal.demo("enterprise", "show", ENTERPRISE, "--json").json
    assert (shown["contact"], shown["phone"]) == ("已删除", "已删除")
    life = terminal.demo("replay", "--enterprise", ENTERPRISE).out
    assert "杨经理" not in life
    assert "联系人 已删除" in life
    assert terminal.demo("verify").code == 0
    assert terminal.demo("ledger", "--json").out == before
    assert terminal.demo("subject", "find", *person).code == 1


def test_nobody_is_erased_without_confirmation(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = ("--enterprise", ENTERPRISE, "--name", "杨经理")
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert terminal.demo("subject", "erase", *person).code == 1
    assert terminal.demo("subject", "find", *person).code == 0


def test_a_person_has_to_be_named(terminal: Terminal) -> None:
    said = terminal.demo("subject", "erase", "--yes", "--json")
    assert (said.code, said.json["code"]) == (1, "person-not-named")


def test_our_own_list_agrees_with_us(terminal: Terminal) -> None:
    said = terminal.demo("reconcile", WORKBOOK, "--json")
    assert said.code == 0
    assert said.json["agree"] == 216


def test_a_list_that_differs_is_told_apart(terminal: Terminal, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.xlsx"
    _alter(theirs)
    said = terminal.demo("reconcile", theirs, "--json")
    assert said.code == 1
    assert [each["manifest"] for each in said.json["they_lack"]] == ["20223304120003"]
    assert [each["manifest"] for each in said.json["we_lack"]] == ["20223304129999"]
    (difference,) = said.json["differences"]
    assert (difference["manifest"], difference["field"]) == ("20223304120001", "sent_kg")
    assert "发出量" in terminal.demo("reconcile", theirs).out


def _alter(copy: Path) -> None:
    book = openpyxl.load_workbook(WORKBOOK)
    sheet = book["转移联单"]
    rows = {str(row[0].value): place for place, row in enumerate(sheet.iter_rows(), start=1)}
    sheet.cell(rows["20223304120001"], 6, 600)
    sheet.cell(rows["20223304120003"], 1, "20223304129999")
    book.save(copy)
    book.close()
