"""The bench runs. What it measures is never asserted: a test machine has other things to do."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.__main__ import measured
from tests.bench.races import QUICK
from tests.bench.report import BEGIN, END, Report

PAGE = f"# Performance\n\n{BEGIN}\nold figures\n{END}\n\nWords by hand.\n"


@pytest.fixture(scope="module")
def report() -> Report:
    return measured(QUICK, Console(quiet=True))


def test_everything_is_compared_with_the_floor(report: Report) -> None:
    assert [result.race for result in report.results if result.to_floor is None] == []


def test_everything_but_the_import_is_compared_with_the_default(report: Report) -> None:
    left_out = {result.race for result in report.results if result.to_default is None}
    assert left_out == {"import of swap rows"}


def test_every_row_of_a_generated_workbook_is_taken(report: Report) -> None:
    assert report.large_import.refused == 0


def test_the_table_has_a_line_for_every_result(report: Report) -> None:
    printed = StringIO()
    report.print(Console(width=160, file=printed))
    lines = printed.getvalue().splitlines()
    assert all(
        any(result.engine in line and result.race in line for line in lines)
        for result in report.results
    )


def test_every_ordering_is_measured_with_every_number_of_clients(report: Report) -> None:
    measured_ = {(each.ordering, each.with_position, each.clients) for each in report.together}
    ways = [("lock", True), ("xid", True), ("xid", False)]
    expected = {(*way, clients) for way in ways for clients in QUICK.clients}
    assert measured_ == (expected if report.circumstances.postgresql else set())
    assert all(each.commands_per_s > 0 for each in report.together)


def test_figures_are_written_between_the_marks_of_the_page(report: Report, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE, encoding="utf-8")
    report.write(page)
    written = page.read_text(encoding="utf-8")
    assert "old figures" not in written
    assert written.startswith(f"# Performance\n\n{BEGIN}\n")
    assert written.endswith(f"{END}\n\nWords by hand.\n")
    assert report.circumstances.floors_sha256 in written
    assert written.count("| xid |") == (2 if report.together else 0)
