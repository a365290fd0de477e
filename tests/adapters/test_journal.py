"""The journal: one event a line, for programs and for people, and nobody's data in it."""

import json
import logging
from collections.abc import Generator
from io import StringIO
from typing import Any

import pytest

from adapters.journal import keep_journal
from application.journal import LogFormat, note

OURS = logging.getLogger("application.tests")
THEIRS = logging.getLogger("somebody.elses")


@pytest.fixture
def root() -> Generator[None]:
    """The loggers as they were, afterwards."""
    before = logging.getLogger()
    handlers, level = before.handlers[:], before.level
    yield
    logging.captureWarnings(capture=False)
    before.handlers[:], before.level = handlers, level


@pytest.fixture
def journal(root: None) -> StringIO:
    del root
    paper = StringIO()
    keep_journal(LogFormat.JSON, paper)
    return paper


def _events(journal: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in journal.getvalue().splitlines()]


def _fail() -> None:
    raise ValueError("林工 13800000000 is no number")


def test_an_event_is_one_line_with_time_level_name_and_fields(journal: StringIO) -> None:
    note(OURS, "view-stopped", "视图停下", level=logging.ERROR, position=7, nothing=None)
    (event,) = _events(journal)
    assert event.pop("time").endswith("+08:00")
    assert event == {
        "level": "error",
        "event": "view-stopped",
        "message": "视图停下",
        "logger": OURS.name,
        "position": 7,
    }


def test_a_person_reads_the_same_in_one_line(root: None) -> None:
    del root
    paper = StringIO()
    keep_journal(LogFormat.TEXT, paper)
    note(OURS, "started", "已启动", version="0.1.0", engine="sqlite file")
    (line,) = paper.getvalue().splitlines()
    assert line.partition(" ")[2] == '信息 started 已启动 version=0.1.0 engine="sqlite file"'


@pytest.mark.parametrize("form", LogFormat)
def test_an_exception_tells_its_kind_and_place_and_not_its_words(
    root: None, form: LogFormat
) -> None:
    del root
    paper = StringIO()
    keep_journal(form, paper)
    try:
        _fail()
    except ValueError as fault:
        note(OURS, "request-failed", "程序出错", fault=fault)
    (line,) = paper.getvalue().splitlines()
    assert "ValueError" in line
    assert "test_journal.py" in line
    assert "_fail" in line
    assert "林工" not in line
    assert "13800000000" not in line


def test_an_exceptions_words_are_told_where_somebody_asks_for_them(
    journal: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_TRACE", "1")
    try:
        _fail()
    except ValueError as fault:
        note(OURS, "request-failed", "程序出错", fault=fault)
    assert "林工" in _events(journal)[0]["words"]


def test_of_others_only_their_own_words_are_told(journal: StringIO) -> None:
    THEIRS.warning("cannot read %s\nin 2 lines", "林工 13800000000")
    THEIRS.info("too much detail")
    (event,) = _events(journal)
    assert (event["event"], event["message"]) == ("message", "cannot read %s")


def test_a_line_break_in_a_field_makes_no_second_line(journal: StringIO) -> None:
    note(OURS, "started", "已启动", engine='a\n{"event":"forged"}')
    assert len(_events(journal)) == 1


def test_a_line_break_makes_no_second_line_for_a_person_either(root: None) -> None:
    del root
    paper = StringIO()
    keep_journal(LogFormat.TEXT, paper)
    note(OURS, "started", "已启动", engine="a\nforged", view="b\x1b[31m")
    assert len(paper.getvalue().splitlines()) == 1
    assert "\x1b" not in paper.getvalue()
