"""What subscribers are told, in which order, and what becomes of what they did not take."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from application.public_form import MASKED
from application.retry_ladder import LADDER, WHOLE
from domain.access import Caller, Role
from domain.subscription import Disabled, Open, Payload
from tests.receiver import Heard, Receiver, Says, listening
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


def refusing(*positions: int, status: int = 500) -> "Refusing":
    return Refusing(set(map(str, positions)), status)


class Refusing:
    """Answers that refuse certain events."""

    def __init__(self, ids: set[str], status: int) -> None:
        self.ids, self.status = ids, status

    def __call__(self, heard: Heard) -> Says:
        return Says(self.status if heard.id in self.ids else 200)


def climb(district: District, tries: int) -> None:
    """Let so many tries of the ladder come due, one after the other."""
    for wait in LADDER[1:tries]:
        district.wait(seconds=wait.total_seconds() + 1)


def test_an_event_is_told_once(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    positions = district.receive("XT1", "XT2")
    district.deliver()
    district.deliver()
    assert sorted(receiver.firsts()) == positions
    assert len(receiver.heard) == 2
    assert {heard.event["data"]["mass_g"] for heard in receiver.heard} == {1_000_000}
    assert receiver.heard[0].headers["content-type"] == "application/cloudevents+json"
    assert receiver.heard[0].path == "/hooks?token=secret-in-the-address"
    entry = district.entry(identity)
    assert (entry.lag, entry.held, entry.parked) == (0, 0, 0)
    assert [how for _, how in district.outcomes(identity)] == ["delivered"] * 2


def test_who_begins_earlier_is_told_what_was(district: District, receiver: Receiver) -> None:
    positions = district.receive("XT1", "XT2")
    district.subscribe(receiver.url, place=0)
    district.deliver()
    assert sorted(receiver.firsts()) == positions


def test_a_thin_payload_says_that_it_happened_and_not_what(
    district: District, receiver: Receiver
) -> None:
    district.subscribe(receiver.url, payload=Payload.THIN)
    (position,) = district.receive("XT1")
    district.deliver()
    (heard,) = receiver.heard
    assert (heard.event["id"], "data" in heard.event) == (str(position), False)


def test_a_stream_is_told_in_order_and_a_failure_holds_back_that_stream_alone(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    first, other = district.receive("XT1", "XT2")
    later = district.test("XT1", 2)
    receiver.answers = refusing(first)
    district.deliver()
    assert set(receiver.firsts()) == {first, other}
    more = district.test("XT1", 1) + district.test("XT2", 1)
    district.deliver()
    assert receiver.firsts()[-1] == more[1]
    assert (district.entry(identity).held, district.entry(identity).lag) == (4, 0)
    receiver.says(200)
    district.wait(seconds=6)
    assert [p for p in receiver.firsts() if p not in {other, more[1]}] == [first, *later, more[0]]
    assert district.entry(identity).held == 0


def test_a_failure_is_tried_again_up_the_ladder(district: District, receiver: Receiver) -> None:
    district.subscribe(receiver.url)
    (position,) = district.receive("XT1")
    receiver.says(500)
    district.deliver()
    told = [1]
    for wait in LADDER[1:]:
        district.wait(seconds=wait.total_seconds() - 1)
        told.append(len(receiver.heard))
        district.wait(seconds=2)
        told.append(len(receiver.heard))
    tries = len(LADDER)
    assert told == [1, *(count for n in range(1, tries) for count in (n, n + 1))]
    assert receiver.firsts() == [position]
    assert timedelta(days=3) <= WHOLE < timedelta(days=3, hours=6)


def test_what_fails_to_the_end_of_the_ladder_is_parked_and_others_go_on(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    bad, good = district.receive("XT1", "XT2")
    behind = district.test("XT1")
    receiver.answers = refusing(bad)
    district.deliver()
    for wait in LADDER[1:]:
        # Others succeed meanwhile, so it is not the receiver who is away.
        good = district.test("XT2")[0]
        district.wait(seconds=wait.total_seconds() + 1)
    entry = district.entry(identity)
    assert (entry.held, entry.parked) == (0, 2)
    assert isinstance(entry.life.state, Open)
    assert not isinstance(entry.life.state, Disabled)
    assert receiver.firsts()[-1] == good
    later = district.test("XT1")
    district.wait(days=30)
    assert district.entry(identity).parked == 3
    assert not {*behind, *later} & set(receiver.firsts())


def test_each_is_told_what_he_may_see_and_integrators_no_persons(
    district: District, receiver: Receiver
) -> None:
    ours, others = "91130200699229617X", "91330411MAW7DF1000"
    holders = {
        "firm": Caller("firm", Role.ENTERPRISE, frozenset({ours})),
        "system": Caller("system", Role.INTEGRATOR, frozenset({ours})),
        "stranger": Caller("stranger", Role.ENTERPRISE, frozenset({others})),
    }
    receiver.answers = lambda heard: Says(200, body=heard.body)
    ids = {
        name: district.subscribe(f"{receiver.url}&of={name}", by=caller, wanted="[]")
        for name, caller in holders.items()
    }
    district.receive("XT1")
    district.register(ours, contact="朱工")
    district.deliver()
    told = {heard.path.rpartition("=")[2]: heard.event["data"] for heard in receiver.heard}
    assert {name: data["contact"]["name"] for name, data in told.items()} == {
        "firm": "朱工",
        "system": MASKED,
    }
    # What a receiver answers may repeat what it was told of persons, and is not kept then.
    kept = {name: district.last_attempt(ids[name]).excerpt for name in told}
    assert kept["firm"] is None
    assert "enterprise-registered.v1" in (kept["system"] or "")


def test_a_long_list_is_delivered_page_by_page(district: District, receiver: Receiver) -> None:
    district.subscribe(receiver.url, place=0)
    district.receive("XT1")
    positions = district.test("XT1", 120)
    district.deliver()
    assert receiver.firsts()[1:] == positions
    assert len(receiver.heard) == 121
