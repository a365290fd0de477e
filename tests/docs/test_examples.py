"""Every example in the documentation runs.

A document is one story: its ```python and ```console blocks run from top to bottom in one fresh
folder, in which the demo workbook lies as `district_2022.xlsx`; a document that shows the demo
finds it loaded. In a console block each line `$ tanguanjia …` is run and must succeed; the lines
below it must be among those it prints, and a line `…` stands for any others. ```console no-run
marks what cannot be run here, such as a server.

```python served and ```bash served are whole programs that talk to a server. From the first of them
on `tanguanjia serve --demo` runs for the document, over the data folder that its console blocks
have (`tanguanjia --demo …` there sees the same books), on a free port: http://127.0.0.1:8000 in the
text stands for its address. Such a program runs in a process of its own, Python with warnings as
errors, bash with `-euo pipefail` and with `tanguanjia` in its path, and must succeed within two
minutes. What follows `# →` in one of its lines must be a line that it prints; `…` in it stands for
any text.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.demo_books import copied
from tests.served import served
from tests.terminal import Terminal, bare

__all__ = ["bare"]

PROJECT = Path(__file__).parents[2]
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
WORKBOOK = PROJECT / "src" / "adapters" / "demo" / "district_2022.xlsx"
BLOCK = re.compile(
    r"^```((?:python|bash) served|python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
ADDRESS = "http://127.0.0.1:8000"
PROGRAMS = {
    "python served": (sys.executable, "-W", "error", "-c"),
    "bash served": ("bash", "-euo", "pipefail", "-c"),
}
SHOWN = re.compile(r"# → (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced example and the line of its document that it begins on."""

    language: str
    text: str
    line: int


def blocks(document: Path) -> list[Block]:
    """The examples of a document that are to be run."""
    text = document.read_text()
    return [
        Block(found[1], found[2], text.count("\n", 0, found.start()) + 1)
        for found in BLOCK.finditer(text)
    ]


def run_command(command: str, terminal: Terminal) -> str:
    """Run one `tanguanjia …`."""
    program, *arguments = shlex.split(command)
    assert program == "tanguanjia", f"mark the block `console no-run`: {command}"
    said = terminal(*arguments)
    assert said.code == 0, f"{command}\n{said.out}{said.err}"
    return said.out


def run(command: tuple[str, ...], folder: Path) -> str:
    """Run a command in the folder, with a data folder and a home of its own."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"HOME": str(folder), "COLUMNS": "120", "NO_COLOR": "1", "PATH": path}
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TANGUANJIA_")} | own
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def run_console(block: Block, terminal: Terminal) -> None:
    """Run the commands of a console block and look for the lines shown below each."""
    for example in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *shown = example.replace("\\\n", " ").splitlines()
        printed = [" ".join(line.split()) for line in run_command(command, terminal).splitlines()]
        expected = [" ".join(line.split()) for line in shown]
        assert [line for line in expected if line not in {"", "…", *printed}] == []


def run_served(block: Block, folder: Path, port: int) -> None:
    """Run a program against the server and look for the lines that it shows after arrows."""
    text = block.text.replace(ADDRESS, f"http://127.0.0.1:{port}")
    printed = run((*PROGRAMS[block.language], text), folder)
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    missing = [shown for shown in SHOWN.findall(text) if not any(map(_as_shown(shown), lines))]
    assert missing == [], f"line {block.line} printed\n{printed}"


def _as_shown(shown: str) -> Callable[[str], object]:
    parts = (re.escape(part) for part in " ".join(shown.split()).split("…"))
    return re.compile(".*".join(parts)).fullmatch


def run_python(block: Block, names: dict[str, object], document: Path) -> None:
    """Run a Python block; a failure points to the line of the document."""
    code = compile("\n" * block.line + block.text, str(document), "exec")
    exec(code, names)  # noqa: S102 - the examples are our own, and running them is the point


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if blocks(document)],
    ids=lambda document: str(document.relative_to(PROJECT)),
)
def test_the_examples_of_a_document_run(
    document: Path,
    loaded: Path,
    bare: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copy(WORKBOOK, tmp_path)
    if "--demo" in document.read_text() or "served\n" in document.read_text():
        copied(loaded, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    names: dict[str, object] = {"__name__": "example"}
    port: int | None = None
    with ExitStack() as opened:
        for block in blocks(document):
            if block.language in PROGRAMS:
                port = port or opened.enter_context(_demo(tmp_path / "data"))
                run_served(block, tmp_path, port)
            elif block.language == "python":
                run_python(block, names, document)
            else:
                run_console(block, bare)


def _demo(folder: Path) -> AbstractContextManager[int]:
    """The demo, served over the data folder of a document."""
    return served(folder, "--demo")


@pytest.mark.parametrize(
    "wrong",
    [
        Block("bash served", "echo 炭  # → 炉…\n", 1),
        Block("bash served", "false | true\n", 1),
        Block("python served", "print(open('missing'))\n", 1),
        Block("python served", "print('kg')  # → kg 1\n", 1),
    ],
)
def test_a_program_that_fails_or_prints_something_else_is_noticed(
    wrong: Block, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError):
        run_served(wrong, tmp_path, port=1)
