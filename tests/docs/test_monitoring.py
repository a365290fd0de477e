"""The page on monitoring names every event, every metric and every light, and no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from litestar.testing import TestClient

from adapters import wiring
from application.examination import examine

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "operating" / "monitoring.md").read_text()
HERE = "http://127.0.0.1:8000"


def _first_column(heading: str) -> set[str]:
    """The names in the first column of a section's table."""
    section = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def _noted() -> Iterator[str]:
    """The names of all events that are noted somewhere."""
    for file in (PROJECT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(func=ast.Name(id="note"), args=[_, ast.Constant(value=str(name)), _]):
                    yield name
                case _:
                    pass


def test_every_event_stands_on_the_page() -> None:
    assert _first_column("日志") == {*_noted(), "message"}


def test_every_metric_and_every_light_stands_on_the_page(tmp_path: Path) -> None:
    with wiring.open_office(f"sqlite:///{tmp_path / 'books.sqlite'}") as office:
        app = wiring.web_app(office, demo=None)
        with TestClient(app, base_url=HERE) as client:
            lines = client.get("/metrics").text.splitlines()
        # The light of a broker is there, and red, where one is named.
        nowhere = wiring.broker("amqp://127.0.0.1:1/")
        lights = {each.name for each in examine(office, nowhere)}
    assert _first_column("度量") == {line.split()[2] for line in lines if line.startswith("# TYPE")}
    followers = {name for name in lights if name.startswith("follower-")}
    assert _first_column("体检") == {*lights - followers, "follower-…"}
