"""What becomes of receivers that are away, slow, busy, gone for good, or point elsewhere."""

from collections.abc import Generator
from pathlib import Path

import pytest

from application.retry_ladder import LADDER
from domain.subscription import Disabled, Why
from tests.receiver import Receiver, Says, listening, nobody_listens_at
from tests.subscribing import District, open_district


@pytest.fixture
def district(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[District]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_district(database) as opened:
        yield opened


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


def test_who_answers_nothing_for_three_days_is_disabled_and_loses_nothing(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    positions = district.receive(*(f"XT{number}" for number in range(8)))
    receiver.says(500)
    district.deliver()
    for _ in range(200):
        district.wait(hours=1)
    state = district.entry(identity).life.state
    assert isinstance(state, Disabled)
    assert state.reason is Why.UNANSWERED
    tries = len(receiver.heard)
    # Five streams were enough to see that nobody is there; then one or two asked now and then.
    assert tries < 100
    positions += district.receive("XT90")
    district.wait(days=1)
    assert len(receiver.heard) == tries
    receiver.says(200)
    receiver.heard.clear()
    district.resume(identity)
    district.deliver()
    assert sorted(receiver.firsts()) == positions
    assert district.entry(identity).lag == 0


def test_who_says_gone_is_disabled_at_once(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    positions = district.receive("XT1", "XT2")
    receiver.says(410)
    district.deliver()
    state = district.entry(identity).life.state
    assert isinstance(state, Disabled)
    assert state.reason is Why.GONE
    receiver.says(200)
    receiver.heard.clear()
    district.resume(identity)
    district.deliver()
    assert sorted(receiver.firsts()) == positions


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_to_be_left_alone_is(district: District, receiver: Receiver, status: int) -> None:
    identity = district.subscribe(receiver.url)
    district.receive("XT1", "XT2", "XT3")
    receiver.says(status, Retry_After="600")
    district.deliver()
    asked = len(receiver.heard)
    district.wait(seconds=590)
    assert len(receiver.heard) == asked
    receiver.says(200)
    district.wait(seconds=11)
    assert (district.entry(identity).held, district.entry(identity).lag) == (0, 0)


def test_nobody_is_left_alone_for_longer_than_an_hour(
    district: District, receiver: Receiver
) -> None:
    district.subscribe(receiver.url)
    (position,) = district.receive("XT1")
    receiver.says(503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")
    district.deliver()
    receiver.says(200)
    receiver.heard.clear()
    district.wait(minutes=61)
    assert receiver.firsts() == [position]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_a_failure_and_is_not_followed(
    district: District, receiver: Receiver, status: int
) -> None:
    with listening() as elsewhere:
        identity = district.subscribe(receiver.url)
        district.receive("XT1")
        receiver.says(status, Location=elsewhere.url)
        district.deliver()
        assert (len(receiver.heard), elsewhere.heard) == (1, [])
        assert district.outcomes(identity)[0][1] == f"status-{status}"


def test_a_receiver_that_is_slow_drips_or_is_not_there_holds_up_nobody_else(
    district: District, receiver: Receiver
) -> None:
    slow = listening(lambda _: Says(wait_s=30))
    dripping = listening(lambda _: Says(drip_s=0.2, drip_head=True))
    with slow as slow_one, dripping as dripping_one:
        nowhere = f"http://127.0.0.1:{nobody_listens_at()}/"
        urls = (slow_one.url, dripping_one.url, nowhere)
        bad = [district.subscribe(url, name=f"坏 {n}") for n, url in enumerate(urls)]
        district.subscribe(receiver.url)
        positions = district.receive("XT1")
        district.deliver()
        assert receiver.firsts() == positions
        how = [district.outcomes(identity)[0][1] for identity in bad]
        assert how == ["timed-out", "timed-out", "not-connected"]


def test_a_status_counts_however_slowly_its_body_comes(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    receiver.answers = lambda _: Says(200, body=b"x" * 100, drip_s=0.2)
    district.receive("XT1")
    district.deliver()
    assert district.outcomes(identity)[0][1] == "delivered"


def test_an_event_whose_ladder_ends_as_others_are_delivered_again_is_parked(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    (bad,) = district.receive("XT1")
    receiver.answers = lambda heard: Says(500 if heard.id == str(bad) else 200)
    district.deliver()
    for wait in LADDER[1:-1]:
        district.wait(seconds=wait.total_seconds() + 1)
    (good,) = district.receive("XT2")
    district.wait(seconds=LADDER[-1].total_seconds() + 1)
    entry = district.entry(identity)
    assert entry.life.runs
    assert (entry.held, entry.parked) == (0, 1)
    assert receiver.firsts() == [bad, good]
