"""An office hands its tables to another: they come to the truth, and corrections come through."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from adapters import wiring
from adapters.clock import StandingClock
from adapters.demo import HANDED_IN_AT
from domain.occurred import SHANGHAI
from tests.terminal import TRUTH, WORKBOOK, Terminal

DAY = "2022-11-30"
MANIFEST = "manifest.json"
SWAP = ("TADF100001", "2022-09-08 10:45")


def manifest(folder: Path) -> Any:
    return json.loads((folder / MANIFEST).read_text())


def sums(folder: Path) -> Mapping[str, Mapping[str, str]]:
    return {each["table"]: each["sums"]["kg"] for each in manifest(folder)["tables"]}


def rows(folder: Path) -> Mapping[str, int]:
    return {each["table"]: each["sums"]["rows"] for each in manifest(folder)["tables"]}


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_tables_of_the_workbook_come_to_the_truth(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.demo("tables", "--to", tmp_path / "out", "--day", DAY)
    assert said.code == 0, said.err
    folder = tmp_path / "out" / f"{DAY}-full-unfinished"
    told = sums(folder)
    expected = {
        ("swaps", "filled_kg"): "filled_kg",
        ("swaps", "removed_kg"): "removed_kg",
        ("swaps", "uptake_kg"): "uptake_kg",
        ("waste_generated", "generated_kg"): "removed_kg",
        ("stored_in", "stored_kg"): "removed_kg",
        ("stored_out", "taken_out_kg"): "sent_kg",
        ("transfers", "sent_kg"): "sent_kg",
        ("transfers", "received_kg"): "received_kg",
        ("transfers", "refused_kg"): "refused_kg",
        ("transfers", "charged_kg"): "kiln_in_kg",
        ("regenerations", "in_kg"): "kiln_in_kg",
        ("regenerations", "out_kg"): "kiln_out_kg",
        ("regenerations", "disposed_kg"): "disposed_kg",
        ("regenerations", "unexplained_kg"): "kiln_unexplained_kg",
    }
    for (table, column), truth in expected.items():
        assert told[table][column] == f"{TRUTH[truth]}.000", (table, column)
    counted = rows(folder)
    for table in ("enterprises", "adsorbers", "lots"):
        assert counted[table] == TRUTH[table]
    assert counted["transfers"] == TRUTH["manifests"]
    assert counted["regenerations"] == TRUTH["batches"]
    swaps = read(folder / "换炭记录.csv")
    assert sum(float(each["卸出量(kg)"] or 0) for each in swaps) == TRUTH["removed_kg"] == 264_255
    assert terminal("tables", "--check", folder).code == 0


def personal_cells() -> Iterator[str]:
    """Every name and number of a person in the workbook."""
    for sheet in load_workbook(WORKBOOK, read_only=True):
        lines = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        for column in ("联系人", "手机", "司机", "经办人"):
            for line in lines[2:]:
                places = [n for n, name in enumerate(lines[1]) if column in name]
                yield from (line[place] for place in places if len(line[place]) > 1)


def test_nobody_who_is_a_person_stands_in_a_table(terminal: Terminal, tmp_path: Path) -> None:
    terminal.demo("tables", "--to", tmp_path, "--day", DAY)
    written = "".join(
        each.read_text(encoding="utf-8-sig")
        for each in (tmp_path / f"{DAY}-full-unfinished").iterdir()
    )
    people = set(personal_cells())
    assert len(people) > 150
    assert not [person for person in people if person in written]


def test_a_correction_withdraws_the_old_row_and_adds_the_new_one(
    bare: Terminal, tmp_path: Path
) -> None:
    url, out = f"sqlite:///{tmp_path / 'books.sqlite'}", tmp_path / "out"
    with wiring.open_office(url, clock=StandingClock(HANDED_IN_AT)) as office:
        office.import_files([WORKBOOK], actor="office")
    day = HANDED_IN_AT.astimezone(SHANGHAI).date()
    assert bare("--db", url, "tables", "--to", out, "--day", day).code == 0
    correct = ("correct", "swap", *SWAP, "--removed-kg", "2400", "--reason", "磅单有误")
    assert bare("--db", url, *correct).code == 0
    # It is recorded today, by the real clock: as of the end of the real day it is known.
    today = bare(
        "--db", url, "tables", "--to", out, "--incremental", "--day", "9998-12-30", "--json"
    )
    assert today.code == 0, today.err
    folder = Path(today.json["folder"])
    assert folder.name == f"9998-12-30-since-{day}-unfinished"
    changed = [each for each in read(folder / "换炭记录.csv") if each["装置编号"] == SWAP[0]]
    pairs = [(each["变更"], each["卸出量(kg)"]) for each in changed]
    assert pairs == [("撤销", "1192.500"), ("更正", "1200.000")] * 2
    entry = next(each for each in today.json["manifest"]["tables"] if each["table"] == "swaps")
    assert entry["changes"]["撤销"]["kg"]["removed_kg"] == "2385.000"
    assert entry["changes"]["更正"]["kg"]["removed_kg"] == "2400.000"
    assert entry["sums"]["kg"]["removed_kg"] == "264270.000"
    assert sums(out / f"{day}-full")["swaps"]["removed_kg"] == "264255.000"
    assert bare("tables", "--check", folder).code == 0


def test_as_of_a_day_in_the_past_only_what_was_known_then_is_told(
    terminal: Terminal, tmp_path: Path
) -> None:
    assert terminal.demo("tables", "--to", tmp_path).code == 0
    yesterday = tmp_path / "2022-11-29-full"
    assert set(rows(yesterday).values()) == {0}
    # All that was known is the rule which the district had adopted.
    assert manifest(yesterday)["position"] == 1
    assert manifest(yesterday)["closed"] is True


def test_who_wrote_how_many_rows_goes_on_record(terminal: Terminal, tmp_path: Path) -> None:
    terminal.demo("tables", "--to", tmp_path, "--day", DAY, "--actor", "林工")
    total = sum(rows(tmp_path / f"{DAY}-full-unfinished").values())
    said = terminal.demo("access", "log").out
    assert "林工" in said
    assert f"{total} 行" in said


def test_what_was_tampered_with_is_named_with_table_and_row(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.demo("tables", "--to", tmp_path, "--day", DAY)
    folder = tmp_path / f"{DAY}-full-unfinished"
    file = folder / "转移联单台账.csv"
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    lines[9] = lines[9].replace(".000", ".001", 1)
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    said = terminal("tables", "--check", folder)
    assert said.code == 1
    assert "转移联单台账.csv 第 10 行 row 10" in said.out
    told = terminal("tables", "--check", folder, "--json").json
    assert told["sound"] is False
    assert [each["row"] for each in told["findings"]][:2] == [None, 10]


def test_what_cannot_be_done_is_said(terminal: Terminal, tmp_path: Path) -> None:
    for arguments, code in (
        (("tables",), "what-about-tables"),
        (("tables", "--to", tmp_path, "--check", tmp_path), "what-about-tables"),
        (("tables", "--to", tmp_path, "--incremental"), "no-earlier-tables"),
        (("tables", "--to", tmp_path, "--since", "2022-12-01"), "nothing-since"),
        (("tables", "--to", tmp_path, "--day", "2022-11-31"), "unreadable-time"),
        (("tables", "--check", tmp_path), "no-tables"),
    ):
        said = terminal.demo(*arguments, "--json")
        assert (said.code, said.json["code"]) == (1, code), arguments


def test_the_views_are_made_and_dropped(terminal: Terminal) -> None:
    def there(*options: str) -> set[bool]:
        return {each["there"] for each in terminal.demo("tables", "views", *options, "--json").json}

    assert there() == {False}
    assert there("--create") == {True}
    assert terminal.demo("projections", "rebuild", "registers").code == 0
    assert there() == {True}
    assert "可用" in terminal.demo("tables", "views").out
    assert there("--drop") == {False}
