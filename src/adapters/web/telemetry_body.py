"""The body of a batch: in what it is written, how it is packed, and what is wrong with it."""

import re
import zlib

from adapters.web.refusing import Unanswerable
from adapters.web.telemetry_problems import (
    BATCH_TOO_LARGE,
    MEDIA_TYPE_NOT_TAKEN,
    MISSHAPEN_READINGS,
    UNREADABLE_READINGS,
)
from adapters.web.writing.headers import Headers, single
from application.telemetry_body import MisshapenReading, NotJson, UnusableBody

JSON, NDJSON = "application/json", "application/x-ndjson"

_TYPES = re.compile(
    rf'({JSON}|{NDJSON}|application/ndjson)(\s*;\s*charset\s*=\s*"?utf-?8"?)?\s*', re.IGNORECASE
)
_GZIP = {"gzip", "x-gzip"}
_IN_GZIP = 31
"""What zlib calls a gzip header and trailer around its largest window."""


def is_packed(headers: Headers) -> bool:
    """Whether the body is in gzip; raises 400 and 415."""
    kind = single(headers, "Content-Type")
    if kind is None or not _TYPES.fullmatch(kind):
        raise Unanswerable(MEDIA_TYPE_NOT_TAKEN, field="Content-Type")
    packed = (single(headers, "Content-Encoding") or "identity").strip().lower()
    if packed not in {"identity", *_GZIP}:
        raise Unanswerable(MEDIA_TYPE_NOT_TAKEN, field="Content-Encoding")
    return packed in _GZIP


def unpacked(raw: bytes, most_bytes: int) -> bytes:
    """Unpack gzip, and never more of it than a body may be long; raises 400 and 413."""
    body = b""
    while raw:
        unpacker = zlib.decompressobj(_IN_GZIP)
        try:
            body += unpacker.decompress(raw, most_bytes + 1 - len(body))
        except zlib.error as wrong:
            raise _not_gzip() from wrong
        if len(body) > most_bytes:
            raise Unanswerable(BATCH_TOO_LARGE, facts={"most_bytes": most_bytes})
        if not unpacker.eof:
            raise _not_gzip()
        raw = unpacker.unused_data
    return body


def unusable(no: UnusableBody) -> Unanswerable:
    """Say what is wrong with a body, naming row and field; rows are counted from 0."""
    reason, row, name = no.facts.get("reason", ""), no.facts.get("row"), no.facts.get("field")
    place_zh = "" if row is None else f"第 {row} 行(从 0 数起) "
    place_en = "" if row is None else f"row {row} (from 0) "
    pointer = "".join(f"/{part}" for part in (row, name) if part is not None)
    match no:
        case MisshapenReading():
            return Unanswerable(
                MISSHAPEN_READINGS,
                detail=f"{place_zh}{name or '读数'}: 不合要求。",
                detail_en=f"{place_en}{name or 'reading'}: {reason}.",
                field=pointer or None,
                facts=no.facts,
            )
        case NotJson():
            return Unanswerable(
                UNREADABLE_READINGS,
                detail=f"{place_zh}{no.zh}",
                detail_en=f"{place_en}{no.en}",
                field=pointer or None,
                facts=no.facts,
            )
        case _:
            return Unanswerable(UNREADABLE_READINGS, facts=no.facts)


def _not_gzip() -> Unanswerable:
    return Unanswerable(
        UNREADABLE_READINGS,
        detail="正文不是完整的 gzip。",
        detail_en="The body is no complete gzip.",
        field="Content-Encoding",
    )
