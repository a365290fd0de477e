"""Who shows no good key is told nothing; who shows one is who the key says."""

import logging
from datetime import timedelta

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.attempts import MOST
from adapters.web.watching import Watched
from application.keys import FreshKey
from application.office import Office
from domain.access import Role
from domain.occurred import Occurred
from tests.adapters.web.conftest import HERE, Client, MovableClock
from tests.key_desk import give, revoke, shown

TOWN = "330411105"
OPEN = [
    "/",
    "/docs",
    "/openapi.json",
    "/asyncapi.json",
    "/health/live",
    "/health/ready",
    "/problems/key-missing",
]
OF_THE_BOOKS = ["/v1/ledger", "/v1/enterprises", "/v1/facts/late", "/v1/ledger?nonsense=1"]


@pytest.fixture
def district(office: Office) -> FreshKey:
    """The first key: from now on nobody gets in without one."""
    return give(office, Role.DISTRICT)


def refused(reader: Client, key: FreshKey | str | None, status: int, code: str) -> None:
    headers = {} if key is None else shown(key)
    answer = reader.get("/v1/ledger", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_until_there_is_a_key_this_machine_needs_none(reader: Client, office: Office) -> None:
    assert reader.get("/v1/ledger").status_code == 200
    key = give(office, Role.DISTRICT)
    refused(reader, None, 401, "key-missing")
    assert reader.get("/v1/ledger", headers=shown(key)).status_code == 200


def test_a_key_that_is_shown_must_be_right_even_before_there_are_any(reader: Client) -> None:
    refused(reader, "tgj_aaaaaaaa_" + "a" * 32, 401, "key-unknown")


@pytest.mark.parametrize("path", OF_THE_BOOKS)
def test_the_books_are_shown_to_no_stranger(reader: Client, district: FreshKey, path: str) -> None:
    del district
    for answer in (reader.get(path), reader.head(path)):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="tanguanjia"'


@pytest.mark.parametrize("path", OPEN)
def test_what_shows_no_books_is_open_to_all(reader: Client, district: FreshKey, path: str) -> None:
    del district
    assert reader.get(path).status_code == 200


def test_the_scheme_may_be_written_in_any_case_and_the_key_may_not(
    reader: Client, district: FreshKey
) -> None:
    lower = {"authorization": f"bEARER {district.text}"}
    assert reader.get("/v1/ledger", headers=lower).status_code == 200
    refused(reader, district.text.upper(), 401, "key-unknown")
    refused(reader, f"{district.text}a", 401, "key-unknown")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (b"", "key-missing"),
        (b"Basic dGdqOnRnag==", "key-missing"),
        (b"Bearer", "key-unknown"),
        (b"Bearer \xe5\xaf\x86\xe9\x92\xa5", "key-unknown"),
        (b"Bearer \xff\xfe", "key-unknown"),
        (b"Bearer " + b"x" * 8192, "key-unknown"),
        (b"Bearer tgj_abcdefgh_" + b"z" * 8192, "key-unknown"),
    ],
)
def test_garbage_is_no_key(reader: Client, district: FreshKey, header: bytes, code: str) -> None:
    del district
    answer = reader.get("/v1/ledger", headers=[(b"Authorization", header)])
    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_a_key_in_an_address_opens_nothing(reader: Client, district: FreshKey) -> None:
    for name in ("key", "access_token", "authorization"):
        answer = reader.get("/v1/ledger", params={name: district.text})
        assert answer.status_code == 401


def test_a_revoked_key_is_refused_at_the_next_request(
    reader: Client, office: Office, district: FreshKey
) -> None:
    assert reader.get("/v1/ledger", headers=shown(district)).status_code == 200
    revoke(office, district)
    refused(reader, district, 401, "key-revoked")
    # It was the last one, and still nobody gets in without a key.
    refused(reader, None, 401, "key-missing")


def test_an_expired_key_is_refused(reader: Client, office: Office, clock: MovableClock) -> None:
    key = give(office, Role.DISTRICT, expires=Occurred("2022-11-01"))
    assert reader.get("/v1/ledger", headers=shown(key)).status_code == 200
    clock.stands_at += timedelta(days=1)
    refused(reader, key, 401, "key-expired")


def test_who_has_no_right_to_read_is_told_so(reader: Client, office: Office) -> None:
    refused(reader, give(office, Role.OPERATOR), 403, "forbidden")


def test_strangers_learn_only_whether_all_is_well(
    reader: Client, office: Office, district: FreshKey
) -> None:
    strangers: dict[str, object] = {"status": "ready", "head": None, "views": [], "relay": []}
    assert reader.get("/health/ready").json() == strangers
    town = shown(give(office, Role.TOWN, TOWN))
    assert reader.get("/health/ready", headers=town).json() == strangers
    assert reader.get("/health/ready", headers=shown("nonsense")).json() == strangers
    for key in (district, give(office, Role.OPERATOR)):
        office.catch_up()
        assert reader.get("/health/ready", headers=shown(key)).json()["head"] > 0


def test_a_digest_is_shown_to_nobody(reader: Client, office: Office, district: FreshKey) -> None:
    office.catch_up()
    stream = {"stream": f"key:{district.id}"}
    told = reader.get("/v1/facts", params=stream, headers=shown(district))
    assert told.json()["items"][0]["contents"]["label"] == "测试"
    assert district.digest not in told.text


def test_whoever_guesses_is_told_to_wait_and_does_not_shut_out_others(
    reader: Client, office: Office, district: FreshKey
) -> None:
    assert reader.get("/v1/ledger", headers=shown(district)).status_code == 200
    unseen = give(office, Role.DISTRICT)
    for _ in range(MOST):
        refused(reader, "tgj_aaaaaaaa_" + "a" * 32, 401, "key-unknown")
    answer = reader.get("/v1/ledger", headers=shown("tgj_aaaaaaaa_" + "a" * 32))
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-attempts")
    assert 0 < int(answer.headers["retry-after"]) <= 60
    # Even a right guess is no way in now, but a key that was good here before is.
    refused(reader, unseen, 429, "too-many-attempts")
    assert reader.get("/v1/ledger", headers=shown(district)).status_code == 200


def test_without_keys_another_name_is_not_answered_and_with_keys_it_is(office: Office) -> None:
    with TestClient(create_app(office), base_url="http://books.example") as client:
        assert client.get("/").status_code == 421
        key = give(office, Role.DISTRICT)
        assert client.get("/").status_code == 200
        assert client.get("/v1/ledger", headers=shown(key)).status_code == 200


def test_names_can_be_listed_and_no_other_is_answered_then(office: Office) -> None:
    app = create_app(office, allowed_hosts=frozenset({"books.example"}))
    give(office, Role.DISTRICT)
    for host, status in (
        ("books.example", 200),
        ("BOOKS.example.:8443", 200),
        ("localhost", 200),
        ("evil.example", 421),
        ("books.example.evil.example", 421),
    ):
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.get("/", headers={"host": host}).status_code == status


def test_no_key_gets_into_an_answer_or_the_log(
    office: Office, district: FreshKey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    operator = give(office, Role.OPERATOR)
    secret = district.text[-32:]
    app = Watched(create_app(office), office.meter)
    with TestClient(app, base_url=HERE) as reader:
        for answer in (
            reader.get("/v1/ledger", headers=shown(district.text + "x")),
            reader.get("/v1/ledger", params={"key": district.text}),
            reader.get("/v1/ledger", params={"key": district.text}, headers=shown(operator)),
        ):
            assert answer.status_code in {401, 403}
            assert secret not in answer.text
        reader.get(f"/v1/lots/{district.text}", headers=shown(operator))
        reader.get(f"/v1/enterprises/{district.text}", headers=shown(operator))
    ours = [record for record in caplog.records if record.name.startswith("adapters")]
    assert len(ours) >= 5
    assert all(secret not in str(vars(record)) for record in ours)
    assert all(secret not in str(entry) for entry in office.access.entries())
