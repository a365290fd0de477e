"""The page about readings says what the rules say."""

import re
from datetime import date
from pathlib import Path

from application.intake import MOST_ROWS
from domain.reading_refused import Why
from domain.reading_rules import AHEAD, BOUNDS, LATE_AFTER
from domain.settings_in_force import telemetry_in_force

PAGE = Path(__file__).parents[2] / "docs" / "operating" / "readings.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_reason_stands_there_in_the_order_of_the_rules() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \|", TEXT, re.MULTILINE) == list(Why)


def test_the_bounds_are_those_of_the_rules() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (-?\d+) \| (-?\d+) \|$", TEXT, re.MULTILINE)
    assert {name: (float(least), float(most)) for name, least, most in rows} == BOUNDS


def test_the_numbers_are_those_of_the_rules() -> None:
    kept = telemetry_in_force((), date.max)
    for said in (
        f"kept as they came for {kept.raw_days} days",
        f"means over {kept.sampling_minutes} minutes",
        f"for {kept.sampled_days} days after that",
        f"{MOST_ROWS:,} rows at most",
        f"more than {AHEAD.seconds // 60} minutes ahead",
        f"more than {LATE_AFTER.total_seconds() / 3600:.0f} hours after",
    ):
        assert said in TEXT
