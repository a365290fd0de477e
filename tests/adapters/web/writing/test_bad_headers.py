"""Headers that are missing, given twice or not what they must be are refused before the body."""

import json
from collections.abc import Generator
from dataclasses import replace
from typing import cast

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.limits import Limits
from application.carbon_log import CarbonLog, LogNotWritable
from application.office import Office
from tests.adapters.web.conftest import HERE
from tests.adapters.web.writing.scribe import Scribe, refused
from tests.adapters.web.writing.test_bad_bodies import LOT

WELL = json.dumps(LOT).encode()
TYPE = ("Content-Type", "application/json")
KEY = ("Idempotency-Key", "one")


@pytest.fixture
def untouched(told: Scribe) -> Generator[Scribe]:
    """Books in which nothing must have been recorded in the end."""
    head = told.head()
    yield told
    assert told.head() == head


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ([TYPE], "Idempotency-Key"),
        ([TYPE, KEY, KEY], "Idempotency-Key"),
        ([TYPE, ("Idempotency-Key", "")], "Idempotency-Key"),
        ([TYPE, ("Idempotency-Key", "a b")], "Idempotency-Key"),
        ([TYPE, ("Idempotency-Key", "k" * 129)], "Idempotency-Key"),
        ([TYPE, ("Idempotency-Key", "é")], "Idempotency-Key"),
    ],
    ids=range(6),
)
def test_a_header_that_is_not_right_is_named(
    untouched: Scribe, headers: list[tuple[str, str]], field: str
) -> None:
    spelled = [(name, value.encode("latin-1")) for name, value in headers]
    answer = untouched.client.post(
        "/v1/lots",
        content=WELL,
        headers=spelled,  # pyright: ignore[reportArgumentType]
    )
    assert refused(answer, 400, "bad-header")["field"] == field


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ({}, "Content-Type"),
        ({"Content-Type": "text/plain"}, "Content-Type"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "Content-Type"),
        ({"Content-Type": "application/json; charset=gbk"}, "Content-Type"),
        ({"Content-Type": "application/jsonp"}, "Content-Type"),
        (dict([TYPE, ("Content-Encoding", "gzip")]), "Content-Encoding"),
    ],
)
def test_a_body_of_another_kind_is_not_read(
    untouched: Scribe, headers: dict[str, str], field: str
) -> None:
    answer = untouched.client.post("/v1/lots", content=WELL, headers=dict([KEY]) | headers)
    assert refused(answer, 415, "unsupported-media-type")["field"] == field


@pytest.mark.parametrize("kind", ["application/json; charset=UTF-8", "Application/JSON"])
def test_json_in_utf_8_may_say_so(scribe: Scribe, kind: str) -> None:
    headers = {"Content-Type": kind, "Idempotency-Key": "one"}
    assert scribe.client.post("/v1/lots", content=WELL, headers=headers).status_code == 201


def test_a_body_that_is_too_long_is_refused_while_it_is_read(untouched: Scribe) -> None:
    taken = 0

    def endless() -> Generator[bytes]:
        nonlocal taken
        while taken < 50_000_000:
            taken += 100_000
            yield b" " * 100_000

    answer = untouched.client.post("/v1/lots", content=endless(), headers=dict([TYPE, KEY]))
    refused(answer, 413, "body-too-large")


def test_how_long_a_body_may_be_is_a_setting(untouched: Scribe) -> None:
    app = create_app(untouched.office, limits=Limits(body_bytes=len(WELL) - 1))
    with TestClient(app, base_url=HERE) as client:
        answer = client.post("/v1/lots", content=WELL, headers=dict([TYPE, KEY]))
    refused(answer, 413, "body-too-large")


@pytest.mark.parametrize(
    ("method", "address", "allow"),
    [
        ("GET", "/v1/receivers", "OPTIONS, POST"),
        ("DELETE", "/v1/lots", "GET, HEAD, OPTIONS, POST"),
        ("PUT", "/v1/lots/XT1/quality-tests", "OPTIONS, POST"),
        ("POST", "/v1/ledger", "GET, HEAD, OPTIONS"),
    ],
)
def test_what_a_path_answers_is_told(
    untouched: Scribe, method: str, address: str, allow: str
) -> None:
    answer = untouched.client.request(method, address)
    refused(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize(
    ("address", "field", "code"),
    [
        ("/v1/lots/xt1/quality-tests", "lot", "bad-parameter"),
        ("/v1/enterprises/91330411MAWRTAP00X/contacts", "code", "bad-parameter"),
        ("/v1/lots?when=now", "when", "unknown-parameter"),
        ("/v1/lots?wait=1&wait=2", "wait", "unknown-parameter"),
    ],
)
def test_an_address_that_names_nothing_is_a_400(
    untouched: Scribe, address: str, field: str, code: str
) -> None:
    assert refused(untouched.send(address, LOT), 400, code)["field"] == field


def test_a_log_that_cannot_be_written_is_a_503_and_not_a_refusal(told: Scribe) -> None:
    office = replace(told.office, log=_full(told.office))
    with TestClient(create_app(office), base_url=HERE) as client:
        answer = client.post("/v1/lots", content=WELL, headers=dict([TYPE, KEY]))
    refused(answer, 503, "log-not-writable")
    assert answer.headers["retry-after"] == "60"


def _full(office: Office) -> CarbonLog:
    class Full:
        def __getattr__(self, name: str) -> object:
            return self._fail if name == "perform" else getattr(office.log, name)

        @staticmethod
        def _fail(*_: object) -> None:
            raise LogNotWritable(reason="disk full")

    return cast("CarbonLog", Full())
