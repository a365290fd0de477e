"""The bench on a large log runs, on a small one; what it measures is never asserted."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.circumstances import circumstances
from tests.bench.million.alone import TaskFailed, alone
from tests.bench.million.report import Report, marks
from tests.bench.million.tasks import Line, measured
from tests.bench.stages import stages

LINES = [
    Line("SQLite", "verify", 71.4, 120, "1 lines"),
    Line("SQLite", "size on disk", None, None, "900 MiB"),
    Line("PostgreSQL", "verify", 0.25, 118),
]


def test_a_task_in_a_process_of_its_own_tells_what_it_cost() -> None:
    # A process that needs less is told the peak of whoever started it, and what runs the tests is
    # as large as they have made it: so a small process starts the task here, as the bench does.
    task = [sys.executable, "-c", "print(len(b'x' * (256 << 20)))"]
    asked = f"""
from tests.bench.million.alone import alone
cost = alone({task!r})
print(cost.out.strip(), cost.peak_mib, cost.seconds)
"""
    printed, peak_mib, seconds = alone([sys.executable, "-c", asked]).out.split()
    assert printed == str(256 << 20)
    assert 256 < float(peak_mib) < 400
    assert 0 < float(seconds) < 60


def test_a_task_that_fails_says_why() -> None:
    with pytest.raises(TaskFailed, match="no such thing"):
        alone([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_figures_are_written_between_marks_of_their_own(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    begin, end = marks("SQLite")
    others = "\nolder\n".join(marks("PostgreSQL"))
    text = f"# Performance\n\n{begin}\nold\n{end}\n\n{others}\n\nBy hand.\n"
    page.write_text(text, encoding="utf-8")
    Report(circumstances(None), 1_000_000, 1, LINES[:2]).write(page)
    written = page.read_text(encoding="utf-8")
    assert "old\n" not in written
    assert written.startswith(f"# Performance\n\n{begin}\n\n| what | SQLite s | SQLite MiB |")
    assert "| verify | 71.4 | 120 | 1 lines |" in written
    assert written.endswith(f"\n\n{end}\n\n{others}\n\nBy hand.\n")
    Report(circumstances(None), 1_000_000, 1, LINES).write(page)
    assert "| verify | 0.250 | 118 |  |" in page.read_text(encoding="utf-8")


@pytest.mark.soak
def test_everything_is_asked_on_every_engine(postgres: str) -> None:
    printed = StringIO()
    with stages(postgres) as found:
        lines = [line for stage in found for line in measured(stage, 3_000, seed=1)]
    Report(circumstances(postgres), 3_000, 1, lines).print(Console(width=200, file=printed))
    assert [line.what for line in lines[: len(lines) // 2]] == [
        line.what for line in lines[len(lines) // 2 :]
    ]
    assert "serve, to its first answer" in printed.getvalue()
