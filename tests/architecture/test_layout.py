"""The house has the rooms it says it has."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.source import DECIDERS, PACKAGES, PROJECT, SRC, TESTS, files, name

MOST_LINES = 250
# One decider is one file, however much it answers to; its fixed order makes up for the length.
MOST_LINES_OF_A_DECIDER = 650
# A module named after nothing attracts everything.
NAMES_THAT_SAY_NOTHING = {"util", "utils", "common", "helper", "helpers", "manager", "misc"}


def test_src_holds_the_four_packages_and_nothing_else() -> None:
    found = {entry.name for entry in SRC.iterdir() if entry.name != "__pycache__"}
    assert found == set(PACKAGES)


def test_the_wheel_holds_the_four_packages() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["packages"]) == {f"src/{package}" for package in PACKAGES}


def test_every_folder_of_code_is_a_package() -> None:
    # import-linter passes over a folder without __init__.py in silence.
    folders = {file.parent for file in files(SRC)}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_only_tanguanjia_provides_the_package(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"tanguanjia"}


def test_no_folder_of_tests_shadows_a_package() -> None:
    assert [name(file) for file in TESTS.rglob("__init__.py")] == []


@pytest.mark.parametrize("file", files(SRC, TESTS), ids=name)
def test_a_module_is_named_after_what_it_holds(file: Path) -> None:
    assert not NAMES_THAT_SAY_NOTHING & {file.stem, *file.relative_to(PROJECT).parts}


@pytest.mark.parametrize("file", files(SRC, TESTS), ids=name)
def test_a_module_can_be_read_in_one_sitting(file: Path) -> None:
    most = MOST_LINES_OF_A_DECIDER if file in DECIDERS else MOST_LINES
    assert len(file.read_text().splitlines()) <= most
