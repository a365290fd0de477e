"""Every decider is told in the same order, and the domain leans on nothing."""

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture.source import DECIDERS, SRC, constructor, files, name

MAY_BE_IMPORTED = sys.stdlib_module_names | {"domain", "numpy", "scipy"}
SECTIONS = ["# --- commands", "# --- facts", "# --- states", "# --- refusals"]
ORDER = [*SECTIONS, "def decide", "def evolve", "the decider"]


def _landmarks(file: Path) -> list[str]:
    """What a decider file is made of, in the order in which it stands there."""
    text = file.read_text()
    found = {
        number: line.strip()
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("# --- ")
    }
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name in {"decide", "evolve"}:
            found[node.lineno] = f"def {node.name}"
        elif constructor(node) == "Decider":
            found[node.lineno] = "the decider"
    return [found[number] for number in sorted(found)]


def _imported(file: Path) -> set[str]:
    """The top-level packages a file imports."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    return imported


def test_there_are_deciders() -> None:
    assert DECIDERS


@pytest.mark.parametrize("file", DECIDERS, ids=name)
def test_a_decider_file_has_the_fixed_order(file: Path) -> None:
    assert [mark for mark in _landmarks(file) if mark in ORDER] == ORDER


@pytest.mark.parametrize("file", files(SRC / "domain"), ids=name)
def test_the_domain_imports_the_standard_library_numpy_and_scipy_only(file: Path) -> None:
    assert _imported(file) <= MAY_BE_IMPORTED
