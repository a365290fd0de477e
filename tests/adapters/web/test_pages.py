"""The pages for people: whole, local, and without a script."""

import re
from html.parser import HTMLParser

import pytest

from adapters.web.markup import Html, tag, together
from tests.adapters.web.conftest import Client
from tests.adapters.web.described import COMMANDS, OPERATIONS

PAGES = ["/", "/docs", "/problems/bad-parameter"]
LEFT_OPEN = {"meta", "link", "br"}


class Links(HTMLParser):
    """Collects where a page leads and what it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in LEFT_OPEN:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src"} and value is not None:
                self.addresses.append(value)
            if name == "id" and value is not None:
                assert value not in self.ids
                self.ids.add(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(client: Client, path: str) -> Links:
    """Read a page as a browser would."""
    links = Links()
    links.feed(client.get(path).text)
    assert links.open == []
    return links


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_nothing_and_asks_nobody_else(client: Client, path: str) -> None:
    page = read(client, path)
    assert not page.tags & {"script", "iframe", "img", "object", "form", "style"}
    assert [link for link in page.addresses if not link.startswith(("/", "#"))] == []
    assert [link for link in page.addresses if link.startswith("//")] == []
    assert re.search(r'<html lang="zh-CN">', client.get(path).text)


NOT_IN_THE_DEMO = ("/v1/subscriptions/", "/v1/devices/", "/v1/telemetry/", "/v1/alerts/")
"""Nobody has subscribed in the demo, and nothing is measured, assessed or told there."""


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: Client, path: str) -> None:
    page = read(client, path)
    for link in set(page.addresses):
        if link.startswith("#"):
            assert link[1:] in page.ids
        elif not link.startswith(NOT_IN_THE_DEMO) and "/assessments/" not in link:
            assert client.get(link).status_code == 200, link


def test_the_style_asks_nobody_else_either(client: Client) -> None:
    style = next(link for link in read(client, "/").addresses if link.endswith(".css"))
    assert "url(" not in client.get(style).text
    assert "@import" not in client.get(style).text


def test_the_reference_page_describes_every_operation(client: Client) -> None:
    text, page = client.get("/docs").text, read(client, "/docs")
    for path, operation in (*OPERATIONS.items(), *COMMANDS.items()):
        assert path in text
        assert operation["operationId"] in page.ids


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_the_demo_is_labelled(client: Client, path: str) -> None:
    assert "演示数据" in client.get(path).text


def test_a_text_cannot_become_a_tag() -> None:
    name = '<script>alert("1")</script>'
    assert tag("p", name, title=name) == (
        '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;">'
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>"
    )
    assert together(Html("<b>"), "&") == "<b>&amp;"
