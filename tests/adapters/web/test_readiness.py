"""Alive and ready."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import psycopg
import pytest
from litestar.testing import TestClient
from psycopg.sql import SQL, Identifier

from adapters.web.app import create_app
from adapters.wiring import open_office
from application.lights import MOST_LAG
from application.office import Office
from application.ports.followers import Followers, Following, Poison
from application.ports.outlet_places import OutletPlaces, OutletStanding
from tests.adapters.web.conftest import HERE, Client
from tests.adapters.web.described import NOBODY
from tests.databases import empty_database

SHUT = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false")
OPEN = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true")


@dataclass
class Status:
    """Followers whose status a test makes up."""

    following: Following

    def status(self) -> list[Following]:
        return [self.following]


@dataclass
class Places:
    """Outlets whose standing a test makes up."""

    standings: list[OutletStanding]

    def standing(self) -> list[OutletStanding]:
        return self.standings


@contextmanager
def _following(office: Office, following: Following) -> Generator[Client]:
    followers = cast("Followers", Status(following))
    app = create_app(replace(office, followers=followers))
    with TestClient(app, base_url=HERE) as client:
        yield client


def _not_ready(client: Client) -> dict[str, Any]:
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["code"] == "not-ready"
    return answer.json()


def test_a_living_process_says_so_without_asking_anybody() -> None:
    with TestClient(create_app(NOBODY), base_url=HERE) as client:
        assert client.get("/health/live").json() == {"status": "live"}


def test_books_that_are_followed_to_the_end_are_ready(client: Client, demo_office: Office) -> None:
    # An earlier refusal is a fact of its own, which the views may not have had yet.
    demo_office.catch_up()
    ready = client.get("/health/ready").json()
    assert ready["head"] == demo_office.log.head()
    assert {view["lag"] for view in ready["views"]} == {0}


def test_a_view_that_stopped_makes_it_not_ready_and_says_why(demo_office: Office) -> None:
    poison = Poison(7, "lot:L1", "lot-drawn.v1", "no such lot")
    with _following(demo_office, Following("ledger", 6, 1, poison)) as client:
        told = _not_ready(client)
        assert "no such lot" in told["detail_en"]
        assert "7" in told["detail"]


def test_a_view_that_is_far_behind_makes_it_not_ready(demo_office: Office) -> None:
    with _following(demo_office, Following("ledger", 6, MOST_LAG + 1, None)) as client:
        _not_ready(client)
    with _following(demo_office, Following("ledger", 6, MOST_LAG, None)) as client:
        assert client.get("/health/ready").status_code == 200


def test_a_broker_that_is_away_is_told_and_the_rest_stays_ready(demo_office: Office) -> None:
    def relay(*, connected: bool) -> Any:
        at = demo_office.clock.now().isoformat()
        standing = OutletStanding("rabbitmq", 7, 2, connected, at)
        places = cast("OutletPlaces", Places([standing]))
        with TestClient(create_app(replace(demo_office, outlets=places)), base_url=HERE) as client:
            answer = client.get("/health/ready")
            assert answer.status_code == 200
            return answer.json()["relay"]

    told = {"outlet": "rabbitmq", "position": 7, "lag": 2}
    assert relay(connected=True) == [told | {"connected": True}]
    assert relay(connected=False) == [told | {"connected": False}]


def test_where_nothing_was_relayed_there_is_nothing_to_tell(client: Client) -> None:
    assert client.get("/health/ready").json()["relay"] == []


def test_a_schema_of_another_version_makes_it_not_ready(demo_office: Office) -> None:
    older = replace(demo_office.survey(), schema=0)
    app = create_app(replace(demo_office, survey=lambda: older))
    with TestClient(app, base_url=HERE) as client:
        assert "0" in _not_ready(client)["detail"]


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as database:
        yield database


@pytest.mark.usefixtures("own_folder")
def test_a_database_that_goes_away_is_a_503_until_it_is_back(url: str, postgres: str) -> None:
    name = url.rpartition("/")[2]
    with open_office(url) as office, TestClient(create_app(office), base_url=HERE) as client:
        assert client.get("/health/ready").status_code == 200
        assert client.get("/v1/ledger").status_code == 200
        _shut(postgres, name)
        for path in ("/v1/ledger", "/v1/enterprises", "/v1/facts/late", "/health/ready"):
            answer = client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (503, "database-away")
            assert answer.headers["retry-after"]
        assert client.get("/health/live").status_code == 200
        _open(postgres, name)
        assert client.get("/health/ready").status_code == 200
        assert client.get("/v1/ledger").status_code == 200


def _shut(server: str, name: str) -> None:
    """Let nobody in any more, and send home who is there."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SHUT.format(Identifier(name)))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )


def _open(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(OPEN.format(Identifier(name)))
