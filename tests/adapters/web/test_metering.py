"""Each caller has so much at once and so much per second, and is told."""

from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web import porter
from adapters.web.app import create_app
from adapters.web.limits import Limits, UnusableLimit
from adapters.web.metering import MOST_CALLERS, Meter, Reading
from application.office import Office
from domain.access import Caller, Role
from tests.adapters.web.conftest import HERE

FEW = Limits(writes_per_s=1e-6, writes_at_once=2, reads_per_s=1e-6, reads_at_once=3)
LOT: dict[str, Any] = {"source": "virgin", "supplier": "某炭业", "received_kg": 500}


class Stopwatch:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_bucket_empties_and_fills_again() -> None:
    watch = Stopwatch()
    meter = Meter(2, 3, clock=watch)
    assert meter.take("甲") == Reading(3, 2, 1)
    assert meter.take("甲") == Reading(3, 1, 1)
    assert meter.take("甲") == Reading(3, 0, 2)
    assert meter.take("甲") == Reading(3, 0, 2, retry_s=1)
    assert meter.take("乙") == Reading(3, 2, 1)
    watch.now_s = 0.5
    assert meter.take("甲") == Reading(3, 0, 2)
    watch.now_s = 100
    assert meter.take("甲") == Reading(3, 2, 1)


def test_it_remembers_so_many_callers_and_no_more() -> None:
    meter = Meter(1, 1)
    for number in range(MOST_CALLERS + 10):
        meter.take(str(number))
    assert len(meter) == MOST_CALLERS


def test_a_caller_in_a_hurry_is_told_when_to_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(create_app(office, limits=FEW), base_url=HERE) as client:
        for left in (1, 0):
            headers = {"Idempotency-Key": f"key-{left}"}
            answer = client.post("/v1/lots", json={**LOT, "lot": f"XT{left}"}, headers=headers)
            assert answer.status_code == 201
            assert answer.headers["ratelimit-limit"] == "2"
            assert answer.headers["ratelimit-remaining"] == str(left)
        head = office.log.head()
        late = client.post("/v1/lots", json=LOT, headers={"Idempotency-Key": "late"})
        assert late.status_code == 429
        assert late.json()["code"] == "too-many-requests"
        assert int(late.headers["retry-after"]) >= int(late.headers["ratelimit-reset"]) / 2
        assert office.log.head() == head
        # Reading has a bucket of its own, and so has somebody else.
        assert client.get("/v1/lots").headers["ratelimit-remaining"] == "2"
        monkeypatch.setattr(porter, "AT_THIS_MACHINE", Caller("另一人", Role.DISTRICT))
        body = {**LOT, "lot": "XT9"}
        again = client.post("/v1/lots", json=body, headers={"Idempotency-Key": "other"})
        assert again.status_code == 201


def test_even_a_problem_tells_what_is_left(office: Office) -> None:
    with TestClient(create_app(office, limits=FEW), base_url=HERE) as client:
        answer = client.post("/v1/lots", json={}, headers={"Idempotency-Key": "key"})
    assert answer.status_code == 422
    assert answer.headers["ratelimit-remaining"] == "1"


def test_limits_are_settings() -> None:
    said = {"TANGUANJIA_WRITES_PER_S": "0.5", "TANGUANJIA_BODY_BYTES": "2000", "HOME": "/"}
    assert Limits.set_by(said) == Limits(writes_per_s=0.5, body_bytes=2000)
    said = {"TANGUANJIA_STREAMS_AT_ONCE": "3", "TANGUANJIA_HEARTBEAT_S": "2.5"}
    said |= {"TANGUANJIA_STREAM_S": "60", "TANGUANJIA_WAIT_S": "5"}
    few = Limits(streams_at_once=3, heartbeat_s=2.5, stream_s=60, wait_s=5)
    assert Limits.set_by(said) == few
    assert Limits.set_by({}) == Limits()


@pytest.mark.parametrize("value", ["0", "0.5", "-1", "many", "inf", "nan", ""])
def test_a_limit_that_is_none_is_refused_in_plain_words(value: str) -> None:
    with pytest.raises(UnusableLimit) as refused:
        Limits.set_by({"TANGUANJIA_READS_AT_ONCE": value})
    assert refused.value.facts["variable"] == "TANGUANJIA_READS_AT_ONCE"
