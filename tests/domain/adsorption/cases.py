"""Values computed with 40 digits, and beside them by the method of lines: `analytic_cases.json`."""

import json
from pathlib import Path
from typing import Any

PRINTED = 2e-14
"""Relative: the cases are printed with 16 digits, of which a float's arithmetic keeps 14 or so."""


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one equation."""
    return json.loads((Path(__file__).parent / "analytic_cases.json").read_text())[name]
