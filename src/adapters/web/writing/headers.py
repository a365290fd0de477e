"""The headers of a command: its key, and in what its body is written."""

import re
from collections.abc import Sequence

from adapters.web.body_problem import BAD_HEADER, MEDIA_TYPE_NOT_READ
from adapters.web.refusing import Unanswerable

Headers = Sequence[tuple[bytes, bytes]]

KEY = "Idempotency-Key"
KEY_SHAPE = "^[!-~]{1,128}$"

_JSON = re.compile(r'application/json(\s*;\s*charset\s*=\s*"?utf-?8"?)?\s*', re.IGNORECASE)


def command_key(headers: Headers) -> str:
    """Read the key under which a client repeats a command; raises 400."""
    key = single(headers, KEY)
    if key is None:
        raise bad_header(KEY, f"缺少请求头 {KEY}。", f"The header {KEY} is missing.")
    if not re.fullmatch(KEY_SHAPE, key):
        raise bad_header(
            KEY,
            f"{KEY} 须为 1 至 128 个可见 ASCII 字符。",
            f"{KEY} must be 1 to 128 visible ASCII characters.",
        )
    return key


def in_json(headers: Headers) -> None:
    """Let a body in JSON pass; raises 400 and 415."""
    single(headers, "Content-Length")
    kind = single(headers, "Content-Type")
    if kind is None or not _JSON.fullmatch(kind):
        raise Unanswerable(MEDIA_TYPE_NOT_READ, field="Content-Type")
    packed = single(headers, "Content-Encoding")
    if packed is not None and packed.strip().lower() != "identity":
        raise Unanswerable(MEDIA_TYPE_NOT_READ, field="Content-Encoding")


def single(headers: Headers, name: str) -> str | None:
    """Give a header that stands once at most; raises 400."""
    wanted = name.lower().encode()
    found = [value.decode("latin-1") for key, value in headers if key.lower() == wanted]
    if len(found) > 1:
        raise bad_header(
            name, f"请求头 {name} 只能写一次。", f"The header {name} can be given once only."
        )
    return found[0] if found else None


def bad_header(name: str, zh: str, en: str) -> Unanswerable:
    """Say what is wrong with a header."""
    return Unanswerable(BAD_HEADER, detail=zh, detail_en=en, field=name)
