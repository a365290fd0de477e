"""What every clock promises."""

from datetime import datetime, timedelta

import pytest

from adapters.clock import StandingClock, SystemClock
from application.ports.clock import Clock
from domain.occurred import SHANGHAI

STANDING = StandingClock(datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI))


@pytest.mark.parametrize("clock", [SystemClock(), STANDING])
def test_a_clock_tells_the_time_with_its_zone_and_never_runs_backwards(clock: Clock) -> None:
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(hours=8)
    assert first <= second
