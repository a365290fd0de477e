"""Whatever goes wrong is told as a problem, in both languages, with a code that stays."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.problem_pages import EVERY_KIND
from application.office import Office, ViewStopped
from application.ports.ledger_view import LedgerView, Totals
from application.viewpoint import Viewpoint
from tests.adapters.web.conftest import HERE, Client
from tests.adapters.web.described import DOCUMENT
from tests.adapters.web.json_schema import faults

CHINESE = re.compile(r"[\u4e00-\u9fff]")
UNREGISTERED = "91130200699229617X"
ASKABLE = [
    "/v1/ledger?as_of={}",
    "/v1/enterprises?after={}",
    "/v1/enterprises?limit={}",
    "/v1/enterprises?{}",
    "/v1/enterprises/{}/facts",
    "/v1/adsorbers/{}",
    "/v1/custody/lot/{}",
    "/v1/facts?stream={}",
    "/v1/{}",
    "/problems/{}",
]


def problem(client: Client, method: str, address: str, status: int, code: str) -> dict[str, Any]:
    """Ask, and give the problem that comes back."""
    answer = client.request(method, address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["type"] == f"/problems/{code}"
    assert CHINESE.search(told["title"] + told["detail"])
    assert not CHINESE.search(told["title_en"])
    assert told["detail_en"]
    assert faults(told, DOCUMENT["components"]["schemas"]["Problem"], DOCUMENT) == []
    return told


@pytest.mark.parametrize(
    "address", ["/nothing", "/v1", "/v1/nothing", "/openapi", "/assets/0/pages.css", "/favicon.ico"]
)
def test_an_unknown_path_is_a_problem_too(client: Client, address: str) -> None:
    problem(client, "GET", address, 404, "no-such-path")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_books_can_only_be_read(client: Client, method: str) -> None:
    problem(client, method, "/v1/ledger", 405, "method-not-allowed")
    assert client.request(method, "/v1/ledger").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/v1/ledger?as_of=2022-02-30", "as_of"),
        ("/v1/ledger?as_of=yesterday", "as_of"),
        ("/v1/ledger?as_of=", "as_of"),
        ("/v1/ledger?known_at=2022", "known_at"),
        ("/v1/ledger?as_of=0001-01-01T00:00:00%2B14:00", "as_of"),
        ("/v1/enterprises?limit=0", "limit"),
        ("/v1/enterprises?limit=501", "limit"),
        ("/v1/enterprises?limit=many", "limit"),
        ("/v1/enterprises?town=3304", "town"),
        ("/v1/enterprises/913304110NBGDFK72X", "code"),
        ("/v1/adsorbers?enterprise=nobody", "enterprise"),
        ("/v1/adsorbers/ta-1", "adsorber"),
        ("/v1/health?code=blue", "code"),
        ("/v1/health?code=null", "code"),
        ("/v1/custody/parcel/1", "kind"),
        ("/v1/custody/lot/XT220104001?direction=up", "direction"),
        ("/v1/ledger/accounts?kind=parcel", "kind"),
        ("/v1/facts", "stream"),
        ("/v1/facts?stream=x", "stream"),
        ("/v1/facts?stream=lot:XT220104001&after=-1", "after"),
        ("/v1/facts?stream=lot:XT220104001&after=99999999999999999999999", "after"),
    ],
)
def test_a_parameter_of_the_wrong_shape_is_named(client: Client, address: str, field: str) -> None:
    assert problem(client, "GET", address, 400, "bad-parameter")["field"] == field


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/v1/facts?stream=lot:%00", "stream"),
        ("/v1/lots?after=%00", "after"),
        ("/v1/custody/lot/%00", "id"),
        ("/v1/custody/lot/%0A", "id"),
    ],
)
def test_what_no_database_can_look_for_is_refused_before(
    reader: Client, address: str, field: str
) -> None:
    assert problem(reader, "GET", address, 400, "bad-parameter")["field"] == field


@given(st.sampled_from(ASKABLE), st.text(max_size=40))
@settings(max_examples=150)
def test_no_text_at_all_makes_the_program_fail(client: Client, address: str, text: str) -> None:
    said = text.encode("utf-8", "replace")
    answer = client.get(address.format(quote(said, safe="")))
    assert answer.status_code in {200, 400, 404}


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/v1/ledger?asof=2022-09-30", "asof"),
        ("/v1/ledger?limit=5", "limit"),
        ("/v1/enterprises?limit=1&limit=2", "limit"),
    ],
)
def test_a_parameter_that_would_be_ignored_is_refused(
    client: Client, address: str, field: str
) -> None:
    assert problem(client, "GET", address, 400, "unknown-parameter")["field"] == field


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/enterprises/{UNREGISTERED}",
        f"/v1/enterprises/{UNREGISTERED}/facts",
        f"/v1/enterprises/{UNREGISTERED}/ledger",
        f"/v1/enterprises/{UNREGISTERED}/health",
        "/v1/enterprises/91330411MAW7DF1000?as_of=2021-12-31",
        "/v1/enterprises/91330411MAW7DF1000?known_at=2022-11-29",
        "/v1/adsorbers/TA99999901",
        "/v1/adsorbers/TA99999901/health",
        "/v1/custody/lot/NONE",
        "/v1/custody/lot/XT220104001?as_of=2022-01-03",
        "/v1/facts?stream=lot:NONE",
    ],
)
def test_what_is_not_there_from_this_viewpoint_is_a_404(client: Client, address: str) -> None:
    assert problem(client, "GET", address, 404, "nothing-under-this-number")["facts"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5:8000", ""])
def test_a_host_name_that_is_not_this_machines_is_turned_away(client: Client, host: str) -> None:
    answer = client.get("/v1/ledger", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["code"] == "foreign-host"


@contextmanager
def _with_a_ledger_that(office: Office, fail: Callable[[], Exception]) -> Generator[Client]:
    class Failing:
        def totals(self, at: Viewpoint, enterprise: str | None = None) -> Totals:
            del at, enterprise
            raise fail()

    broken = replace(office, ledger=cast("LedgerView", Failing()))
    with TestClient(create_app(broken), base_url=HERE) as client:
        yield client


def test_a_fault_of_the_program_shows_nothing_of_its_inside(demo_office: Office) -> None:
    with _with_a_ledger_that(demo_office, lambda: RuntimeError("the secret inside")) as client:
        told = problem(client, "GET", "/v1/ledger", 500, "internal-error")
        assert "secret" not in str(told)
        assert "Traceback" not in str(told)


def test_a_refusal_keeps_its_code_its_sentences_and_its_facts(demo_office: Office) -> None:
    with _with_a_ledger_that(demo_office, lambda: ViewStopped(view="ledger")) as client:
        told = problem(client, "GET", "/v1/ledger", 409, "view-stopped")
        assert told["detail"] == ViewStopped().zh
        assert told["detail_en"] == ViewStopped().en
        assert told["facts"] == {"view": "ledger"}


@pytest.mark.parametrize(
    "code", [*(kind.code for kind in EVERY_KIND), "lot-overdrawn", "view-stopped"]
)
def test_the_type_of_a_problem_leads_to_its_explanation(client: Client, code: str) -> None:
    page = client.get(f"/problems/{code}")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert code in page.text
