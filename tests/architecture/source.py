"""Where the code is, for tests that read it instead of running it."""

import ast
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import domain

PROJECT = Path(__file__).parents[2]
SRC = PROJECT / "src"
TESTS = PROJECT / "tests"
PACKAGES = ("domain", "application", "projections", "adapters")


def files(*roots: Path) -> list[Path]:
    """Every Python file below these folders."""
    return sorted(file for root in roots for file in root.rglob("*.py"))


def name(file: Path) -> str:
    """How a test calls a file: its path from the project's root."""
    return str(file.relative_to(PROJECT))


def constructor(node: ast.stmt) -> str:
    """What a constant is made with: `Decider` in `UNIT = Decider[Command, Fact, State](…)`."""
    match node:
        case (
            ast.Assign(value=ast.Call(func=made_with))
            | ast.AnnAssign(value=ast.Call(func=made_with))
        ):
            return ast.unparse(made_with).partition("[")[0]
        case _:
            return ""


def is_decider(file: Path) -> bool:
    """Whether a file is the life of one thing, told from its commands to its decider."""
    return any(constructor(node) == "Decider" for node in ast.parse(file.read_text()).body)


DECIDERS = [file for file in files(SRC / "domain") if is_decider(file)]


def domain_modules() -> Iterator[ModuleType]:
    """Every module of the domain, imported."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        yield import_module(module.name)


def import_everything() -> None:
    """Import every module of the product; importing one does nothing else."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
