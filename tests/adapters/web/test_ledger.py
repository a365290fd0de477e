"""The books over HTTP are the books."""

import json
from pathlib import Path

from adapters.web.ledger_models import Totals
from application.office import Office
from tests.adapters.web.conftest import Client

TRUTH = json.loads(
    (Path(__file__).parents[2] / "data" / "district_2022.truth.json").read_text(encoding="utf-8")
)


def test_the_api_shows_every_total_that_the_ledger_has(demo_office: Office) -> None:
    totals = demo_office.ledger.totals(demo_office.viewpoint())
    assert set(Totals.model_fields) == set(totals.in_kilograms())


def test_the_totals_of_the_demo_are_the_truth(client: Client) -> None:
    totals = client.get("/v1/ledger").json()["totals"]
    expected = {name: TRUTH[name] for name in totals if name in TRUTH}
    assert {name: totals[name] for name in expected} == expected


def test_whole_kilograms_are_spelled_without_a_point(client: Client) -> None:
    assert '"filled_kg":422600,' in client.get("/v1/ledger").text


def test_the_enterprises_add_up_to_the_district(client: Client) -> None:
    district = client.get("/v1/ledger").json()["totals"]
    every = client.get("/v1/ledger/enterprises?limit=500").json()["items"]
    for name in ("sent_kg", "filled_kg", "removed_kg", "swaps"):
        assert sum(each["totals"][name] for each in every) == district[name]


def test_the_months_add_up_to_the_year(client: Client) -> None:
    months = client.get("/v1/ledger/months").json()["months"]
    year = client.get("/v1/ledger").json()["totals"]
    assert sum(month["totals"]["sent_kg"] for month in months) == year["sent_kg"]
    assert [month["month"] for month in months] == sorted(month["month"] for month in months)


def test_an_enterprise_has_the_same_books_by_either_way(client: Client) -> None:
    alone = client.get("/v1/enterprises/91330411MAW7DF1000/ledger").json()
    every = client.get("/v1/ledger/enterprises?limit=500").json()["items"]
    listed = next(each for each in every if each["enterprise"] == "91330411MAW7DF1000")
    assert alone["totals"] == listed["totals"]
