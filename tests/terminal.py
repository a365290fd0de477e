"""A terminal in which tests type `tanguanjia …`, in the test's own process, with real books."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters import demo
from adapters.cli.main import main
from tests.demo_books import copied

WORKBOOK = demo.WORKBOOK
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "district_2022.truth.json").read_text()
)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer for programs."""
        return json.loads(self.out)


class Terminal:
    """Runs commands on the books in one data folder."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Sit down in a folder; nothing of the person who runs the tests is used."""
        monkeypatch.setenv("TANGUANJIA_DATA", str(folder))
        monkeypatch.setenv("USER", "tester")
        # A test wants to see where the program fails.
        monkeypatch.setenv("TANGUANJIA_TRACE", "1")
        for name in ("TANGUANJIA_DATABASE_URL", "TANGUANJIA_RABBITMQ", "TANGUANJIA_MQTT"):
            monkeypatch.delenv(name, raising=False)
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Said:
        """Type a command and read what it says."""
        self._capsys.readouterr()
        code = main([str(each) for each in arguments])
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def demo(self, *arguments: object) -> Said:
        """Type a command about the demo."""
        return self("--demo", *arguments)


@pytest.fixture
def terminal(
    loaded: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    """A terminal with the demo's books on it."""
    return Terminal(copied(loaded, tmp_path), capsys, monkeypatch)


@pytest.fixture
def bare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal without any books."""
    return Terminal(tmp_path / "data", capsys, monkeypatch)
