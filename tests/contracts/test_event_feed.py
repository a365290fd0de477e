"""What every `EventFeed` keeps to, on each engine."""

from collections.abc import Generator

import pytest

from application.correct_swap import correct_swap
from application.ports.event_feed import Event, EventFeed
from domain.access import EVERYTHING, NOTHING, Scope
from domain.adsorber import CorrectSwap
from domain.occurred import Occurred
from domain.record import Provenance, Request
from tests.logbook import LOT_A, received
from tests.small_ledger import ADSORBER, FIRM
from tests.view_desk import ViewDesk, one_round, open_view_desk

HIS = Scope(enterprises=frozenset({FIRM}))


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def feed(desk: ViewDesk) -> EventFeed:
    return desk.feed


def followed(feed: EventFeed, scope: Scope, limit: int) -> list[Event]:
    """Everything, page by page."""
    found: list[Event] = []
    place = 0
    while place < feed.head():
        page = feed.page(place, limit, scope)
        assert len(page.events) <= limit
        assert page.reached > place
        assert page.head == feed.head()
        found += page.events
        place = page.reached
    return found


def places(events: list[Event]) -> list[int]:
    return [event.recorded.position for event in events]


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_every_fact_is_told_once_in_order(desk: ViewDesk, limit: int) -> None:
    told = followed(desk.feed, EVERYTHING, limit)
    assert [event.recorded for event in told] == list(desk.log.page(0, 1000))
    assert places(told) == list(range(1, desk.feed.head() + 1))


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_a_limited_scope_is_told_what_is_its_own(desk: ViewDesk, limit: int) -> None:
    whole = followed(desk.feed, EVERYTHING, 1000)
    own = [event for event in whole if event.enterprise == FIRM]
    assert len(own) < len(whole)
    assert followed(desk.feed, HIS, limit) == own


def test_who_sees_nothing_still_moves_on(feed: EventFeed) -> None:
    assert followed(feed, NOTHING, 10) == []
    assert feed.page(0, 10, NOTHING).reached == feed.head()


def test_nobody_goes_beyond_what_the_views_know(desk: ViewDesk) -> None:
    head = desk.feed.head()
    desk.log.perform(received(LOT_A), Request("later", "tester", Provenance.LIVE))
    page = desk.feed.page(head, 10, EVERYTHING)
    assert (page.events, page.reached, page.head) == ((), head, head)
    desk.followers.catch_up()
    assert places(list(desk.feed.page(head, 10, EVERYTHING).events)) == [head + 1]


def test_whoever_is_ahead_stays_where_he_is(feed: EventFeed) -> None:
    beyond = feed.head() + 5
    assert feed.page(beyond, 10, EVERYTHING).reached == beyond


def test_an_event_says_whose_it_is_and_in_which_town(feed: EventFeed) -> None:
    told = followed(feed, HIS, 1000)
    assert len({(event.enterprise, event.town) for event in told}) == 1
    of_nobody = [event for event in followed(feed, EVERYTHING, 1000) if event.enterprise is None]
    assert {event.town for event in of_nobody} == {None}


def test_a_correction_says_what_it_supersedes(desk: ViewDesk) -> None:
    before = followed(desk.feed, EVERYTHING, 1000)
    filled = next(event for event in before if event.name == "adsorber-carbon-filled.v1")
    when = filled.recorded.fact.occurred
    command = CorrectSwap(Occurred("2022-11-29"), when, "看错一位", filled_g=1_900_000)
    desk.log.perform(correct_swap(ADSORBER, command), Request("fix", "tester", Provenance.LIVE))
    desk.followers.catch_up()
    right = {event.name: event for event in desk.feed.page(len(before), 10, EVERYTHING).events}
    assert right["adsorber-swap-corrected.v1"].supersedes == (filled.recorded.position,)
    assert {len(event.supersedes) for event in right.values()} <= {1, 2}


def test_a_place_can_be_found_by_time(desk: ViewDesk) -> None:
    recorded = desk.log.page(0, 1)[0].recorded_at
    assert desk.feed.place_before(recorded.isoformat(timespec="microseconds")) == 0
    assert desk.feed.place_before("2100-01-01T00:00:00.000000+08:00") == desk.feed.head()
