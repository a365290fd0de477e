"""An office for tests of the log."""

from collections.abc import Generator

import pytest

from adapters.sql.views.followers import FollowersInSql
from tests.logbook import CODEC, LOT_A, Office, asked, open_office, received
from tests.seen import WATCH, draw


@pytest.fixture
def office(database: str) -> Generator[Office]:
    """An office whose log is empty, on each engine."""
    with open_office(database) as opened:
        yield opened


@pytest.fixture
def followers(office: Office) -> FollowersInSql:
    """A view that stands at the head, ten facts on."""
    followers = FollowersInSql(office.engine, CODEC, (WATCH,))
    office.log.perform(received(LOT_A), asked("receive"))
    draw(office, 9)
    followers.catch_up()
    return followers
