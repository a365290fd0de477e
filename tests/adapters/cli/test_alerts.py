"""`tanguanjia alerts`, `alert …`, `outbox` and `duty …` at the terminal."""

from pathlib import Path

import pytest

from domain.code import Code
from domain.identifiers import AdsorberId
from tests.alarmed import CHARGE_ID, alarmed
from tests.terminal import Terminal

ALERT = f"{CHARGE_ID}-1"


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A folder in whose books one charge is orange."""
    typed = Terminal(tmp_path, capsys, monkeypatch)
    with alarmed(f"sqlite:///{tmp_path / 'carbon.sqlite'}") as firm:
        firm.becomes(Code.ORANGE)
        firm.work()
    return typed


def test_alerts_are_listed_as_asked_for(terminal: Terminal) -> None:
    (alert,) = terminal("alerts", "--open", "--json").json
    assert (alert["alert"], alert["level"]) == (ALERT, "orange")
    assert ALERT in terminal("alerts", "--level", "orange").out
    assert terminal("alerts", "--level", "red", "--json").json == []
    assert terminal("alerts", "--enterprise", "91330411CN2GER7Y20", "--json").json == []


def test_an_alert_is_shown_with_its_course_and_its_messages(terminal: Terminal) -> None:
    said = terminal("alert", "show", ALERT)
    assert "发出橙色预警" in said.out
    assert "【炭管家】" in said.out
    shown = terminal("alert", "show", ALERT, "--json").json
    assert {message["stage"] for message in shown["messages"]} == {"sent"}
    assert len(shown["facts"]) == 3
    unknown = terminal("alert", "show", f"{AdsorberId('TADF999999')}-1-1-1")
    assert (unknown.code, "unknown-alert" in unknown.err) == (1, True)


def test_who_acknowledges_is_on_record(terminal: Terminal) -> None:
    said = terminal("alert", "acknowledge", ALERT, "--note", "明日换炭", "--actor", "镇环保办")
    assert said.code == 0
    (alert,) = terminal("alerts", "--json").json
    assert (alert["acknowledged_by"], alert["acknowledged_note"]) == ("镇环保办", "明日换炭")
    again = terminal("alert", "acknowledge", ALERT, "--note", "明日换炭")
    assert "alert-already-acknowledged" in again.err


def test_the_outbox_shows_every_message_and_no_number(terminal: Terminal) -> None:
    messages = terminal("outbox", "--json").json
    assert sorted(message["to"] for message in messages) == ["enterprise", "town"]
    said = terminal("outbox", "--stage", "sent")
    assert "已发出 sent" in said.out
    assert "1380000" not in said.out
    assert terminal("outbox", "--stage", "in-doubt", "--json").json == []
    assert terminal("outbox", "--stage", "lost").code == 2


def test_somebody_is_named_for_a_duty(terminal: Terminal) -> None:
    named = ("duty", "name", "town:330411001", "--name", "赵工", "--phone", "13800000009")
    assert terminal(*named).code == 0
    found = {each["duty"]: each for each in terminal("duty", "list", "--json").json}
    assert found["town:330411001"]["name"] == "赵工"
    assert "赵工" in terminal("duty", "list").out
    wrong = terminal("duty", "name", "village:1", "--name", "赵工")
    assert "no-such-duty" in wrong.err
