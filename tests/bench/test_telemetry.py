"""The bench of the intake runs, by a floor that was frozen before what it judges."""

from hashlib import sha256
from io import StringIO
from pathlib import Path

from rich.console import Console

from tests.bench.telemetry import floor
from tests.bench.telemetry.__main__ import BEGIN, END, Report, measured
from tests.bench.telemetry.rates import Rate

FROZEN = "dd4995309b2d025cf6b028d6f88dbc79b5f6a20d0235fc53dafd187323fc0f68"
RATE = Rate("SQLite", "60", 70_000.0, 60_000.0)


def test_the_floor_is_the_frozen_one() -> None:
    assert sha256(Path(floor.__file__).read_bytes()).hexdigest() == FROZEN


def test_every_engine_is_measured() -> None:
    report = measured(quick=True)
    assert "SQLite" in [each.engine for each in report.rates]
    assert all(each.ours_per_s > 0 for each in report.rates)


def test_the_table_says_whether_the_bar_was_reached() -> None:
    printed = StringIO()
    slow = Rate("PostgreSQL", "60", 7000.0, 600.0)
    Report([RATE, slow], "two cores").print(Console(width=140, file=printed))
    assert "reached" in printed.getvalue()
    assert "MISSED" in printed.getvalue()


def test_figures_are_written_between_the_marks_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{BEGIN}\nold\n{END}\n\nWords.\n", encoding="utf-8")
    Report([RATE], "two cores").write(page)
    written = page.read_text(encoding="utf-8")
    assert "old" not in written
    assert "| SQLite | 60 | 70,000 | 60,000 | 0.86 (≥ 0.3) | reached |" in written
    assert written.endswith(f"{END}\n\nWords.\n")
