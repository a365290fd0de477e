"""The relay hands every event out in order, and never says more than was confirmed."""

from collections.abc import Callable, Generator
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any, cast

import pytest

from adapters.wiring import open_office
from application.act import only
from application.following import followed
from application.office import Office, request
from application.ports.meter import Sample
from application.ports.outlet import Outlet
from application.ports.outlet_places import OutletStanding
from application.relaying import relayed
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import Occurred
from tests.outlets import ListedOutlet

PATIENCE_S = 20


def receive(office: Office, count: int, name: str = "XT") -> None:
    """So many facts more."""
    for number in range(count):
        receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "厂家", 1_000_000)
        act = only(LOT, LotId(f"{name}{number:05}"), receipt)
        office.log.perform(act, request("tests", None))


def standing(office: Office) -> OutletStanding:
    (found,) = office.outlets.standing()
    return found


def until(true: Callable[[], Any]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not true():
        assert monotonic() < deadline
        sleep(0.01)


def counted(office: Office, outcome: str) -> float:
    readings = {each.name: each for each in office.meter.readings()}
    samples = cast("list[Sample]", readings["tanguanjia_relay_events_total"].samples)
    return {dict(each.labels)["outcome"]: each.value for each in samples}[outcome]


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    with open_office(f"sqlite:///{tmp_path / 'books.sqlite'}") as opened, followed(opened):
        yield opened


def relay_all(office: Office, outlet: Outlet) -> None:
    """Let a relay work until its place is the head of the log."""
    with relayed(office, outlet):
        until(lambda: office.outlets.standing() and standing(office).lag == 0)


def test_every_event_is_handed_out_once_in_order(office: Office) -> None:
    receive(office, 20)
    outlet = ListedOutlet()
    with relayed(office, outlet):
        until(lambda: office.outlets.standing() and standing(office).lag == 0)
        assert (standing(office).position, standing(office).connected) == (20, True)
    assert outlet.given == list(range(1, 21))
    assert (standing(office).position, standing(office).connected) == (20, False)
    assert (counted(office, "sent"), counted(office, "confirmed")) == (20, 20)


def test_what_is_written_later_follows(office: Office) -> None:
    receive(office, 1)
    outlet = ListedOutlet()
    with relayed(office, outlet):
        receive(office, 5, "LATER")
        until(lambda: outlet.given == [1, 2, 3, 4, 5, 6])


def test_a_stop_keeps_the_place_and_the_next_goes_on_from_there(office: Office) -> None:
    receive(office, 3)
    relay_all(office, first := ListedOutlet())
    receive(office, 2, "LATER")
    relay_all(office, second := ListedOutlet())
    assert (first.given, second.given) == ([1, 2, 3], [4, 5])


def test_an_outlet_that_is_away_is_waited_for_and_noted_once(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    receive(office, 3)
    outlet = ListedOutlet(away=2)
    with caplog.at_level("INFO"):
        relay_all(office, outlet)
    assert outlet.given == [1, 2, 3]
    noted = [getattr(each, "event", "") for each in caplog.records]
    assert [each for each in noted if each.startswith(("broker", "relay"))] == [
        "broker-away",
        "relay-serves",
    ]


def test_after_a_break_everything_that_was_not_confirmed_is_handed_out_again(
    office: Office,
) -> None:
    receive(office, 10)
    outlet = ListedOutlet(breaks_after=6)
    relay_all(office, outlet)
    assert outlet.given[:6] == [1, 2, 3, 4, 5, 6]
    assert outlet.given[6:] == list(range(outlet.openings[1] + 1, 11))
    assert outlet.openings[1] < 6


def test_what_is_refused_is_handed_out_again_with_all_that_follows(office: Office) -> None:
    receive(office, 5)
    outlet = ListedOutlet(refuses={3: 1})
    relay_all(office, outlet)
    again = outlet.given[2:]
    assert again == list(range(again[0], 6))
    assert again[0] <= 3
    assert counted(office, "refused") == 1


def test_what_is_refused_for_long_does_not_flood_those_who_have_the_rest(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    receive(office, 30)
    outlet = ListedOutlet(refuses={20: 3}, notices_late=5)
    with caplog.at_level("INFO"):
        relay_all(office, outlet)
    assert outlet.given[:24] == [*range(1, 20), *range(21, 26)]
    # What had been confirmed is not sent again, and nothing goes before the refused one.
    first_again = outlet.given[24]
    assert outlet.given[24:] == list(range(first_again, 31))
    noted = [getattr(each, "event", "") for each in caplog.records]
    assert noted.count("broker-away") <= 2


def test_of_two_relays_one_serves_and_the_other_takes_over(office: Office) -> None:
    receive(office, 3)
    first, second = ListedOutlet(), ListedOutlet()
    with relayed(office, second):
        with relayed(office, first):
            until(lambda: office.outlets.standing() and standing(office).lag == 0)
            receive(office, 3, "LATER")
            until(lambda: standing(office).lag == 0)
        receive(office, 1, "LAST")
        until(lambda: standing(office).lag == 0 and standing(office).position == 7)
    told = first.given + second.given
    assert sorted(told) == list(range(1, 8))
    for outlet in (first, second):
        assert all(later > earlier for earlier, later in pairwise(outlet.given))
