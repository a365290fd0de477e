"""The page of figures: tables as Markdown, put between marks; the words around them are by hand."""

from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "performance.md"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A table whose columns are numbers but for the first ones."""
    ruler = [*["---"] * words, *["---:"] * (len(header) - words)]
    return lines([header, ruler, *rows])


def lines(rows: Sequence[Sequence[str]]) -> str:
    """Rows of a table."""
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def put_between(marks: tuple[str, str], inside: str, page: Path) -> None:
    """Put a text, and an empty line on either side of it, between two marks of a page."""
    begin, end = marks
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{begin}\n\n{inside}\n{end}{after}", encoding="utf-8")
