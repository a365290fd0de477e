"""The health board over HTTP."""

import pytest

from application.office import Office
from tests.adapters.web.conftest import Client
from tests.adopted import adopt_rule
from tests.unadopted import fill


def test_the_counts_are_those_of_the_whole_board(client: Client) -> None:
    board = client.get("/v1/health?limit=500").json()
    shown = [each["code"] for each in board["items"]]
    counts = board["counts"]
    assert {code: shown.count(code) for code in ("green", "yellow", "orange", "red")} == {
        code: count for code, count in counts.items() if code != "without_carbon"
    }
    assert client.get("/v1/health?limit=1").json()["counts"] == counts


@pytest.mark.parametrize("code", ["green", "yellow", "orange", "red"])
def test_the_board_can_be_asked_for_one_code(client: Client, code: str) -> None:
    board = client.get(f"/v1/health?code={code}&limit=500").json()
    assert len(board["items"]) == board["counts"][code]
    assert {each["code"] for each in board["items"]} <= {code}


def test_the_board_can_be_asked_for_one_town(client: Client) -> None:
    board = client.get("/v1/health?town=330411105&limit=500").json()
    assert {each["town"] for each in board["items"]} == {"330411105"}
    assert sum(board["counts"].values()) == len(board["items"])


def test_a_code_carries_its_reasons(client: Client) -> None:
    adsorber = client.get("/v1/adsorbers/TADF100001/health").json()["adsorber"]
    for bed in adsorber["beds"]:
        assert bed["health"]["reasons"][0]["code"] == bed["health"]["code"]
        assert bed["health"]["policy"] in bed["health"]["text"]


def test_green_is_explained_until_the_district_has_adopted_a_rule(
    office: Office, reader: Client
) -> None:
    empty = reader.get("/v1/health").json()
    assert (empty["notice"], empty["notice_en"]) == (None, None)
    fill(office)
    board, group = (
        reader.get("/v1/health").json(),
        reader.get("/v1/settings/health").json()["group"],
    )
    assert board["counts"]["green"] == 1
    for told in (board, group):
        assert told["notice"].startswith("本区尚未采用更换周期规则")
        assert told["notice_en"].startswith("No rule for replacing carbon is adopted here yet")
    adopt_rule(office.log)
    office.catch_up()
    board, group = (
        reader.get("/v1/health").json(),
        reader.get("/v1/settings/health").json()["group"],
    )
    assert board["counts"]["red"] == 1
    assert (board["notice"], group["notice"], group["notice_en"]) == (None, None, None)
    assert reader.get("/v1/health?as_of=2022-01-31").json()["notice"] is None
    assert reader.get("/v1/settings/alerts").json()["group"]["notice"] is None
