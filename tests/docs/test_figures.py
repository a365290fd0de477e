"""The pages about science show figures, and the figures are those that their code draws today.

Numbers are compared as they look on paper: another processor may round the last digit of a path,
and matplotlib makes up the names of marks and clips from such digits.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SCIENCE = PROJECT / "docs" / "science"
PAGES = sorted(page for page in SCIENCE.glob("*.md") if page.name != "README.md")
MODULES = sorted((SCIENCE / "figures").glob("*.py"))
SVGS = sorted((SCIENCE / "figures").glob("*.svg"))
SHOWN = re.compile(r"!\[[^]]+\]\((figures/[^)]+\.svg)\)")
LARGEST_BYTES = 60_000
MADE_UP = re.compile(r"\b[mp][0-9a-f]{10}\b")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
SAME_ON_PAPER = 0.02
"""Points, of which 72 are an inch."""


def svg_of(module: Path) -> str:
    """The name of what a module draws."""
    return f"{module.stem.replace('_', '-')}.svg"


def looks(svg: str) -> tuple[str, list[float]]:
    """What a figure is made of, and its numbers."""
    named = MADE_UP.sub("name", svg)
    return NUMBER.sub("#", named), [float(number) for number in NUMBER.findall(named)]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the figures as `make figures` would draw them now."""
    folder = tmp_path_factory.mktemp("figures")
    draw = [sys.executable, "-m", "docs.science.draw", folder]
    subprocess.run(draw, cwd=PROJECT, check=True, timeout=120)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_a_figure_that_is_there(page: Path) -> None:
    shown = SHOWN.findall(page.read_text())
    assert shown
    assert [figure for figure in shown if not (SCIENCE / figure).exists()] == []


def test_the_index_leads_to_every_page() -> None:
    index = (SCIENCE / "README.md").read_text()
    assert [page.name for page in PAGES if f"]({page.name})" not in index] == []


def test_every_figure_is_shown_on_a_page() -> None:
    shown = {figure for page in PAGES for figure in SHOWN.findall(page.read_text())}
    assert shown == {f"figures/{svg.name}" for svg in SVGS}


def test_every_figure_has_a_module_that_draws_it() -> None:
    assert {svg.name for svg in SVGS} == {svg_of(module) for module in MODULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_figure_is_what_make_figures_draws(module: Path, drawn: Path) -> None:
    text, numbers = looks((SCIENCE / "figures" / svg_of(module)).read_text())
    text_now, numbers_now = looks((drawn / svg_of(module)).read_text())
    assert text == text_now, "run `make figures`"
    assert numbers == pytest.approx(numbers_now, abs=SAME_ON_PAPER), "run `make figures`"


@pytest.mark.parametrize("svg", SVGS, ids=lambda svg: svg.name)
def test_a_figure_is_small_and_its_words_are_text(svg: Path) -> None:
    assert svg.stat().st_size < LARGEST_BYTES
    assert "<text" in svg.read_text()


def test_another_picture_is_noticed_and_another_rounding_is_not() -> None:
    svg = '<path id="m0123456789" d="M 48.766256 -7e-05"/> kg'
    text, numbers = looks(svg)
    again = looks('<path id="mabcdef0123" d="M 48.766257 0.000012"/> kg')
    assert again == (text, pytest.approx(numbers, abs=SAME_ON_PAPER))
    assert looks(svg.replace("48.766256", "48.8"))[1] != pytest.approx(numbers, abs=SAME_ON_PAPER)
    assert looks(svg.replace("kg", "g"))[0] != text
