"""`GET /metrics`: what Prometheus reads, and who may."""

import re
from collections.abc import Generator
from typing import Any

import psycopg
import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.metrics import readings_for
from adapters.web.permitting import NotPermitted
from adapters.web.watching import Watched
from adapters.wiring import open_office
from application.act import only
from application.office import Office, request
from domain.access import Caller, Role
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import Occurred
from domain.refusal import Refusal
from tests.adapters.web.conftest import HERE, Client
from tests.databases import empty_database

SAMPLE = re.compile(
    r'(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?P<labels>([a-z_]+="([^"\\\n]|\\.)*",?)*)\})? '
    r"(?P<value>[-+0-9.e]+)"
)


def _samples(text: str) -> dict[str, float]:
    """Every number by its name and labels; each line must be what the format knows."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            sample = SAMPLE.fullmatch(line)
            assert sample, line
            spelled = line.rpartition(" ")[0]
            assert spelled not in found
            found[spelled] = float(sample["value"])
    return found


def _told(client: Any) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return _samples(answer.text)


def _receive(office: Office, command_id: str) -> None:
    receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
    office.log.perform(only(LOT, LotId("XT1"), receipt), request("tests", command_id))


def test_every_reading_has_a_meaning_and_a_kind_above_it(client: Client) -> None:
    lines = client.get("/metrics").text.splitlines()
    kinds = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    meanings = {line.split()[2] for line in lines if line.startswith("# HELP")}
    assert kinds == meanings
    for line in lines:
        if not line.startswith("#"):
            name = re.split(r"[{ ]", line)[0]
            assert name in kinds or re.sub(r"_(bucket|sum|count)$", "", name) in kinds


def test_the_state_of_the_books_is_told(client: Client, demo_office: Office) -> None:
    told = _told(client)
    head = demo_office.log.head()
    assert told["tanguanjia_log_head_position"] == head
    assert told['tanguanjia_follower_position{follower="carbon-ledger"}'] == head
    assert told['tanguanjia_follower_lag{follower="carbon-ledger"}'] == 0
    assert told['tanguanjia_follower_stopped{follower="registers"}'] == 0
    assert told["tanguanjia_database_up"] == 1
    assert told["tanguanjia_disk_free_bytes"] > 0
    assert told["process_resident_memory_bytes"] > 1_000_000
    assert told["process_start_time_seconds"] > 1_600_000_000


def test_what_was_written_refused_and_asked_is_counted(office: Office) -> None:
    with TestClient(Watched(create_app(office), office.meter), base_url=HERE) as client:
        _receive(office, "1")
        _receive(office, "1")
        with pytest.raises(Refusal) as no:
            _receive(office, "2")
        client.get("/v1/lots")
        client.get("/v1/lots", params={"limit": 0})
        told = _told(client)
    assert told['tanguanjia_commands_total{outcome="written"}'] == 1
    assert told['tanguanjia_commands_total{outcome="repeated"}'] == 1
    assert told["tanguanjia_facts_appended_total"] == 1
    assert told["tanguanjia_append_duration_seconds_count"] == 2
    assert told[f'tanguanjia_commands_refused_total{{code="{no.value.code}"}}'] == 1
    route = 'method="GET",route="/v1/lots"'
    assert told[f'tanguanjia_http_requests_total{{{route},status="2xx"}}'] == 1
    assert told[f'tanguanjia_http_requests_total{{{route},status="4xx"}}'] == 1
    assert told[f'tanguanjia_http_request_duration_seconds_bucket{{{route},le="+Inf"}}'] == 2
    assert told['tanguanjia_http_problems_total{code="bad-parameter"}'] == 1


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as database:
        yield database


@pytest.mark.usefixtures("own_folder")
def test_a_database_that_is_away_is_a_reading_and_no_failure(url: str, postgres: str) -> None:
    name = url.rpartition("/")[2]
    with open_office(url) as office, TestClient(create_app(office), base_url=HERE) as client:
        assert _told(client)["tanguanjia_database_up"] == 1
        with psycopg.connect(postgres, autocommit=True) as server:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            away = _told(client)
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
        assert away["tanguanjia_database_up"] == 0
        # Nobody can be recognised meanwhile, so nothing else is told.
        assert [name for name in away if not name.startswith("tanguanjia_build_info")] == [
            "tanguanjia_database_up"
        ]
        assert _told(client)["tanguanjia_database_up"] == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_who_looks_after_the_machine_may_read_it(demo_office: Office, role: Role) -> None:
    with pytest.raises(NotPermitted):
        readings_for(demo_office, Caller("somebody", role))


def test_an_operator_may(demo_office: Office) -> None:
    told = readings_for(demo_office, Caller("operator", Role.OPERATOR))
    assert "tanguanjia_log_head_position" in {reading.name for reading in told}
