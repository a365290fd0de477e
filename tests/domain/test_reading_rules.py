"""Each rule by which readings are refused or marked."""

from dataclasses import replace

import numpy as np
import pytest

from domain.reading import QUANTITIES, Quality, Quantity, Readings
from domain.reading_refused import Why
from domain.reading_rules import (
    BOUNDS,
    Instrument,
    Service,
    judge,
    marked_where_counter_went_back,
    possible,
    sift,
)
from tests.readings import Line, at_s, readings

NAN, INF = float("nan"), float("inf")
MINUTE_S, DAY_S = 60, 86_400
RECEIVED_S = 2 * DAY_S
INSTALLED_S = -30 * DAY_S
OLDEST_S = -20 * DAY_S
DETECTION, RANGE = 0.5, 2000.0
SERVICE = Service(
    at_s(INSTALLED_S), tuple(Quantity), (Instrument(at_s(INSTALLED_S), DETECTION, RANGE),)
)


def refused(*lines: Line, service: Service = SERVICE, oldest_s: float = OLDEST_S) -> dict[int, Why]:
    judged = judge(readings(*lines), at_s(RECEIVED_S), at_s(oldest_s), service)
    assert sorted([*judged.rows.tolist(), *dict(judged.refused)]) == list(range(len(lines)))
    return dict(judged.refused)


def marks(quantity: Quantity, value: float, service: Service = SERVICE, at: float = DAY_S) -> int:
    batch = readings((at_s(at), -1, {quantity: value}))
    judged = judge(batch, at_s(RECEIVED_S), at_s(OLDEST_S), service)
    assert judged.refused == []
    return int(judged.fit.quality[0])


def read_at(seconds: float) -> Line:
    return (at_s(seconds), -1, {Quantity.OUTLET: 10.0})


def test_a_time_ahead_of_receipt_by_more_than_five_minutes_is_refused() -> None:
    ahead = RECEIVED_S + 5 * MINUTE_S
    assert refused(read_at(ahead), read_at(ahead + 0.001)) == {1: Why.FUTURE}


def test_a_time_of_which_nothing_is_kept_is_refused() -> None:
    assert refused(read_at(OLDEST_S - 0.001), read_at(OLDEST_S)) == {0: Why.TOO_OLD}


def test_a_time_before_the_installation_is_refused() -> None:
    lines = read_at(INSTALLED_S - 0.001), read_at(INSTALLED_S)
    assert refused(*lines, oldest_s=-99 * DAY_S) == {0: Why.BEFORE_INSTALLATION}


def test_a_quantity_that_is_not_measured_is_refused() -> None:
    outlet_alone = replace(SERVICE, measures=(Quantity.OUTLET,))
    lines: list[Line] = [
        read_at(0),
        (at_s(1), -1, {Quantity.OUTLET: 1.0, Quantity.HUMIDITY: 50.0}),
        (at_s(2), -1, {Quantity.OUTLET: 1.0, Quantity.HUMIDITY: NAN}),
    ]
    assert refused(*lines, service=outlet_alone) == {1: Why.NOT_MEASURED}


def test_a_row_without_a_value_is_refused() -> None:
    lines: list[Line] = [
        (at_s(0), -1, {}),
        (at_s(1), -1, {Quantity.INLET: NAN, Quantity.OUTLET: INF, Quantity.AIRFLOW: -INF}),
        (at_s(2), -1, {Quantity.INLET: NAN, Quantity.OUTLET: 1.0}),
    ]
    assert refused(*lines) == {0: Why.EMPTY, 1: Why.EMPTY}


def test_infinity_is_no_value() -> None:
    batch = readings((at_s(0), -1, {Quantity.INLET: INF, Quantity.OUTLET: 10.0}))
    judged = judge(batch, at_s(RECEIVED_S), at_s(OLDEST_S), SERVICE)
    assert np.isnan(judged.fit.values[0, 0])
    assert int(judged.fit.quality[0]) == Quality.LATE


def test_the_first_reason_is_told() -> None:
    empty_and_early: Line = (at_s(-99 * DAY_S), -1, {})
    assert refused(empty_and_early) == {0: Why.TOO_OLD}


def test_what_is_fit_is_told_with_its_row() -> None:
    batch = readings((at_s(0), -1, {}), (at_s(1), 7, {Quantity.INLET: 3.0}))
    judged = judge(batch, at_s(RECEIVED_S), at_s(OLDEST_S), SERVICE)
    assert judged.rows.tolist() == [1]
    assert judged.fit.at_ms.tolist() == [at_s(1)]
    assert judged.fit.counter.tolist() == [7]


def test_every_refusal_says_why_in_both_languages() -> None:
    for why in Why:
        assert why.zh.endswith("。")
        assert why.en.endswith(".")


@pytest.mark.parametrize(
    ("quantity", "below"),
    [(Quantity.INLET, Quality.INLET_BELOW), (Quantity.OUTLET, Quality.OUTLET_BELOW)],
)
def test_a_concentration_under_the_limit_or_zero_is_below_detection(
    quantity: Quantity, below: Quality
) -> None:
    assert marks(quantity, 0.499) == below
    assert marks(quantity, 0.5) == 0
    assert marks(quantity, 0.0) == below
    # Noise about zero reaches as far down as it does up.
    assert marks(quantity, -0.5) == below
    assert marks(quantity, -0.501) == Quality.IMPOSSIBLE


def test_zero_is_below_detection_also_without_a_limit() -> None:
    no_limit = replace(SERVICE, instruments=(Instrument(at_s(INSTALLED_S), 0.0, RANGE),))
    assert marks(Quantity.OUTLET, 0.0, no_limit) == Quality.OUTLET_BELOW
    assert marks(Quantity.OUTLET, 1e-9, no_limit) == 0
    assert marks(Quantity.OUTLET, -1e-9, no_limit) == Quality.IMPOSSIBLE


def test_only_concentrations_can_be_below_detection() -> None:
    assert marks(Quantity.AIRFLOW, 0.0) == 0
    assert marks(Quantity.TEMPERATURE, 0.1) == 0


@pytest.mark.parametrize("quantity", [q for q in Quantity if "mg" not in q])
def test_a_value_outside_the_bounds_is_impossible(quantity: Quantity) -> None:
    least, most = BOUNDS[quantity]
    assert marks(quantity, least) == marks(quantity, most) == 0
    assert marks(quantity, np.nextafter(least, -INF)) == Quality.IMPOSSIBLE
    assert marks(quantity, np.nextafter(most, INF)) == Quality.IMPOSSIBLE


def test_a_concentration_at_the_end_of_the_range_is_clipped() -> None:
    assert marks(Quantity.INLET, 1999.9) == 0
    assert marks(Quantity.INLET, 2000.0) == Quality.CLIPPED
    assert marks(Quantity.OUTLET, 2500.0) == Quality.CLIPPED
    assert marks(Quantity.OUTLET, 100_001.0) == Quality.CLIPPED | Quality.IMPOSSIBLE
    assert marks(Quantity.AIRFLOW, 2000.0) == 0


def test_a_reading_that_comes_after_more_than_a_day_is_late() -> None:
    assert marks(Quantity.AIRFLOW, 1.0, at=RECEIVED_S - DAY_S) == 0
    assert marks(Quantity.AIRFLOW, 1.0, at=RECEIVED_S - DAY_S - 0.001) == Quality.LATE


def test_limits_are_those_of_the_instrument_that_was_in_place() -> None:
    replaced = replace(
        SERVICE, instruments=(*SERVICE.instruments, Instrument(at_s(DAY_S), 5.0, 100.0))
    )
    before, since = DAY_S - 0.001, DAY_S
    assert marks(Quantity.OUTLET, 4.0, replaced, before) == Quality.LATE
    assert marks(Quantity.OUTLET, 4.0, replaced, since) == Quality.OUTLET_BELOW
    assert marks(Quantity.OUTLET, 150.0, replaced, before) == Quality.LATE
    assert marks(Quantity.OUTLET, 150.0, replaced, since) == Quality.CLIPPED


def test_of_each_value_it_is_known_whether_it_can_be() -> None:
    values = np.full((1, len(QUANTITIES)), NAN)
    values[0, :3] = 5.0, -0.2, -1.0
    marked = np.array([int(Quality.OUTLET_BELOW | Quality.IMPOSSIBLE)])
    assert possible(values, marked).tolist() == [[True, True, False, *[False] * 4]]


def counted(*counters: int) -> Readings:
    lines: list[Line] = [(at_s(n), counter, {}) for n, counter in enumerate(counters)]
    return readings(*lines)


@pytest.mark.parametrize(
    ("before", "counters", "expected"),
    [
        (None, (5, 6, 7), []),
        (None, (5, 5, 4), [1, 2]),
        (5, (5, 6), [0]),
        (4, (5, 6), []),
        (9, (-1, 3), []),
        (None, (9, -1, 3, 2), [3]),
        (None, (), []),
    ],
)
def test_a_counter_that_is_not_beyond_the_one_before_went_back(
    before: int | None, counters: tuple[int, ...], expected: list[int]
) -> None:
    marked = marked_where_counter_went_back(counted(*counters), before)
    assert np.flatnonzero(marked.quality).tolist() == expected
    assert set(marked.quality.tolist()) <= {0, int(Quality.COUNTER_WENT_BACK)}


def test_a_batch_is_laid_beside_what_is_known() -> None:
    known = readings(read_at(0), read_at(10))
    other: Line = (at_s(0), -1, {Quantity.OUTLET: 11.0})
    batch = readings(read_at(20), other, read_at(10), read_at(20), read_at(5))
    sifted = sift(known, batch)
    assert sifted.new.tolist() == [0, 4]
    assert sifted.repeated.tolist() == [2, 3]
    assert sifted.contradictory.tolist() == [1]


def test_what_was_not_read_is_alike_only_to_what_was_not_read() -> None:
    known = readings((at_s(0), -1, {Quantity.OUTLET: 1.0}))
    more = readings((at_s(0), -1, {Quantity.OUTLET: 1.0, Quantity.INLET: 0.0}))
    assert sift(known, known).repeated.tolist() == [0]
    assert sift(known, more).contradictory.tolist() == [0]
    assert sift(more, known).contradictory.tolist() == [0]
