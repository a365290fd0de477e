from datetime import UTC, datetime

import pytest

from application.viewpoint import Viewpoint
from domain.occurred import SHANGHAI, UnreadableTime

NOW = datetime(2022, 11, 30, 18, tzinfo=SHANGHAI)


def test_nothing_asked_means_now() -> None:
    at = Viewpoint.of(None, None, NOW)
    assert at == Viewpoint("2022-11-30T18:00:00.000000+08:00", "2022-11-30T18:00:00.000000+08:00")


def test_a_bare_date_means_its_end_in_china() -> None:
    assert Viewpoint.of("2022-09-30", None, NOW).as_of == "2022-09-30T23:59:59.999999+08:00"


def test_a_moment_is_told_in_chinas_zone() -> None:
    at = Viewpoint.of("2022-09-30T20:00:00Z", "2022-10-01T08:30", NOW.astimezone(UTC))
    assert at.as_of == "2022-10-01T04:00:00.000000+08:00"
    assert at.known_at == "2022-10-01T08:30:00.000000+08:00"
    assert at.moment == datetime(2022, 9, 30, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "now", "2022-13-01", "2022-09-31", "30.9.2022"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime):
        Viewpoint.of(text, None, NOW)
