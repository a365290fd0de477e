"""As of and known at, asked over HTTP."""

from datetime import datetime

import pytest

from application.act import only
from application.office import Office, request
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import CreditCode
from domain.occurred import SHANGHAI, Occurred
from tests.adapters.web.conftest import Client, MovableClock
from tests.district import FURNITURE, PRINTING


def _swaps(client: Client, query: str) -> int:
    return client.get(f"/v1/ledger?{query}").json()["totals"]["swaps"]


def test_the_books_as_of_a_date_are_those_of_its_end(client: Client) -> None:
    assert _swaps(client, "") == 216
    assert 0 < _swaps(client, "as_of=2022-09-30") < 216
    end = "2022-09-30T23:59:59.999999%2B08:00"
    assert _swaps(client, "as_of=2022-09-30") == _swaps(client, f"as_of={end}")


def test_what_was_not_recorded_yet_was_not_known(client: Client) -> None:
    # The demo counts as handed in on the evening of 2022-11-30.
    assert _swaps(client, "known_at=2022-11-29") == 0
    assert _swaps(client, "known_at=2022-11-30") == 216


def test_the_answer_tells_what_was_asked_and_which_moment_it_means(client: Client) -> None:
    said = client.get("/v1/ledger?as_of=2022-09-30&known_at=2022-11-30T12:00:00Z").json()
    assert said["as_of"] == {"asked": "2022-09-30", "moment": "2022-09-30T23:59:59.999999+08:00"}
    assert said["known_at"]["moment"] == "2022-11-30T20:00:00.000000+08:00"


def test_who_asks_for_no_time_is_answered_as_of_now(client: Client) -> None:
    now = {"asked": None, "moment": "2022-11-30T18:00:00.000000+08:00"}
    said = client.get("/v1/ledger").json()
    assert (said["as_of"], said["known_at"]) == (now, now)


def test_the_end_of_time_is_as_good_as_now(client: Client) -> None:
    assert _swaps(client, "as_of=9999-12-31&known_at=9999-12-31") == 216


def test_a_plus_sign_may_arrive_as_a_space(client: Client) -> None:
    encoded = client.get("/v1/ledger?as_of=2022-09-30T12:00:00%2B08:00")
    plain = client.get("/v1/ledger?as_of=2022-09-30T12:00:00+08:00")
    assert plain.json() == encoded.json()


def test_the_health_board_goes_back_in_time(client: Client) -> None:
    now = client.get("/v1/health").json()["counts"]
    then = client.get("/v1/health?as_of=2022-09-30").json()["counts"]
    assert now != then


@pytest.mark.parametrize("name", ["as_of", "known_at"])
def test_the_two_times_are_independent(
    reader: Client, office: Office, clock: MovableClock, name: str
) -> None:
    _register(office, FURNITURE, "2022-01-01")
    clock.stands_at = datetime(2022, 11, 20, 9, 0, tzinfo=SHANGHAI)
    _register(office, PRINTING, "2022-11-15")
    office.catch_up()
    # On 2022-11-10 the second had neither registered nor been written down; each time alone
    # leaves it out.
    assert _codes(reader, "") == {FURNITURE, PRINTING}
    assert _codes(reader, f"{name}=2022-11-10") == {FURNITURE}


def _register(office: Office, code: CreditCode, day: str) -> None:
    act = only(ENTERPRISE, code, RegisterEnterprise(Occurred(day), "甲", None, "", "", None, None))
    office.log.perform(act, request("test", f"register {code}"))


def _codes(reader: Client, query: str) -> set[str]:
    items = reader.get(f"/v1/enterprises?{query}").json()["items"]
    return {item["code"] for item in items}
