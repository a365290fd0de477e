"""What an instrument has read is shown as means, to those who may see its enterprise."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.stretch import MOST_POINTS
from application.keys import FreshKey
from application.office import Office
from domain.access import Role
from domain.reading import QUANTITIES, Column, Readings
from tests.adapters.web.conftest import HERE, Client, MovableClock
from tests.district import FURNITURE, PRINTING
from tests.key_desk import give, shown
from tests.telemetry_district import DAY, PROBE, TODAY, TOWN, install, settle

AT_MS = int(DAY.timestamp() * 1000)


@pytest.fixture
def read(office: Office, clock: MovableClock) -> Generator[Client]:
    """Two hours from midnight: 10, 20, … mg/m³ every 10 minutes at the inlet; one is below."""
    clock.stands_at = TODAY
    settle(office)
    install(office)
    values = np.full((12, len(QUANTITIES)), np.nan)
    values[:, Column.INLET] = [0, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]
    values[:, Column.TEMPERATURE] = 25
    at_ms = AT_MS + np.arange(12, dtype=np.int64) * 600_000
    none = np.full(12, -1, np.int64)
    office.intake.take(Readings(PROBE, at_ms, none, values, np.zeros(12, np.int64)))
    with TestClient(create_app(office), base_url=HERE) as client:
        yield client


def ask(client: Client, query: str = "", key: FreshKey | None = None) -> Any:
    headers = {} if key is None else shown(key)
    return client.get(f"/v1/telemetry/{PROBE}{query}", headers=headers)


def test_an_hour_is_told_by_its_mean_and_its_extremes(read: Client) -> None:
    told = ask(read, "?from=2026-03-02&to=2026-03-02&every=1h").json()
    inlet, temperature = told["series"]
    assert inlet["quantity"] == "inlet_mg_per_m3"
    first, second = inlet["points"]
    # Below detection counts as half the limit of 0.1 in the books; here the value stands as read.
    assert (first["at"], first["readings"], first["below_detection"]) == (
        "2026-03-02T00:00:00+08:00",
        6,
        1,
    )
    assert (second["mean"], second["least"], second["most"]) == (95, 70, 120)
    assert [point["mean"] for point in temperature["points"]] == [25, 25]
    assert told["last_reading"] == "2026-03-02T01:50:00+08:00"
    assert (told["since"], told["until"], told["every_s"]) == (
        "2026-03-02T00:00:00+08:00",
        "2026-03-03T00:00:00+08:00",
        3600,
    )


def test_a_stretch_is_half_open(read: Client) -> None:
    query = "?from=2026-03-02T00:10:00%2B08:00&to=2026-03-02T00:30:00%2B08:00&every=10m"
    (inlet, _) = ask(read, query).json()["series"]
    assert [point["mean"] for point in inlet["points"]] == [20, 30]


def test_without_more_the_last_day_is_shown_in_as_many_points_as_are_useful(read: Client) -> None:
    told = ask(read).json()
    assert told["until"] == TODAY.isoformat()
    assert told["since"] == (TODAY - timedelta(days=1)).isoformat()
    # 1,440 minutes are more than 500, 288 stretches of five are not.
    assert told["every_s"] == 300


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?from=yesterday", "from"),
        ("?to=2026-02-30", "to"),
        ("?from=2026-03-03&to=2026-03-02", "from"),
        ("?every=10s", "every"),
    ],
)
def test_what_cannot_be_asked_is_told_by_its_parameter(
    read: Client, query: str, field: str
) -> None:
    answer = ask(read, query)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_a_time_span_has_so_many_points_at_most(read: Client) -> None:
    begin = TODAY - timedelta(minutes=MOST_POINTS)
    as_typed = begin.isoformat().replace("+", "%2B")
    assert ask(read, f"?from={as_typed}&every=1m").json()["every_s"] == 60
    longer = (begin - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    assert ask(read, f"?from={longer}&every=1m").json()["every_s"] == 300
    assert ask(read, "?from=1990-01-01&every=1m").json()["every_s"] == 86_400


def test_an_instrument_that_nobody_knows_is_not_there(read: Client) -> None:
    answer = read.get("/v1/telemetry/NOBODY")
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing-under-this-number")


def test_whoever_sees_the_enterprise_sees_its_readings(read: Client, office: Office) -> None:
    def status(role: Role, *over: str) -> int:
        return ask(read, key=give(office, role, *over)).status_code

    assert status(Role.ENTERPRISE, FURNITURE) == 200
    assert status(Role.TOWN, TOWN) == 200
    assert status(Role.AUDITOR) == 200
    assert status(Role.ENTERPRISE, PRINTING) == 404
    assert status(Role.TOWN, "330411001") == 404
    assert status(Role.OPERATOR) == 403
