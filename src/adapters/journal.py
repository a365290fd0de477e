"""The program's journal on standard error: one event a line, as JSON or for people to read.

It holds no personal data and no secret, whatever goes wrong. Our own events have fields that were
chosen; of an exception only its kind and its place in the code are told, because its words may
quote what somebody typed; of what libraries note only their own words, not what they filled in.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from typing import Any, TextIO, cast

from application.journal import EVENT, FIELDS, UNNAMED, LogFormat
from domain.occurred import SHANGHAI

WORDS_VARIABLE = "TANGUANJIA_TRACE"
"""Set, an exception's own words are told as well: for finding a fault, and not for ever."""

_LEVELS = {"DEBUG": "调试", "INFO": "信息", "WARNING": "警告", "ERROR": "错误", "CRITICAL": "严重"}
_OURS = ("application.", "adapters.", "uvicorn")


class JsonLines(logging.Formatter):
    """For programs: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Spell an event."""
        event = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "event": getattr(record, EVENT, UNNAMED),
            "message": _message(record),
            "logger": record.name,
            **_fields(record),
        }
        return json.dumps(event, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """For people: time, level, 中文, then names and values."""

    def format(self, record: logging.LogRecord) -> str:
        """Spell an event."""
        level = _LEVELS.get(record.levelname, record.levelname)
        event = getattr(record, EVENT, UNNAMED)
        told = "".join(f" {name}={_shown(value)}" for name, value in _fields(record).items())
        return f"{_time(record)} {level} {event} {_message(record)}{told}"


def keep_journal(form: LogFormat, stream: TextIO = sys.stderr) -> None:
    """Write everything that this process notes to a stream, and nothing of it twice."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("application", "adapters"):
        logging.getLogger(ours).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, SHANGHAI)
    return moment.isoformat(timespec="milliseconds")


def _message(record: logging.LogRecord) -> str:
    """One line; what a library fills into its words may be somebody's data."""
    said = record.getMessage() if record.name.startswith(_OURS) else str(record.msg)
    return " ".join(said.split("\n", 1)[0].split())


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: Mapping[str, Any] = getattr(record, FIELDS, {})
    fault = record.exc_info[1] if record.exc_info else None
    told = {name: value for name, value in fields.items() if value is not None}
    return told if fault is None else {**told, **_fault(fault)}


def _fault(fault: BaseException) -> dict[str, Any]:
    """What kind of exception, and where, from the outermost call to the innermost."""
    frames = extract_tb(fault.__traceback__)
    told: dict[str, Any] = {
        "fault": type(fault).__name__,
        "at": [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames],
    }
    cause = fault.__cause__ or fault.__context__
    if cause is not None:
        told["because"] = type(cause).__name__
    if os.environ.get(WORDS_VARIABLE):
        told["words"] = str(fault)
    return told


def _shown(value: object) -> str:
    if isinstance(value, list):
        calls = cast("list[str]", value)
        return " > ".join(calls)
    text = str(value)
    plain = text.isprintable() and " " not in text
    return text if plain else json.dumps(text, ensure_ascii=False)
