"""Subscriptions are paused, moved, replayed and closed, and parked events let go."""

from base64 import b64encode
from collections.abc import Generator
from pathlib import Path

import pytest

from application.dispatching import delivering
from application.keys import revoke
from application.office import request
from application.retry_ladder import LADDER
from application.webhook_signature import signature
from domain.access import Caller, Role
from domain.subscription import (
    CloseSubscription,
    Disabled,
    MoveSubscription,
    PauseSubscription,
    ReleaseEvent,
    ReplayEvents,
    RotateSecret,
    SkipEvent,
    Why,
)
from tests.key_desk import give
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


def signed_with(heard: Heard, secret: str) -> bool:
    made = signature(heard.id, int(heard.headers["webhook-timestamp"]), heard.body, secret)
    return made in heard.headers["webhook-signature"].split(" ")


def parked(district: District, receiver: Receiver) -> tuple[str, list[int]]:
    """A subscription that has parked three events of one stream; only the first is refused."""
    identity = district.subscribe(receiver.url)
    bad, _ = district.receive("XT1", "XT2")
    behind = district.test("XT1", 2)
    receiver.answers = lambda heard: Says(500 if heard.id == str(bad) else 200)
    district.deliver()
    for wait in LADDER[1:]:
        district.test("XT2")
        district.wait(seconds=wait.total_seconds() + 1)
    assert district.entry(identity).parked == 3
    receiver.heard.clear()
    return identity, [bad, *behind]


def test_who_pauses_is_told_nothing_and_goes_on_from_there(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    district.tell(identity, PauseSubscription(district.office.now()))
    positions = district.receive("XT1", "XT2")
    district.deliver()
    assert receiver.heard == []
    assert district.entry(identity).lag > 0
    district.resume(identity)
    district.deliver()
    assert sorted(receiver.firsts()) == positions


def test_who_moves_goes_on_from_another_place(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    positions = district.receive("XT1", "XT2", "XT3")
    receiver.says(500)
    district.deliver()
    receiver.says(200)
    receiver.heard.clear()
    district.tell(identity, MoveSubscription(district.office.now(), positions[1]))
    district.deliver()
    assert receiver.firsts() == positions[2:]
    assert district.entry(identity).held == 0
    district.tell(identity, MoveSubscription(district.office.now(), 0))
    district.deliver()
    assert sorted(receiver.firsts()) == positions


def test_a_range_is_told_once_more(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    positions = [*district.receive("XT1"), *district.test("XT1", 4)]
    district.deliver()
    receiver.heard.clear()
    replay = ReplayEvents(district.office.now(), positions[1], positions[3])
    district.tell(identity, replay)
    district.deliver()
    assert receiver.firsts() == positions[1:4]
    assert district.entry(identity).lag == 0


def test_a_parked_event_is_released_with_those_behind_it(
    district: District, receiver: Receiver
) -> None:
    identity, stream = parked(district, receiver)
    receiver.says(200)
    district.tell(identity, ReleaseEvent(district.office.now(), stream[0]))
    district.deliver()
    assert [each for each in receiver.firsts() if each in stream] == stream
    assert district.entry(identity).parked == 0


def test_a_parked_event_is_skipped_and_those_behind_it_are_told(
    district: District, receiver: Receiver
) -> None:
    identity, stream = parked(district, receiver)
    district.tell(identity, SkipEvent(district.office.now(), stream[0]))
    district.deliver()
    assert [each for each in receiver.firsts() if each in stream] == stream[1:]
    assert (district.entry(identity).parked, district.entry(identity).held) == (0, 0)


def test_what_is_replayed_behind_a_parked_event_waits_with_it(
    district: District, receiver: Receiver
) -> None:
    identity, stream = parked(district, receiver)
    (later,) = district.test("XT1")
    district.deliver()
    district.tell(identity, ReplayEvents(district.office.now(), stream[0], later))
    district.deliver()
    assert district.entry(identity).parked == 4
    assert not {*stream, later} & set(receiver.firsts())


def test_two_secrets_are_good_while_one_takes_the_others_place(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    old = district.webhooks.add_secret(identity, f"open {identity}")
    new = district.webhooks.add_secret(identity, "rotate-1")
    assert old != new
    assert district.webhooks.add_secret(identity, "rotate-1") == new
    district.tell(identity, RotateSecret(district.office.now()), "rotate-1")
    district.receive("XT1")
    district.deliver()
    district.clock.move(hours=25)
    district.receive("XT2")
    district.deliver()
    during, after = receiver.heard
    assert signed_with(during, old)
    assert signed_with(during, new)
    assert signed_with(after, new)
    assert not signed_with(after, old)
    assert not signed_with(after, f"whsec_{b64encode(bytes(32)).decode()}")


def test_what_is_kept_is_sealed(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    desk = district.webhooks.desk
    keeping = desk.one(identity)
    (secret,) = desk.secrets(identity, district.clock.now())
    assert keeping is not None
    assert keeping.url.startswith("sealed:")
    assert "token" not in keeping.url
    assert secret.sealed.startswith("sealed:")
    told = [str(each) for each in district.office.log.facts(f"subscription:{identity}")]
    assert "token" not in " ".join(told)
    assert "whsec" not in " ".join(told)


def test_who_closes_is_told_nothing_more_and_his_secrets_are_destroyed(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    district.tell(identity, CloseSubscription(district.office.now()))
    district.receive("XT1")
    district.deliver()
    assert receiver.heard == []
    assert district.webhooks.desk.one(identity) is None
    assert district.webhooks.desk.secrets(identity, district.clock.now()) == []
    assert district.entry(identity).keeping is None


def test_a_revoked_or_expired_key_takes_its_subscriptions_along(
    district: District, receiver: Receiver
) -> None:
    key = give(district.office, Role.DISTRICT)
    holder = Caller(f"key:{key.id}", Role.DISTRICT)
    identity = district.subscribe(receiver.url, by=holder)
    district.receive("XT1")
    district.deliver()
    assert len(receiver.heard) == 1
    act = revoke(key.id, district.office.now(), "遗失")
    district.office.log.perform(act, request("tests", None))
    positions = district.receive("XT2")
    district.deliver()
    state = district.entry(identity).life.state
    assert isinstance(state, Disabled)
    assert (state.reason, len(receiver.heard)) == (Why.KEY, 1)
    district.resume(identity)
    district.deliver()
    assert receiver.firsts()[1:] == positions


def test_a_server_delivers_by_itself(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    with delivering(district.webhooks):
        position = district.receive("XT1")[0]
        for _ in range(500):
            if receiver.heard:
                break
            receiver.closing.wait(0.02)
    assert receiver.firsts() == [position]
    assert district.entry(identity).lag == 0


def test_two_processes_do_not_both_deliver(database: str, district: District) -> None:
    assert district.webhooks.desk.is_ours()
    assert district.webhooks.desk.is_ours()
    with open_district(database) as elsewhere:
        assert not elsewhere.webhooks.desk.is_ours()
        district.webhooks.desk.leave()
        assert elsewhere.webhooks.desk.is_ours()
        elsewhere.webhooks.desk.leave()
