"""Two people import the same workbook at the same moment: it comes to one import."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from adapters.cli.main import main
from tests.faults.conftest import NewBooks
from tests.faults.office_books import Books, Written
from tests.faults.processes import ended, started


def both_reports(books: Books, workbook: Path, folder: Path) -> list[dict[str, Any]]:
    """Import twice at once, into books that are not even laid out, and give what both said."""
    reports = [folder / name for name in ("one", "other")]
    arguments = books.importing(workbook)[1:]
    assert ended(*(started(tell, arguments, report) for report in reports)) == [0, 0], [
        report.read_text() for report in reports
    ]
    return [json.loads(report.read_text()) for report in reports]


def tell(arguments: Sequence[str], report: Path) -> None:
    """Run a command, and keep what it says."""
    with report.open("w") as said, redirect_stdout(said):
        code = main(arguments)
    sys.exit(code)


def in_whatever_order(written: list[Written]) -> list[str]:
    """The facts, however the two imports took turns."""
    return sorted(map(str, written))


@pytest.mark.fault
def test_two_imports_at_once_come_to_one(
    new_books: NewBooks,
    year_book: Path,
    undisturbed: list[Written],
    tmp_path: Path,
    repetitions: int,
) -> None:
    for _ in range(repetitions):
        with new_books() as books:
            reports = both_reports(books, year_book, Path(mkdtemp(dir=tmp_path)))
            written = books.written()
            assert in_whatever_order(written) == in_whatever_order(undisturbed)
            books.check()
            check_reports(reports)


def check_reports(reports: list[dict[str, Any]]) -> None:
    """No row is refused or lost, and both together took in every row at least once."""
    counts = [Counter[str](report["rows"]) for report in reports]
    rows = [count.total() for count in counts]
    assert rows[0] == rows[1]
    assert [count["refused"] + count["flagged"] for count in counts] == [0, 0]
    assert sum(count["accepted"] for count in counts) >= rows[0]
