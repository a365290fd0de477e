"""What the documents point to is there: files that they link to, and code that they quote.

A quotation of our code is a ```py block (```python would be run); its lines stand in one file of
`src` as they are, apart from their indentation, and a line `…` stands for lines left out.
"""

import re
from itertools import groupby
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
DOCUMENTS = [*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
QUOTED = re.compile(r"^```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _unindented(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


CODE = ["\n".join(_unindented(file.read_text())) for file in (PROJECT / "src").rglob("*.py")]
QUOTATIONS = [
    pytest.param(quoted, id=f"{document.name}-{number}")
    for document in DOCUMENTS
    for number, quoted in enumerate(QUOTED.findall(document.read_text()), start=1)
]


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda document: str(document.relative_to(PROJECT))
)
def test_the_links_of_a_document_lead_to_files(document: Path) -> None:
    links = LINK.findall(document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("quoted", QUOTATIONS)
def test_quoted_code_stands_in_the_code(quoted: str) -> None:
    groups = groupby(_unindented(quoted), key=lambda line: line == "…")
    pieces = ["\n".join(lines) for left_out, lines in groups if not left_out]
    assert any(all(piece in code for piece in pieces) for code in CODE)
