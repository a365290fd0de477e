"""HTML that cannot be broken into: whatever is not HTML already is escaped on its way in."""

from html import escape

_VOID = frozenset({"meta", "link", "br"})


class Html(str):
    """Text that is HTML already; any other text is escaped when it goes into a tag."""

    __slots__ = ()


def tag(name: str, /, *content: str | None, **attributes: str | bool | None) -> Html:
    """Make an element; `class_` and `aria_label` are spelled `class` and `aria-label`."""
    spelled = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{spelled}>")
    return Html(f"<{name}{spelled}>{together(*content)}</{name}>")


def together(*content: str | None) -> Html:
    """Put pieces one after the other, escaping what is plain text."""
    return Html("".join(_escaped(part) for part in content if part is not None))


def _escaped(part: str) -> str:
    return part if isinstance(part, Html) else escape(part)


def _attribute(key: str, value: object) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
