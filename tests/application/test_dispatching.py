"""While a server runs: who delivers goes on after trouble, and what is wrong is seen."""

import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from adapters.webhook.courier import HttpCourier
from application.dispatching import SETTLE_S, delivering
from application.examination import examine
from application.journal import EVENT
from application.ports.webhook_desk import Keeping
from application.readings import readings
from domain.occurred import Occurred
from domain.subscription import PauseSubscription
from tests.receiver import Receiver, Says, listening
from tests.subscribing import HERE, District, open_district

PATIENCE_S = 60
PROMPT_S = 10
"""A busy machine is late; what must not happen is that a stop waits for a receiver."""


@pytest.fixture
def district(tmp_path: Path) -> Generator[District]:
    with open_district(f"sqlite:///{tmp_path / 'books.sqlite'}") as opened:
        yield opened


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


class Away:
    """A desk whose database is away for a while."""

    def __init__(self, desk: Any, fails: int) -> None:
        self._desk, self._fails = desk, fails

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def every(self) -> Sequence[Keeping]:
        self._fails -= 1
        if self._fails >= 0:
            raise ConnectionError("the database is away")
        return self._desk.every()


def events_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [getattr(each, EVENT) for each in caplog.records if hasattr(each, EVENT)]


def light(district: District) -> tuple[bool, str]:
    (found,) = [each for each in examine(district.office) if each.name == "webhooks"]
    return found.green, found.found


def told(district: District, name: str) -> list[float]:
    (found,) = [each for each in readings(district.office) if each.name.endswith(name)]
    return [getattr(sample, "value", -1.0) for sample in found.samples]


def test_who_delivers_goes_on_when_the_database_is_back(
    district: District, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    district.subscribe(receiver.url)
    positions = district.receive("XT1", "XT2")
    webhooks = replace(district.webhooks, desk=Away(district.webhooks.desk, 2))
    with caplog.at_level(logging.INFO), delivering(webhooks):
        deadline = monotonic() + PATIENCE_S
        while len(receiver.heard) < 2:
            assert monotonic() < deadline
            sleep(0.02)
    assert sorted(receiver.firsts()) == positions
    assert [each for each in events_of(caplog) if each.startswith("webhooks")] == [
        "webhooks-failing",
        "webhooks-recovered",
    ]


def test_a_stop_waits_for_no_receiver_and_loses_nothing(
    district: District, receiver: Receiver
) -> None:
    courier = HttpCourier(HERE, within_s=PATIENCE_S)
    webhooks = replace(district.webhooks, courier=courier)
    identity = district.subscribe(receiver.url)
    positions = [*district.receive("XT1", "XT2"), *district.test("XT1", 3)]
    receiver.answers = lambda _: Says(wait_s=PATIENCE_S)
    with delivering(webhooks):
        wait_until(lambda: len(receiver.heard) == 2)
        began = monotonic()
    assert SETTLE_S <= monotonic() - began < PROMPT_S
    assert [outcome for _, outcome in district.outcomes(identity)] == ["called-off"] * 2
    # That we went home says nothing about the receiver.
    entry = district.entry(identity)
    assert entry.keeping is not None
    assert (entry.held, entry.parked, entry.keeping.failing_since) == (len(positions), 0, None)
    assert district.deliverer.due_at(identity) is None
    receiver.says(204)
    with delivering(webhooks):
        wait_until(lambda: district.entry(identity).held == 0)
    done = [each for each, how in district.outcomes(identity) if how == "delivered"]
    assert sorted(done) == positions
    # The first of each stream came twice, and nothing came before what it follows.
    assert sorted(map(int, receiver.ids())) == sorted([*positions[:2], *positions])
    assert [each for each in done if each != positions[1]] == [positions[0], *positions[2:]]


def test_a_stop_lets_what_is_answered_soon_be_answered(
    district: District, receiver: Receiver
) -> None:
    identity = district.subscribe(receiver.url)
    positions = district.receive("XT1", "XT2")
    receiver.answers = lambda _: Says(wait_s=SETTLE_S / 5)
    with delivering(district.webhooks):
        wait_until(lambda: len(receiver.heard) == 2)
    assert sorted(district.outcomes(identity)) == [(each, "delivered") for each in positions]


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not happens():
        assert monotonic() < deadline, "it does not happen"
        sleep(0.02)


def test_a_disabled_subscription_is_a_red_light(
    district: District, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    identity = district.subscribe(receiver.url)
    assert light(district) == (True, "订阅 subscriptions 1")
    assert told(district, "webhook_subscriptions") == [1, 0, 0]
    receiver.says(410)
    district.receive("XT1", "XT2")
    district.deliver()
    green, found = light(district)
    assert not green
    assert f"{identity} disabled (gone)" in found
    assert told(district, "webhook_subscriptions") == [0, 0, 1]
    assert "webhook-disabled" in events_of(caplog)
    written = " ".join(str(vars(each)) for each in caplog.records)
    assert "token" not in written
    assert "whsec" not in written


def test_who_waits_at_his_own_wish_is_no_trouble(district: District, receiver: Receiver) -> None:
    identity = district.subscribe(receiver.url)
    district.tell(identity, PauseSubscription(Occurred("2022-11-30")))
    district.receive("XT1")
    district.deliver()
    assert light(district)[0]
    assert told(district, "webhook_lag") == [0]


def test_deliveries_are_counted(district: District, receiver: Receiver) -> None:
    district.subscribe(receiver.url)
    district.receive("XT1")
    receiver.says(500)
    district.deliver()
    receiver.says(200)
    district.wait(seconds=6)
    (found,) = [
        each for each in district.office.meter.readings() if "webhook_deliveries" in each.name
    ]
    counted = {dict(s.labels)["outcome"]: getattr(s, "value", None) for s in found.samples}
    assert counted == {"delivered": 1, "failed": 1}
