"""A time is a date or a moment in China's zone, and texts sort as times do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurred import SHANGHAI, Occurred, UnreadableTime

moments = st.datetimes(datetime(1991, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 - strategy bounds are naive
    lambda naive: naive.replace(tzinfo=SHANGHAI)
)


@pytest.mark.parametrize(
    "text",
    ["2022-11-30", "2022-11-30T09:46:00+08:00", "2022-11-30T09:46:00.500000+08:00", "2024-02-29"],
)
def test_a_date_and_a_moment_in_china_are_times(text: str) -> None:
    assert Occurred(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30.11.2022",
        "2022-11-31",
        "2023-02-29",
        "2022-W01-1",
        "20221130",
        "2022-11-30 09:46:00+08:00",
        "2022-11-30T09:46:00",
        "2022-11-30T09:46+08:00",
        "2022-11-30T01:46:00+00:00",
        "2022-11-30T01:46:00Z",
        "2022-11-30T09:46:00.5+08:00",
        "2022-11-30T25:00:00+08:00",
    ],
)
def test_anything_but_the_canonical_text_of_a_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime) as refused:
        Occurred(text)
    assert refused.value.facts == {"text": text}


def test_a_date_comes_before_every_moment_of_its_day_and_after_the_day_before() -> None:
    in_order = [
        Occurred("2022-11-29T23:59:59.999999+08:00"),
        Occurred("2022-11-30"),
        Occurred("2022-11-30T00:00:00+08:00"),
        Occurred("2022-11-30T00:00:00.000001+08:00"),
        Occurred("2022-11-30T00:00:01+08:00"),
    ]
    assert sorted(set(in_order)) == in_order


@given(moments, moments)
def test_texts_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (Occurred.at(one) < Occurred.at(other)) == (one < other)


@given(moments)
def test_a_moment_is_read_back_as_it_was_written(moment: datetime) -> None:
    occurred = Occurred.at(moment)
    assert (occurred.moment, occurred.is_date, occurred.day) == (moment, False, moment.date())


@given(st.dates(date(1991, 1, 1), date(2090, 1, 1)))
def test_a_date_stays_a_date(day: date) -> None:
    occurred = Occurred.on(day)
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    assert (occurred.day, occurred.is_date, occurred.moment) == (day, True, start)


def test_a_moment_elsewhere_is_told_in_chinas_zone() -> None:
    # 20:00 UTC is 04:00 of the next day in China
    assert Occurred.at(datetime(2022, 11, 30, 20, tzinfo=UTC)) == "2022-12-01T04:00:00+08:00"
    assert SHANGHAI.utcoffset(None) == timedelta(hours=8)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UnreadableTime):
        Occurred.at(datetime(2022, 11, 30))  # noqa: DTZ001 - that is what is refused
