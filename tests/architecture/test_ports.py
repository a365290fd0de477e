"""A port is a promise, and its contract suite holds the fake and the real part to it.

The suite of `application/ports/clock.py` is `tests/contracts/test_clock.py`, and it names each
Protocol it is about.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import SRC, TESTS, files, name

PORTS = [file for file in files(SRC / "application" / "ports") if file.stem != "__init__"]


def _protocols(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).startswith("Protocol") for base in node.bases)
    }


def _names(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("port", PORTS, ids=name)
def test_a_port_has_a_contract_suite(port: Path) -> None:
    suite = TESTS / "contracts" / f"test_{port.stem}.py"
    assert suite.exists()
    assert _protocols(port) <= _names(suite)
