"""Every request is noted by its route and given a number, and nothing that was typed is kept."""

import logging
from collections.abc import Generator
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.meter import CountingMeter
from adapters.web.app import create_app
from adapters.web.limits import Limits
from adapters.web.watching import Watched
from application.office import Office
from tests.adapters.web.conftest import HERE

PHONE = "13800000000"
TRACE = "0af7651916cd43dd8448eb211c80319c"
UUID = "0af76519-16cd-43dd-8448-eb211c80319c"


@pytest.fixture
def meter() -> CountingMeter:
    return CountingMeter()


@pytest.fixture
def watched(demo_office: Office, meter: CountingMeter) -> Generator[TestClient[Watched]]:
    app = Watched(create_app(demo_office), meter)
    with TestClient(app, base_url=HERE) as client:
        yield client


def test_a_stream_is_noted_when_it_ends(
    demo_office: Office, meter: CountingMeter, noted: pytest.LogCaptureFixture
) -> None:
    app = create_app(demo_office, limits=Limits(stream_s=0.01))
    with TestClient(Watched(app, meter), base_url=HERE) as client:
        answer = client.get("/v1/events/stream?after=4000")
    told = _last(noted)
    assert (told["route"], told["status"]) == ("/v1/events/stream", 200)
    assert told["bytes"] == len(answer.content) > 0


@pytest.fixture
def noted(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="adapters")
    return caplog


def _last(noted: pytest.LogCaptureFixture) -> dict[str, Any]:
    record = [each for each in noted.records if each.__dict__.get("event") == "request-answered"]
    return record[-1].__dict__["told"]


def _told(meter: CountingMeter, name: str) -> dict[Any, Any]:
    (reading,) = [each for each in meter.readings() if each.name == name]
    return {sample.labels: getattr(sample, "value", None) for sample in reading.samples}


def test_a_request_is_noted_with_what_it_cost(
    watched: TestClient[Watched], noted: pytest.LogCaptureFixture
) -> None:
    answer = watched.get("/v1/ledger", params={"as_of": "2022-11-30"})
    told = _last(noted)
    assert (told["method"], told["route"], told["status"]) == ("GET", "/v1/ledger", 200)
    assert told["bytes"] == len(answer.content)
    assert told["duration_ms"] > 0
    assert told["caller"] == "本机"
    assert told["request_id"] == answer.headers["x-request-id"]


def test_an_address_is_noted_by_its_template(
    watched: TestClient[Watched], noted: pytest.LogCaptureFixture
) -> None:
    watched.get(f"/v1/enterprises/{PHONE}")
    assert _last(noted)["route"] == "/v1/enterprises/{code}"
    watched.get(f"/nowhere/{PHONE}")
    assert _last(noted)["route"] == "(none)"
    assert PHONE not in str([each.__dict__ for each in noted.records if each.name != "httpx"])


def test_a_head_is_noted_as_what_it_is(
    watched: TestClient[Watched], noted: pytest.LogCaptureFixture
) -> None:
    watched.head("/v1/ledger")
    told = _last(noted)
    assert (told["method"], told["route"], told["bytes"]) == ("HEAD", "/v1/ledger", 0)


def test_a_method_that_nobody_knows_is_called_other(
    watched: TestClient[Watched], meter: CountingMeter
) -> None:
    watched.request(f"X{PHONE}", "/v1/ledger")
    (labels,) = _told(meter, "tanguanjia_http_requests_total")
    assert dict(labels)["method"] == "other"


def test_a_problem_is_noted_and_counted_by_its_code(
    watched: TestClient[Watched], noted: pytest.LogCaptureFixture, meter: CountingMeter
) -> None:
    watched.get("/v1/ledger", params={"as_of": "2022-02-30"})
    watched.get("/nowhere")
    watched.get("/", headers={"host": "evil.example"})
    assert _last(noted)["code"] == "foreign-host"
    assert _told(meter, "tanguanjia_http_problems_total") == {
        (("code", "bad-parameter"),): 1,
        (("code", "no-such-path"),): 1,
        (("code", "foreign-host"),): 1,
    }


@pytest.mark.parametrize("given", [TRACE, UUID, UUID.upper()])
def test_a_clients_own_request_id_is_kept_where_it_looks_like_one(
    watched: TestClient[Watched], noted: pytest.LogCaptureFixture, given: str
) -> None:
    answer = watched.get("/health/live", headers={"x-request-id": given})
    assert answer.headers["x-request-id"] == _last(noted)["request_id"] == given.lower()


@pytest.mark.parametrize(
    "given", [PHONE, "lin-gong", "330411198001011234", TRACE + "0", f"{TRACE}\t", "", "x" * 5000]
)
def test_any_other_text_is_replaced(watched: TestClient[Watched], given: str) -> None:
    answer = watched.get("/health/live", headers={"x-request-id": given})
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["x-request-id"] != given


def test_two_request_ids_are_none(watched: TestClient[Watched]) -> None:
    twice = [("x-request-id", TRACE), ("x-request-id", TRACE)]
    assert watched.get("/health/live", headers=twice).headers["x-request-id"] != TRACE
