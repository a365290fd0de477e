"""A body that cannot be read, or says what cannot be, is refused in plain words and leaves no
trace."""

import json
from collections.abc import Generator
from typing import Any

import httpx
import pytest

from tests.adapters.web.writing.scribe import Scribe, refused

LOT: dict[str, Any] = {
    "occurred": "2022-11-29",
    "lot": "XT1",
    "source": "virgin",
    "supplier": "某炭业",
    "received_kg": 500,
}
WELL = json.dumps(LOT, ensure_ascii=False)
JSON = {"Content-Type": "application/json", "Idempotency-Key": "bad"}


@pytest.fixture
def untouched(told: Scribe) -> Generator[Scribe]:
    """Books in which nothing must have been recorded in the end."""
    head = told.head()
    yield told
    assert told.head() == head


def post(scribe: Scribe, body: bytes, **headers: str) -> httpx.Response:
    """Send bytes as they are."""
    return scribe.client.post("/v1/lots", content=body, headers={**JSON, **headers})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{'lot': 1}",
        b"\xef\xbb\xbf" + WELL.encode(),
        WELL.encode("utf-16"),
        WELL.encode("utf-16-le"),
        WELL.encode("utf-32"),
        WELL.replace("某炭业", "电子").encode("gbk"),
        b'{"lot": "\xff"}',
        b'{"lot": "\xed\xa0\x80"}',
        b'{"received_kg": NaN}',
        b'{"received_kg": -Infinity}',
        b'{"received_kg": ' + b"9" * 5000 + b"}",
        b'{"received_kg": 1e9999999999999999999999}',
        b'{"a": ' * 9 + b"1" + b"}" * 9,
        b"[" * 400_000,
        b'{"a":' * 100_000,
        b'{"lot": "XT1", "lot": "XT2"}',
        b'{"quality": {"iodine_mg_per_g": 1, "iodine_mg_per_g": 2}}',
        b'{"\\ud800": 1, "\\ud800": 2}',
        b"{" + b",".join(b'"%d": 1' % n for n in range(50_000)) + b', "1": 1}',
        WELL.encode() + b"{}",
        WELL.encode() + b"\x00",
    ],
    ids=range(26),
)
def test_what_cannot_be_read_is_a_400(untouched: Scribe, body: bytes) -> None:
    told = refused(post(untouched, body), 400, "unreadable-body")
    assert told["detail"]
    assert told["detail_en"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"lot": None}, "/lot"),
        ({"lot": "xt1"}, "/lot"),
        ({"lot": 1}, "/lot"),
        ({"lot": "XT\u0000"}, "/lot"),
        ({"lot": "XT1\n"}, "/lot"),
        ({"source": "found"}, "/source"),
        ({"supplier": ""}, "/supplier"),
        ({"supplier": "   "}, "/supplier"),
        ({"supplier": "某\u0000炭业"}, "/supplier"),
        ({"supplier": "某\u001b[31m炭业"}, "/supplier"),
        ({"supplier": "某\u2028炭业"}, "/supplier"),
        ({"supplier": "某\u0085炭业"}, "/supplier"),
        ({"supplier": "某\u202e炭业"}, "/supplier"),
        ({"supplier": "某\u2066炭业"}, "/supplier"),
        ({"supplier": "某" * 201}, "/supplier"),
        ({"supplier": ["某"]}, "/supplier"),
        ({"received_kg": -1}, "/received_kg"),
        ({"received_kg": "five"}, "/received_kg"),
        ({"received_kg": "1e3"}, "/received_kg"),
        ({"received_kg": "５００"}, "/received_kg"),
        ({"received_kg": "0500"}, "/received_kg"),
        ({"received_kg": 0.0001}, "/received_kg"),
        ({"received_kg": "0.0001"}, "/received_kg"),
        ({"received_kg": 1_000_000_000}, "/received_kg"),
        ({"received_kg": True}, "/received_kg"),
        ({"received_kg": {}}, "/received_kg"),
        ({"occurred": "yesterday"}, "/occurred"),
        ({"occurred": "2022-02-30"}, "/occurred"),
        ({"occurred": "2022-11-29T09:00:00"}, "/occurred"),
        ({"occurred": "2022-11-29 09:00+08:00"}, "/occurred"),
        ({"occurred": "2022-11-29T24:30:00Z"}, "/occurred"),
        ({"occurred": "２０２２-11-29"}, "/occurred"),
        ({"occurred": "0001-01-01T00:00:00+14:00"}, "/occurred"),
        ({"occurred": 20221129}, "/occurred"),
        ({"provenance": "imported"}, "/provenance"),
        ({"quality": {}}, "/quality/iodine_mg_per_g"),
        ({"quality": {"iodine_mg_per_g": "870"}}, "/quality/iodine_mg_per_g"),
        ({"quality": {"iodine_mg_per_g": 870.5}}, "/quality/iodine_mg_per_g"),
        ({"quality": {"iodine_mg_per_g": True}}, "/quality/iodine_mg_per_g"),
        ({"quality": []}, "/quality"),
        ({"received_t": 1}, "/received_t"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"{zh}": 1}, "/{zh}"),
    ],
)
def test_a_field_of_the_wrong_shape_is_named(
    untouched: Scribe, changed: dict[str, Any], field: str
) -> None:
    told = refused(untouched.send("/v1/lots", {**LOT, **changed}), 422, "misshapen-body")
    assert told["field"] == field
    assert told["detail"] != told["detail_en"]


def test_half_a_character_is_named_by_what_it_stands_in(untouched: Scribe) -> None:
    for body, field in [(b'{"lot": "\\ud83d"}', "/lot"), (b'{"\\ud83d": 1}', "")]:
        assert refused(post(untouched, body), 422, "misshapen-body")["field"] == field


def test_all_faults_of_a_body_are_told_at_once(untouched: Scribe) -> None:
    told = refused(untouched.send("/v1/lots", {"lot": "x", "more": 1}), 422, "misshapen-body")
    assert set(told["facts"]) == {"/lot", "/source", "/supplier", "/received_kg", "/more"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**LOT, "received_kg": 0}, "no-mass"),
        ({**LOT, "occurred": "2022-12-01"}, "occurred-in-the-future"),
        ({**LOT, "occurred": "2022-11-30T18:05:01+08:00"}, "occurred-in-the-future"),
        ({**LOT, "occurred": "9999-12-31"}, "occurred-in-the-future"),
        ({**LOT, "occurred": "9999-12-31T23:59:59Z"}, "unreadable-time"),
        ({**LOT, "occurred": "1999-12-31"}, "occurred-too-long-ago"),
    ],
)
def test_what_cannot_have_been_is_refused_with_its_own_code(
    untouched: Scribe, body: dict[str, Any], code: str
) -> None:
    answer = untouched.send("/v1/lots", body)
    if code == "unreadable-time":
        # Told in +08:00 it would lie beyond the calendar.
        assert answer.status_code == 422
        return
    told = refused(answer, 409, code)
    if code == "occurred-in-the-future":
        assert told["facts"]["clock"] == "2022-11-30T18:00:00+08:00"
        assert told["facts"]["occurred"] == body["occurred"].replace("Z", "+00:00")


def test_a_clock_that_is_a_little_ahead_or_a_day_behind_is_no_reason(scribe: Scribe) -> None:
    times = ["2022-11-30T18:05:00+08:00", "2022-11-30", "2022-11-29T18:00:00+08:00"]
    for number, occurred in enumerate(times):
        lot = {**LOT, "lot": f"XT{number}", "occurred": occurred}
        assert scribe.send("/v1/lots", lot).status_code == 201


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "شركة الكربون\u200f",
        "חברה",
        "😀炭业👩‍👩‍👧",
        "e\u0301te\u0301",
        "'; DROP TABLE fact; --",
        "{zh} %s ${x} {{y}}",
        "=cmd|' /C calc'!A0",
    ],
)
def test_a_name_is_kept_as_it_is(scribe: Scribe, name: str) -> None:
    assert scribe.send("/v1/lots?wait=5", {**LOT, "supplier": name}).status_code == 201
    shown = scribe.client.get("/v1/lots")
    assert shown.json()["items"][0]["supplier"] == name
    # JSON that a browser will not take for a page.
    assert shown.headers["content-type"] == "application/json"
    assert shown.headers["x-content-type-options"] == "nosniff"


def test_a_refusal_that_repeats_a_script_is_no_page_either(untouched: Scribe) -> None:
    body = {**LOT, "lot": "<script>", "<b>": 1}
    answer = untouched.send("/v1/lots", body)
    assert refused(answer, 422, "misshapen-body")["facts"]["/<b>"]
    assert answer.headers["x-content-type-options"] == "nosniff"
