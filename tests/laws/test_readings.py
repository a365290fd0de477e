"""What is kept depends neither on order, nor on how readings are cut into batches, nor on how often
they are sent.
"""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Quantity
from domain.reading_rules import Instrument, Service, judge
from tests.readings import DEVICE, Line, at_s, readings, told
from tests.telemetry_in_memory import TelemetryInMemory

INSTALLED_S, OLDEST_S, RECEIVED_S = 3, 1, 20
MEASURES = (Quantity.INLET, Quantity.OUTLET, Quantity.HUMIDITY)
SERVICE = Service(at_s(INSTALLED_S), MEASURES, (Instrument(at_s(0), 0.5, 100.0),))

VALUES = st.sampled_from([float("nan"), -1.0, 0.0, 0.4, 7.0, 100.0, 1e9])
TOLD = st.dictionaries(st.sampled_from([*MEASURES, Quantity.AIRFLOW]), VALUES, max_size=3)
ROWS = st.tuples(st.integers(0, 400), st.integers(-1, 3), TOLD)
"""Second, counter, values: also what is refused."""


def lines(rows: Sequence[tuple[int, int, dict[Quantity, float]]]) -> list[Line]:
    return [(at_s(second), counter, values) for second, counter, values in rows]


MANY = st.lists(ROWS, max_size=12).map(lines)
WITHOUT_CONTRADICTION = st.lists(ROWS, max_size=12, unique_by=lambda row: row[0]).map(lines)


def kept(*batches: Sequence[Line]) -> object:
    """What is there after all batches were sent, and which days were touched."""
    store = TelemetryInMemory()
    for batch in batches:
        judged = judge(readings(*batch), at_s(RECEIVED_S), at_s(OLDEST_S), SERVICE)
        store.keep(judged.fit, at_s(RECEIVED_S))
    touched = [(each.device, each.day) for each in store.touched()]
    return told(store.read(DEVICE, 0, at_s(10**6))), touched, store.last([DEVICE])


@given(WITHOUT_CONTRADICTION, st.data())
def test_order_changes_nothing(batch: list[Line], data: st.DataObject) -> None:
    assert kept(data.draw(st.permutations(batch))) == kept(batch)


@given(MANY, st.integers(0, 12))
def test_cutting_changes_nothing(batch: list[Line], at: int) -> None:
    assert kept(batch[:at], batch[at:]) == kept(batch)


@given(MANY, st.integers(0, 12))
def test_sending_again_changes_nothing(batch: list[Line], some: int) -> None:
    assert kept(batch, batch[some:], batch) == kept(batch)


@given(MANY)
def test_of_one_time_there_is_one_reading(batch: list[Line]) -> None:
    store = TelemetryInMemory()
    judged = judge(readings(*batch), at_s(RECEIVED_S), at_s(OLDEST_S), SERVICE)
    store.keep(judged.fit, at_s(RECEIVED_S))
    times: list[int] = store.read(DEVICE, 0, at_s(10**6)).at_ms.tolist()
    assert times == sorted(set(judged.fit.at_ms.tolist()))
