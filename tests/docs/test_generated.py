"""The generated reference pages are those that the code of today generates."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = ("facts.md", "events.md", "refusals.md", "commands.md")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages as `make docs` would write them now.

    They are written by a process of its own, which knows of no refusals that tests make up.
    """
    folder = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, PROJECT / "docs" / "build.py", folder], check=True, timeout=120)
    return folder


def test_every_generated_page_is_looked_at(generated: Path) -> None:
    assert {page.name for page in generated.iterdir()} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_what_make_docs_writes(page: str, generated: Path) -> None:
    kept = (PROJECT / "docs" / "reference" / page).read_text()
    assert kept == (generated / page).read_text(), "run `make docs`"
