"""Values computed with 40 digits, and beside them by the method of lines: `analytic_cases.json`."""

import json
from pathlib import Path
from typing import Any

import pytest


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one equation."""
    return json.loads((Path(__file__).parent / "analytic_cases.json").read_text())[name]


def to_its_digits(printed: float) -> Any:
    """Equal to a printed value: of its 16 digits a float's arithmetic keeps 14 or so."""
    return pytest.approx(printed, rel=2e-14, abs=0)
