"""The page of solvents is the one that the table of today gives."""

import subprocess
import sys
from pathlib import Path

from domain.adsorption.solvent_table import SOLVENTS

FOLDER = Path(__file__).parents[2] / "docs" / "science"


def test_the_page_of_solvents_is_what_its_program_writes(tmp_path: Path) -> None:
    written = tmp_path / "solvents.md"
    subprocess.run([sys.executable, FOLDER / "solvents_page.py", written], check=True, timeout=60)
    kept = (FOLDER / "solvents.md").read_text()
    assert kept == written.read_text(), "run `python docs/science/solvents_page.py`"


def test_the_page_says_how_many_solvents_there_are() -> None:
    assert f" {len(SOLVENTS)} solvents " in (FOLDER / "solvents.md").read_text()
