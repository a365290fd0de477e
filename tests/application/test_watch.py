"""The journal tells when a view stops, falls behind and recovers, and when the database is away."""

import logging

import pytest

from application.lights import MOST_LAG
from application.ports.followers import Following, Poison
from application.watch import FollowersWatch

POISON = Poison(7, "lot:L1", "lot-drawn.v1", "KeyError: 林工")
WELL = Following("registers", 9, 0, None)
STOPPED = Following("registers", 6, 3, POISON)


@pytest.fixture
def noted(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="application.watch")
    return caplog


def _events(noted: pytest.LogCaptureFixture) -> list[str]:
    return [record.__dict__["event"] for record in noted.records]


def test_a_view_that_stops_is_noted_once_and_again_when_it_goes_on(
    noted: pytest.LogCaptureFixture,
) -> None:
    watch = FollowersWatch()
    for status in (WELL, STOPPED, STOPPED, WELL, WELL):
        watch.saw([status])
    assert _events(noted) == ["view-stopped", "view-recovered"]
    told = noted.records[0].__dict__["told"]
    assert (told["view"], told["position"], told["fact"]) == ("registers", 7, "lot-drawn.v1")
    assert told["reason"] == "KeyError"


def test_a_view_far_behind_is_noted_once_and_again_when_it_is_there(
    noted: pytest.LogCaptureFixture,
) -> None:
    watch = FollowersWatch()
    for lag in (MOST_LAG, MOST_LAG + 1, MOST_LAG + 2, 0):
        watch.saw([Following("registers", 9, lag, None)])
    assert _events(noted) == ["view-behind", "view-caught-up"]


def test_a_database_that_is_away_is_noted_once_and_again_when_it_is_back(
    noted: pytest.LogCaptureFixture,
) -> None:
    watch = FollowersWatch()
    watch.reached()
    watch.lost(OSError("gone"))
    watch.lost(OSError("still gone"))
    watch.reached()
    watch.reached()
    assert _events(noted) == ["database-away", "database-back"]
