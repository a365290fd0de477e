"""The bench of the relay runs; what it measures is never asserted."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.relay.__main__ import BEGIN, END, Report, measured
from tests.bench.relay.lags import Lag
from tests.bench.relay.rates import Rate

RATE = Rate("SQLite", 4158, 7000.0, 6000.0)
LAG = Lag("SQLite", 3000, 12.0, 40.0, 90.0)


@pytest.mark.usefixtures("virtual_host")
def test_every_engine_is_measured() -> None:
    report = measured(quick=True)
    assert report is not None
    engines = [each.engine for each in report.rates]
    assert engines == [each.engine for each in report.lags]
    assert "SQLite" in engines
    assert all(each.ours_per_s > 0 for each in report.rates)
    assert all(each.facts for each in report.lags)


def test_the_tables_say_whether_the_bar_was_reached() -> None:
    printed = StringIO()
    slow = Rate("PostgreSQL", 4158, 7000.0, 600.0)
    Report([RATE, slow], [LAG], "two cores").print(Console(width=140, file=printed))
    assert "reached" in printed.getvalue()
    assert "MISSED" in printed.getvalue()


def test_figures_are_written_between_the_marks_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{BEGIN}\nold\n{END}\n\nWords.\n", encoding="utf-8")
    Report([RATE], [LAG], "two cores").write(page)
    written = page.read_text(encoding="utf-8")
    assert "old" not in written
    assert "| SQLite | 4,158 | 7,000 | 6,000 | 0.86 (≥ 0.6) | reached |" in written
    assert written.endswith(f"{END}\n\nWords.\n")
