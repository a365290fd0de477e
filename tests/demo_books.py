"""The demo's books, loaded once for everybody who tests."""

import fcntl
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters import wiring


def load_demo(folder: Path) -> Path:
    """Load the demo into a folder, as its first start does."""
    with wiring.open_demo(f"sqlite:///{folder / 'demo.sqlite'}"):
        return folder


def copied(loaded: Path, folder: Path) -> Path:
    """A copy of loaded books that a test may write in."""
    return Path(shutil.copytree(loaded, folder / "data"))


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the demo's books; tests work in copies of it.

    Whoever of the workers comes first loads them, and the others wait for him.
    """
    own = tmp_path_factory.mktemp("demo")
    if worker_id == "master":
        return load_demo(own)
    for_all = tmp_path_factory.getbasetemp().parent / "demo"
    with _one_at_a_time(for_all.with_suffix(".lock")):
        if not for_all.exists():
            load_demo(own).rename(for_all)
    return for_all


@contextmanager
def _one_at_a_time(lock: Path) -> Generator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
