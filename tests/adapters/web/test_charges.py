"""Charges and their assessments over HTTP."""

from collections.abc import Generator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from application.assess import assess
from application.keys import fresh_key, issue
from application.office import Office, request
from domain.access import Role
from domain.key import IssueKey
from domain.occurred import Occurred
from tests.adapters.web.conftest import HERE, Client
from tests.assessed import FILLED, ONE, TWO, MovableClock, assessments, filled_office, measure
from tests.small_ledger import FIRM


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    folder: Path = tmp_path_factory.mktemp("charges")
    with filled_office(f"sqlite:///{folder / 'books.sqlite'}", MovableClock()) as office:
        measure(office, ONE, FILLED, 18)
        assess(office)
        measure(office, ONE, FILLED, 19)
        assess(office)
        yield office


@pytest.fixture(scope="module")
def here(assessed: Office) -> Generator[Client]:
    with TestClient(create_app(assessed), base_url=HERE) as opened:
        yield opened


def test_a_charge_is_shown_with_its_last_assessment(here: Client) -> None:
    page = here.get("/v1/charges").json()
    assert [each["id"] for each in page["items"]] == [ONE, TWO]
    charge = here.get(f"/v1/charges/{ONE}").json()["charge"]
    assert charge == page["items"][0]
    assert charge["code"] == "green"
    low, middle, high = (
        charge["assessed"]["saturation_percent"][each] for each in ("low", "middle", "high")
    )
    assert 0 < low < middle < high
    days = charge["assessed"]["breakthrough"]
    assert days["early"] <= days["middle"] <= days["late"]


def test_an_assessment_says_what_it_rests_on(here: Client, assessed: Office) -> None:
    said = assessments(assessed, ONE)[-1]
    page = here.get(f"/v1/charges/{ONE}/assessments").json()
    shown = here.get(f"/v1/charges/{ONE}/assessments/{said.version}").json()["assessment"]
    assert said.fact.physical is not None
    assert shown["physical"]["seed"] == said.fact.physical.seed
    assert {each["stream"] for each in shown["relied"]} == {
        f"charge:{ONE}",
        "adsorber:TADF100001",
        "lot:XT220101001",
        "setting:health",
    }
    assert any("出口" in each["zh"] for each in shown["explanation"])
    assert any("outlet" in each["en"] for each in shown["explanation"])
    assert [each["version"] for each in page["items"]] == [
        each.version for each in assessments(assessed, ONE)
    ]


def test_pages_of_assessments_follow_each_other(here: Client, assessed: Office) -> None:
    seen: list[int] = []
    address: str | None = f"/v1/charges/{ONE}/assessments?limit=1"
    while address is not None:
        page = here.get(address).json()
        seen += [each["version"] for each in page["items"]]
        address = page["next"]
    assert seen == [each.version for each in assessments(assessed, ONE)]


@pytest.mark.parametrize(
    "address",
    [
        "/v1/charges/TADF999999-1-1",
        "/v1/charges/TADF999999-1-1/assessments",
        "/v1/charges/TADF999999-1-1/assessments/1",
        f"/v1/charges/{ONE}/assessments/1",
    ],
)
def test_what_is_not_there_is_not_found(here: Client, address: str) -> None:
    answer = here.get(address)
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing-under-this-number")


@pytest.mark.parametrize("address", ["/v1/charges/x", "/v1/charges?adsorber=x"])
def test_what_is_no_number_is_said_to_be_none(here: Client, address: str) -> None:
    assert here.get(address).status_code == 400


def test_an_assessment_of_anothers_charge_is_nobodys(tmp_path: Path) -> None:
    with filled_office(f"sqlite:///{tmp_path / 'books.sqlite'}", MovableClock()) as office:
        assess(office)
        (said,) = assessments(office, ONE)
        address = f"/v1/charges/{ONE}/assessments/{said.version}"
        keys = [_key(office, code) for code in (FIRM, "91130200699229617X")]
        with TestClient(create_app(office), base_url=HERE) as client:
            answers = [
                client.get(address, headers={"Authorization": f"Bearer {key}"}).status_code
                for key in keys
            ]
    assert answers == [200, 404]


def _key(office: Office, enterprise: str) -> str:
    key = fresh_key(lambda length: enterprise.encode()[-1:] * length)
    expires = Occurred("2022-12-31")
    command = IssueKey(
        office.now(), Role.ENTERPRISE, (enterprise,), enterprise, expires, key.digest
    )
    office.log.perform(issue(key, command), request("office", None))
    return key.text
