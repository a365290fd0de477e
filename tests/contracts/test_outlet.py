"""What every `Outlet` and its `Delivery` keep to, the listed one and RabbitMQ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from adapters.rabbit.address import BrokerAddress
from adapters.rabbit.outlet import RabbitOutlet
from application.envelope import Envelope, sequence
from application.ports.outlet import Delivery, Outlet, OutletAway, OutletRefuses, Progress
from tests.amqp import Amqp
from tests.outlets import ListedOutlet

SETTLES_S = 20


@dataclass
class Bench:
    """An outlet, and what a test does to it."""

    outlet: Outlet
    arrived: Callable[[int], list[int]]
    refuse: Callable[[], None]
    """Let it refuse an event, though not necessarily the first one."""
    be_away: Callable[[], Outlet]


def events(*positions: int) -> Sequence[Envelope]:
    return [
        {
            "specversion": "1.0",
            "id": str(position),
            "source": "urn:uuid:1",
            "type": "lot-drawn.v1",
            "subject": "lot:L1",
            "sequence": sequence(position),
            "recordedtime": "2022-11-30T18:00:00+08:00",
            "data": {"mass_g": position},
        }
        for position in positions
    ]


def listed() -> Bench:
    outlet = ListedOutlet()
    return Bench(
        outlet,
        lambda count: outlet.given[:count],
        lambda: outlet.refuses.update({2: 1}),
        lambda: ListedOutlet(away=1),
    )


def rabbit(amqp: Amqp) -> Bench:
    address = BrokerAddress.chosen(amqp.url, {})
    nowhere = BrokerAddress.chosen("amqp://guest:guest@127.0.0.1:1/", {})
    assert address is not None
    assert nowhere is not None
    outlet = RabbitOutlet(address)
    with outlet.open(0):
        pass
    amqp.queue("all", "#")

    def refuse() -> None:
        """A queue that has room for one message and refuses the others."""
        amqp.queue("full", "#", arguments={"x-max-length": 1, "x-overflow": "reject-publish"})

    return Bench(
        outlet,
        lambda count: [int(each.message_id or 0) for each in amqp.fetch("all", count)],
        refuse,
        lambda: RabbitOutlet(nowhere),
    )


@pytest.fixture(params=["listed", "rabbitmq"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return listed() if request.param == "listed" else rabbit(request.getfixturevalue("amqp"))


def test_what_was_handed_over_arrives_in_order_and_is_confirmed(bench: Bench) -> None:
    with bench.outlet.open(0) as delivery:
        delivery.hand_over(events(1, 2, 3))
        delivery.hand_over(())
        delivery.hand_over(events(4, 7))
        assert delivery.settle(SETTLES_S) == Progress(7, 5)
        assert delivery.progress() == Progress(7, 5)
    assert bench.arrived(5) == [1, 2, 3, 4, 7]


def test_progress_begins_where_it_was_opened(bench: Bench) -> None:
    with bench.outlet.open(40) as delivery:
        assert delivery.progress() == Progress(40, 0)
        delivery.hand_over(events(41))
        assert delivery.settle(SETTLES_S) == Progress(41, 1)


def test_more_than_a_window_can_be_handed_over_at_once(bench: Bench) -> None:
    many = range(1, 2_001)
    with bench.outlet.open(0) as delivery:
        delivery.hand_over(events(*many))
        assert delivery.settle(SETTLES_S) == Progress(2_000, 2_000)
    assert bench.arrived(2_000) == list(many)


def test_what_is_refused_breaks_the_delivery_before_it(bench: Bench) -> None:
    bench.refuse()

    def hand_over(delivery: Delivery) -> None:
        for position in range(1, 200):
            delivery.hand_over(events(position))
        delivery.settle(SETTLES_S)

    with bench.outlet.open(0) as delivery, pytest.raises(OutletRefuses):
        hand_over(delivery)


def test_an_outlet_that_is_not_there_says_so(bench: Bench) -> None:
    with pytest.raises(OutletAway), bench.be_away().open(0):
        pass


def test_breaking_off_where_nothing_is_under_way_changes_nothing(bench: Bench) -> None:
    bench.outlet.break_off()
    with bench.outlet.open(0) as delivery:
        bench.outlet.break_off()
        delivery.hand_over(events(1))
        assert delivery.settle(SETTLES_S) == Progress(1, 1)
