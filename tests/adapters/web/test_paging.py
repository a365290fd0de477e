"""Whoever follows `next` sees everything exactly once."""

from datetime import datetime
from typing import Any

import pytest

from adapters.web.asking import MOST
from application.act import only
from application.office import Office, request
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import CreditCode
from domain.occurred import SHANGHAI, Occurred
from tests.adapters.web.conftest import Client, MovableClock
from tests.district import FURNITURE, PRINTING, REGENERATOR

LISTS = [
    "/v1/enterprises",
    "/v1/enterprises?town=330411105",
    "/v1/adsorbers",
    "/v1/health",
    "/v1/health?code=red",
    "/v1/ledger/enterprises",
    "/v1/ledger/accounts?kind=container",
    "/v1/ledger/kiln-runs",
    "/v1/ledger/kiln-months",
    "/v1/ledger/unbalanced",
    "/v1/lots",
    "/v1/containers",
    "/v1/manifests",
    "/v1/batches",
    "/v1/facts?stream=lot:XT220104001",
    "/v1/facts/late",
    "/v1/enterprises/91330411MAW7DF1000/facts",
]


def walked(client: Client, address: str, limit: int) -> list[Any]:
    """Follow `next` to the end."""
    found: list[Any] = []
    onwards: str | None = f"{address}{'&' if '?' in address else '?'}limit={limit}"
    while onwards is not None:
        page = client.get(onwards).json()
        assert len(page["items"]) <= limit
        assert page["items"] or not found
        found += page["items"]
        onwards = page["next"]
    return found


@pytest.mark.parametrize("address", LISTS)
def test_paging_covers_everything_exactly_once(client: Client, address: str) -> None:
    assert walked(client, address, 13) == walked(client, address, MOST)


def test_a_last_page_that_is_full_says_that_it_is_the_last(client: Client) -> None:
    every = client.get("/v1/batches").json()["items"]
    assert client.get(f"/v1/batches?limit={len(every)}").json()["next"] is None


def test_what_is_recorded_meanwhile_does_not_slip_into_the_pages(
    reader: Client, office: Office, clock: MovableClock
) -> None:
    first, second = sorted([FURNITURE, PRINTING])
    _register(office, first)
    third = CreditCode("91330411MAW7DF1000")
    assert second < third
    _register(office, third)
    office.catch_up()
    page = reader.get("/v1/enterprises?limit=1").json()
    clock.stands_at = datetime(2022, 11, 2, 9, 0, tzinfo=SHANGHAI)
    _register(office, second)
    office.catch_up()
    rest = reader.get(page["next"]).json()
    assert [item["code"] for item in (*page["items"], *rest["items"])] == [first, third]
    assert len(walked(reader, "/v1/enterprises", 1)) == 3


def _register(office: Office, code: CreditCode) -> None:
    known = RegisterEnterprise(Occurred("2022-01-01"), REGENERATOR, None, "", "", None, None)
    office.log.perform(only(ENTERPRISE, code, known), request("test", f"register {code}"))
