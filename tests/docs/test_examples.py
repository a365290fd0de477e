"""Every example in the documentation runs.

A document is one story: its ```python and ```console blocks run from top to bottom in one fresh
folder, in which the demo workbook lies as `district_2022.xlsx`. In a console block each line
`$ tanguanjia …` is run and must succeed; the lines below it must be among those it prints, and a
line `…` stands for any others. ```console no-run marks what cannot be run here, such as a server.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
WORKBOOK = PROJECT / "src" / "adapters" / "demo" / "district_2022.xlsx"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


def run_command(command: str, folder: Path) -> str:
    """Run one `tanguanjia …` in the folder, with a data folder and a home of its own."""
    program, *arguments = shlex.split(command)
    assert program == "tanguanjia", f"mark the block `console no-run`: {command}"
    own = {"HOME": str(folder), "COLUMNS": "120", "NO_COLOR": "1"}
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TANGUANJIA_")} | own
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def run_console(block: Block, folder: Path) -> None:
    """Run the commands of a console block and look for the lines shown below each."""
    for example in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *shown = example.replace("\\\n", " ").splitlines()
        printed = [" ".join(line.split()) for line in run_command(command, folder).splitlines()]
        expected = [" ".join(line.split()) for line in shown]
        assert [line for line in expected if line not in {"", "…", *printed}] == []


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
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(WORKBOOK, tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "example"}
    for block in blocks(document):
        if block.language == "python":
            run_python(block, names, document)
        else:
            run_console(block, tmp_path)
