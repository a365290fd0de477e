"""A request's body as JSON, read so that nothing can be understood in two ways."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from adapters.web.body_problem import MISSHAPEN_BODY, UNREADABLE_BODY
from adapters.web.refusing import Unanswerable

DEEPEST = 8
"""How deep a body may be nested; the deepest of ours are two."""

# Control characters, line separators, and what turns the direction of the text after it: with the
# latter a name or number can be made to read as another. Marks (U+200E, U+200F) stay: right-to-left
# names need them.
NOT_TEXT = r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"
_NOT_TEXT = re.compile(rf"[{NOT_TEXT}\ud800-\udfff]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_json(raw: bytes) -> dict[str, Any]:
    """Read a body: one JSON object in UTF-8, no key twice, numbers as written.

    Raises 400 where it cannot be read and 422 where a text holds what is no text.
    """
    body = _parsed(_decoded(raw))
    if not isinstance(body, dict):
        raise _unreadable("正文须为一个 JSON 对象。", "The body must be one JSON object.")
    for pointer, text in _texts(cast("dict[str, Any]", body), "", DEEPEST):
        if _NOT_TEXT.search(text):
            raise _no_text(pointer)
    return cast("dict[str, Any]", body)


def step(pointer: str, key: str | int) -> str:
    """A JSON pointer (RFC 6901) one step further down."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _decoded(raw: bytes) -> str:
    if not raw:
        raise _unreadable("没有正文。", "There is no body.")
    if raw.startswith(_MARKS):
        raise _unreadable(
            "正文须为不带 BOM 的 UTF-8。", "The body must be UTF-8 without a byte order mark."
        )
    try:
        return raw.decode()
    except UnicodeDecodeError as wrong:
        raise _unreadable(
            f"正文不是 UTF-8(第 {wrong.start + 1} 个字节)。",
            f"The body is not UTF-8 (byte {wrong.start + 1}).",
        ) from wrong


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once_each,
        )
    except RecursionError as deep:
        raise _too_deep() from deep
    except json.JSONDecodeError as wrong:
        raise _unreadable(
            f"正文不是 JSON(第 {wrong.lineno} 行第 {wrong.colno} 列)。",
            f"The body is not JSON (line {wrong.lineno}, column {wrong.colno}).",
        ) from wrong
    except (ValueError, InvalidOperation) as wrong:
        # An integer of more digits, or an exponent larger, than Python reads.
        raise _unreadable("数字过长。", "A number is too long.") from wrong


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))
        shown = "" if _NOT_TEXT.search(twice) else twice
        raise _unreadable(
            f"同一对象中字段 {shown} 出现多次。",
            f"The field {shown} stands more than once in one object.",
            field=shown,
        )
    return found


def _no_constant(name: str) -> None:
    raise _unreadable(f"JSON 中没有 {name}。", f"There is no {name} in JSON.")


def _texts(value: Any, pointer: str, left: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict | list):
        if not left:
            raise _too_deep()
        yield from _inside(cast("dict[str, Any] | list[Any]", value), pointer, left - 1)


def _inside(
    value: dict[str, Any] | list[Any], pointer: str, left: int
) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _texts(item, step(pointer, i), left)
        return
    for name, item in value.items():
        yield pointer, name
        yield from _texts(item, step(pointer, name), left)


def _unreadable(zh: str, en: str, field: str | None = None) -> Unanswerable:
    return Unanswerable(UNREADABLE_BODY, detail=zh, detail_en=en, field=field)


def _too_deep() -> Unanswerable:
    return _unreadable("正文嵌套过深。", "The body is nested too deeply.")


def _no_text(pointer: str) -> Unanswerable:
    return Unanswerable(
        MISSHAPEN_BODY,
        detail="文本中有控制字符、换行、改变书写方向的字符或不完整的字符。",
        detail_en="A text holds a control character, a line break, an override of the writing "
        "direction, or half a character.",
        field=pointer,
    )
