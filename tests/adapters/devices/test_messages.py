"""Batches in JSON and NDJSON become columns of numbers; what is wrong is told by row and field."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.devices.messages import readings_of_json
from application.telemetry_body import MisshapenReading, NotJson, ReadingsOfBody, UnusableBody
from domain.reading import QUANTITIES, Column, Readings

READ: ReadingsOfBody = readings_of_json

_values = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_optional: dict[str, st.SearchStrategy[Any]] = {
    "counter": st.none() | st.integers(min_value=0, max_value=2**40),
    **{quantity.value: _values for quantity in QUANTITIES},
}
_required: dict[str, st.SearchStrategy[Any]] = {"at": st.integers(min_value=0, max_value=2**45)}
ROWS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.fixed_dictionaries(_required, optional=_optional), min_size=1, max_size=20
)


def same(one: Readings, other: Readings) -> bool:
    return (
        one.at_ms.tolist() == other.at_ms.tolist()
        and one.counter.tolist() == other.counter.tolist()
        and np.array_equal(one.values, other.values, equal_nan=True)
    )


@given(ROWS)
def test_a_batch_is_the_same_however_it_is_written(rows: list[dict[str, Any]]) -> None:
    as_list = READ(json.dumps(rows).encode(), "D")
    spread_out = json.dumps({"readings": rows}, indent=2).encode()
    lines = "\r\n".join(map(json.dumps, rows)).encode() + b"\n\n"
    assert same(as_list, READ(spread_out, "D"))
    assert same(as_list, READ(lines, "D"))
    assert as_list.at_ms.tolist() == [row["at"] for row in rows]
    for place, quantity in enumerate(QUANTITIES):
        told = [np.nan if row.get(quantity) is None else row[quantity] for row in rows]
        np.testing.assert_array_equal(as_list.values[:, place], told)


@given(st.integers(min_value=0, max_value=2**42), st.integers(min_value=-12, max_value=14))
def test_a_moment_is_read_to_the_millisecond_whatever_its_zone(at_ms: int, hours: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)
    spelled = moment.astimezone(timezone(timedelta(hours=hours))).isoformat()
    assert READ(json.dumps({"at": spelled}).encode(), "D").at_ms.tolist() == [at_ms]


def test_one_reading_may_stand_alone_over_several_lines() -> None:
    read = READ(b'{\n  "at": 1000,\n  "inlet_mg_per_m3": 80\n}\n', "D")
    assert (len(read), read.values[0, Column.INLET], read.counter[0]) == (1, 80, -1)


@pytest.mark.parametrize(
    ("body", "row", "field"),
    [
        (b'[{"at":1},{"at":2,"inlet_mg_per_m3":"80"}]', 1, "inlet_mg_per_m3"),
        (b'{"readings":[{"at":1},{"at":"2026-03-02T08:00:00"}]}', 1, "at"),
        (b'{"at":1}\n\n{"at":2,"counter":-1}', 1, "counter"),
        (b'[{"at":1},{"at":99999999999999999}]', 1, "at"),
        (b'[{"at":1},{"at":2,"odour":1}]', 1, None),
        (b'[{"inlet_mg_per_m3":1}]', 0, None),
        (b'[{"at":1,"inlet_mg_per_m3":1e999}]', 0, "inlet_mg_per_m3"),
        (b'{"readings":7}', None, None),
        (b"[1]", 0, None),
    ],
)
def test_a_misshapen_reading_is_named(body: bytes, row: int | None, field: str | None) -> None:
    with pytest.raises(MisshapenReading) as refused:
        READ(body, "D")
    assert refused.value.facts.get("row") == row
    assert refused.value.facts.get("field") == field


@pytest.mark.parametrize(
    "body", [b"", b" \n", b"{", b"\xff\xfe", b'{"at":1}\n{"at', b'[{"at":NaN}]', b"at=1"]
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        READ(body, "D")


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    try:
        READ(body, "D")
    except UnusableBody:
        return


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnusableBody):
        READ(b"[" * 100_000, "D")
