"""Whoever receives a folder of tables finds what is wrong with it, with table and row."""

import json
from collections.abc import Callable, Generator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.wiring import open_office, table_folders
from application.office import Office
from application.tables.checking import Finding, check
from application.tables.handing_out import Handed, hand_out
from application.tables.manifest import FILE
from tests.peopled import A_WHOLE_DISTRICT, MovableClock, settle

EARLIER, DAY = date(2022, 1, 7), date(2022, 1, 14)
SWAPS = "换炭记录.csv"
Edit = Callable[[list[str]], object]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    clock = MovableClock()
    url = f"sqlite:///{tmp_path_factory.mktemp('books') / 'books.db'}"
    with open_office(url, clock=clock) as opened:
        settle(A_WHOLE_DISTRICT, opened.log, clock)
        clock.stands_at = clock.stands_at.replace(month=2)
        opened.catch_up()
        yield opened


@pytest.fixture
def full(office: Office, tmp_path: Path) -> Handed:
    return hand_out(office, tmp_path, DAY)


@pytest.fixture
def changed(office: Office, tmp_path: Path) -> Handed:
    hand_out(office, tmp_path, EARLIER)
    return hand_out(office, tmp_path, DAY, EARLIER)


def found(folder: Path) -> list[tuple[str, int | None, str]]:
    """What is wrong: the file, the row, and the first words."""
    return [_short(each) for each in check(table_folders(), folder).findings]


def _short(finding: Finding) -> tuple[str, int | None, str]:
    return finding.file, finding.row, finding.zh


def edited(file: Path, edit: Edit) -> None:
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    edit(lines)
    file.write_text("\n".join(lines), encoding="utf-8-sig")


def test_what_was_handed_out_is_sound(full: Handed, changed: Handed) -> None:
    assert found(full.folder) == found(changed.folder) == []
    assert full.rows > 20


def test_a_mass_that_was_changed_is_found_in_its_row(full: Handed) -> None:
    def heavier(lines: list[str]) -> None:
        lines[2] = lines[2].replace("900.000", "901.000", 1)

    edited(full.folder / SWAPS, heavier)
    hash_, row, *sums = found(full.folder)
    assert hash_[:2] == (SWAPS, None)
    assert hash_[2].startswith("哈希不符")
    assert row[:2] == (SWAPS, 3)
    assert "行校验不符" in row[2]
    assert [(file, number) for file, number, _ in sums] == [(SWAPS, None)]
    assert "合计" in sums[0][2]


EDITS: Sequence[tuple[Edit, int | None, str]] = (
    (lambda lines: lines.pop(2), None, "行数"),
    (lambda lines: lines.insert(2, lines[1]), 3, "重复或次序不对"),
    (lambda lines: lines.insert(1, lines.pop(2)), 3, "重复或次序不对"),
    (lambda lines: lines.__setitem__(1, "一,二\r"), 2, "应有 12 列"),
    (lambda lines: lines.__setitem__(0, "x"), 1, "列与表结构不符"),
    (lambda lines: lines.__setitem__(1, lines[1].replace("1000.000", "1000")), 2, "不是三位小数"),
)


@pytest.mark.parametrize(("edit", "row", "said"), EDITS)
def test_whatever_is_done_to_a_file_is_named(
    full: Handed, edit: Edit, row: int | None, said: str
) -> None:
    edited(full.folder / SWAPS, edit)
    told = found(full.folder)
    assert told[0][:2] == (SWAPS, None)
    assert any(number == row and said in zh for _, number, zh in told[1:]), told


def test_a_file_that_is_gone_or_does_not_belong_is_named(full: Handed) -> None:
    (full.folder / SWAPS).rename(full.folder / "另存.csv")
    assert [(file, row) for file, row, _ in found(full.folder)] == [
        ("另存.csv", None),
        (SWAPS, None),
    ]


def test_one_bad_file_does_not_fill_the_page(full: Handed) -> None:
    edited(full.folder / "企业.csv", lambda lines: lines.extend(["x\r"] * 100))
    assert len(found(full.folder)) == 21


def test_a_day_and_its_changes_that_do_not_make_the_later_day_are_named(changed: Handed) -> None:
    path = changed.folder / FILE
    manifest = json.loads(path.read_text())
    (lots,) = (each for each in manifest["tables"] if each["table"] == "lots")
    lots["sums"]["kg"]["left_kg"] = "1.000"
    path.write_text(json.dumps(manifest))
    told = found(changed.folder)
    assert [(file, row) for file, row, _ in told] == [("炭批次.csv", None)]
    assert "不等于" in told[0][2]


def test_tables_of_another_version_are_only_measured(full: Handed) -> None:
    path = full.folder / FILE
    manifest = json.loads(path.read_text()) | {"version": 2}
    path.write_text(json.dumps(manifest))
    ((file, _, said),) = found(full.folder)
    assert (file, "只核对哈希" in said) == (FILE, True)


def test_a_table_that_the_manifest_lacks_is_named(full: Handed) -> None:
    path = full.folder / FILE
    manifest = json.loads(path.read_text())
    manifest["tables"] = manifest["tables"][1:]
    path.write_text(json.dumps(manifest))
    assert [each[2] for each in found(full.folder)] == ["清单中没有这个文件", "清单中缺这张表"]


def test_a_manifest_that_is_made_up_breaks_nothing(changed: Handed) -> None:
    path = changed.folder / FILE
    told = json.loads(path.read_text())
    lies: Sequence[dict[str, Any]] = (
        {"since": "../../etc"},
        {"since": "2022-99-99"},
        {"tables": [{**told["tables"][2], "changes": {}}, *told["tables"][3:]]},
        {"tables": [{**told["tables"][2], "changes": {"删除": {"rows": 1, "kg": {}}}}]},
        {"tables": [{**told["tables"][2], "table": "people"}]},
        {
            "tables": [
                {**told["tables"][2], "written": {**told["tables"][2]["written"], "file": ".."}}
            ]
        },
    )
    for lie in lies:
        path.write_text(json.dumps(told | lie))
        found(changed.folder)
    assert found(changed.folder)
