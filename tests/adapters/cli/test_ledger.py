"""`tanguanjia ledger` and `tanguanjia export ledger`."""

import csv
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from adapters.cli.ledger import LABELS
from tests.terminal import TRUTH, WORKBOOK, Terminal

KEYS = [key for key in TRUTH if key not in {"seed", "faults"}]
FORMULA = "913304119GU79RH6TQ"
FIRST = "91330411MAW7DF1000"


@pytest.fixture
def figures(terminal: Terminal) -> dict[str, float]:
    return terminal.demo("ledger", "--json").json


@pytest.mark.parametrize("key", KEYS)
def test_the_demo_comes_to_the_truth(figures: dict[str, float], key: str) -> None:
    assert figures[key] == TRUTH[key]


def test_a_workbook_imported_into_books_of_ones_own_comes_to_the_truth(bare: Terminal) -> None:
    bare("import", WORKBOOK)
    figures = bare("ledger", "--json").json
    assert {key: figures[key] for key in KEYS} == {key: TRUTH[key] for key in KEYS}


def test_every_figure_has_a_name_for_people(figures: dict[str, float]) -> None:
    assert set(figures) == set(LABELS)


def test_people_read_the_same_figures(terminal: Terminal) -> None:
    said = terminal.demo("ledger").out
    assert "装填量 filled in" in said
    assert "422,600" in said


def test_a_piped_table_is_never_cut(terminal: Terminal) -> None:
    said = terminal.demo("ledger", "--by", "month").out
    assert "…" not in said
    assert "平衡差 closing difference" in said
    assert "\x1b" not in said


def test_the_past_is_a_question(terminal: Terminal) -> None:
    september = terminal.demo("ledger", "--as-of", "2022-09-30", "--json").json
    months = terminal.demo("ledger", "--by", "month", "--json").json
    upto = [each for each in months if each["month"] <= "2022-09"]
    assert september["swaps"] == sum(each["swaps"] for each in upto)
    assert 0 < september["swaps"] < TRUTH["swaps"]
    assert september["closing_difference_kg"] == 0


def test_before_the_demo_was_handed_in_nothing_was_known(terminal: Terminal) -> None:
    assert terminal.demo("ledger", "--known-at", "2022-11-29", "--json").json["swaps"] == 0
    assert terminal.demo("ledger", "--known-at", "2022-11-30", "--json").json["swaps"] == 216


def test_the_parts_of_the_enterprises_add_up(terminal: Terminal) -> None:
    said = terminal.demo("export", "ledger")
    _, *rows = list(csv.reader(StringIO(said.out)))
    heading = list(LABELS)
    filled = sum(float(row[2 + heading.index("filled_kg")]) for row in rows)
    assert filled == TRUTH["filled_kg"]
    assert len(rows) == TRUTH["enterprises"]


def test_one_enterprise_is_a_part_of_the_whole(terminal: Terminal) -> None:
    own = terminal.demo("ledger", "--enterprise", FIRST, "--json").json
    assert own["enterprises"] == 1
    assert own["adsorbers"] == 2
    assert own["closing_difference_kg"] == 0


def test_a_kiln_shows_its_loss_against_what_is_expected(terminal: Terminal) -> None:
    told = terminal.demo("ledger", "--by", "batch", "--json").json
    assert sum(run["unexplained_kg"] for run in told["batches"]) == TRUTH["kiln_unexplained_kg"]
    assert sum(run["in_kg"] for run in told["months"]) == TRUTH["kiln_in_kg"]
    assert "超出 outside" in terminal.demo("ledger", "--by", "batch").out


def test_an_export_is_neutralised_against_formulas(terminal: Terminal) -> None:
    rows = list(csv.reader(StringIO(terminal.demo("export", "ledger").out)))
    name = next(row[1] for row in rows if row[0] == FORMULA)
    assert name.startswith("'=HYPERLINK")


def test_a_workbook_has_every_table_and_no_formula(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "ledger.xlsx"
    assert terminal.demo("export", "ledger", "--format", "xlsx", "--out", out).code == 0
    book = openpyxl.load_workbook(out)
    assert [sheet.title for sheet in book] == [
        "碳账 ledger",
        "企业 enterprises",
        "月份 months",
        "账户 accounts",
    ]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    book.close()


def test_a_csv_file_is_readable_in_excel(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "ledger.csv"
    terminal.demo("export", "ledger", "--out", out, "--by", "object")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(out.read_text("utf-8-sig"))))
    assert {row[-1] for row in rows[1:]} == {"0"}


def test_a_workbook_cannot_be_printed(terminal: Terminal) -> None:
    said = terminal.demo("export", "ledger", "--format", "xlsx", "--json")
    assert (said.code, said.json["code"]) == (1, "workbook-needs-file")


def test_an_export_that_cannot_be_written_is_one_sentence(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = terminal.demo("export", "ledger", "--out", tmp_path / "no" / "folder.csv")
    assert said.code == 1
    assert "文件写不进去" in said.err
