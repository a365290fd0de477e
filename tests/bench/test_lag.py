"""The bench of the lags runs; what it measures is never asserted."""

from pathlib import Path

from tests.bench.lag.__main__ import BEGIN, END, Lag, lags, write_page
from tests.bench.stages import stages


def test_every_way_gets_every_event() -> None:
    with stages(None) as (embedded,):
        found = lags(embedded, 50)
    assert {each.way: each.events for each in found} == {"pull": 50, "SSE": 50, "webhook": 50}


def test_figures_are_written_between_the_marks_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{BEGIN}\nold\n{END}\n\nWords.\n", encoding="utf-8")
    write_page([Lag("SQLite", "pull", 3000, 12.0, 40.4, 1090.0)], "two cores", page)
    written = page.read_text(encoding="utf-8")
    assert "old" not in written
    assert "| SQLite | pull | 3,000 | 12 | 40 | 1,090 |" in written
    assert written.endswith(f"{END}\n\nWords.\n")
