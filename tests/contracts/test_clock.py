"""What every clock promises."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.clock import HandTurnedClock, StandingClock, SystemClock
from application.ports.clock import Clock, TurnableClock, TurnedBack
from domain.occurred import SHANGHAI

STANDING = StandingClock(datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI))


@pytest.mark.parametrize("clock", [SystemClock(), STANDING, HandTurnedClock(STANDING.now())])
def test_a_clock_tells_the_time_with_its_zone_and_never_runs_backwards(clock: Clock) -> None:
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(hours=8)
    assert first <= second


def test_a_hand_turned_clock_stands_where_it_is_turned_to() -> None:
    clock: TurnableClock = HandTurnedClock(STANDING.now())
    clock.turn_to(datetime(2022, 12, 1, 1, tzinfo=UTC))
    assert clock.now().isoformat() == "2022-12-01T09:00:00+08:00"


def test_a_clock_is_not_turned_back() -> None:
    clock = HandTurnedClock(STANDING.now())
    with pytest.raises(TurnedBack):
        clock.turn_to(STANDING.now() - timedelta(seconds=1))
    assert clock.now() == STANDING.now()
