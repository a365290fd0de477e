"""The frame that all pages share: 中文 first, no scripts, nothing from elsewhere."""

import re

from litestar import MediaType, Response

from adapters.web.assets import address
from adapters.web.markup import Html, tag, together

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAVIGATION = (("/", "首页", "Home"), ("/docs", "接口说明", "Reference"))


def page(title: str, *content: str | None, demo: bool) -> Response[str]:
    """Put content into the frame."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · 炭管家"),
        tag("link", rel="icon", href=address("icon.svg"), type="image/svg+xml"),
        tag("link", rel="stylesheet", href=address("pages.css")),
    )
    body = tag(
        "body",
        tag("a", "跳到正文 / Skip to content", class_="skip", href="#content"),
        _header(demo=demo),
        tag("main", *content, id="content"),
        _footer(),
    )
    return Response(
        together(Html("<!doctype html>"), tag("html", head, body, lang="zh-CN")),
        media_type=MediaType.HTML,
    )


def english(text: str, name: str = "span") -> Html:
    """Mark a text as English, for screen readers and for style."""
    return tag(name, text, lang="en", class_="en")


def both(text: str, name: str = "span") -> Html:
    """Set `中文 / English` as two texts."""
    zh, slash, en = text.partition(" / ")
    return tag(name, zh, " " if slash else None, english(en) if slash else None)


def prose(text: str) -> Html:
    """Set a text in paragraphs; what stands in backquotes is code."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return together(*(_paragraph(part) for part in paragraphs))


def _paragraph(text: str) -> Html:
    if _CHINESE.search(text):
        return tag("p", *_inline(text))
    return tag("p", *_inline(text), lang="en", class_="en")


def _inline(text: str) -> list[str]:
    return [tag("code", part) if i % 2 else part for i, part in enumerate(text.split("`"))]


def _header(*, demo: bool) -> Html:
    links = [tag("a", zh, " ", english(en), href=href) for href, zh, en in _NAVIGATION]
    return tag(
        "header",
        tag("a", "炭管家", class_="brand", href="/"),
        tag("nav", *links, aria_label="主导航 / Main"),
        tag("strong", "演示数据 ", english("demo data"), class_="demo") if demo else None,
    )


def _footer() -> Html:
    return tag(
        "footer",
        tag("p", "密钥启用之前, 本服务只对本机开放。"),
        english("Until there are keys, this service is open to this machine only.", "p"),
    )
