"""An instrument that sends to the API, as tests have it."""

import json
from collections.abc import Generator
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.limits import Limits
from application.office import Office
from domain.reading import Readings
from tests.adapters.web.conftest import HERE, Client, MovableClock
from tests.telemetry_district import DAY, PROBE, TODAY, install, key_of, settle

AT_MS = int(DAY.timestamp() * 1000)
PLENTY = Limits(device_batches_per_s=1e6, device_batches_at_once=10**6)


def row(second: int, **values: Any) -> dict[str, Any]:
    """A reading so many seconds into the day."""
    return {"at": AT_MS + 1000 * second, "inlet_mg_per_m3": 80.0, **values}


class Probe:
    """Sends as an instrument does."""

    def __init__(self, client: Client, key: str) -> None:
        """Send with a key."""
        self.client = client
        self.key = key

    def send(self, body: object, device: str = PROBE, **headers: str) -> Any:
        """Send a body, JSON unless it is bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/v1/telemetry/{device}", content=content, headers={**told, **named}
        )


@pytest.fixture
def settled(office: Office, clock: MovableClock) -> Office:
    """Books with an instrument in service."""
    clock.stands_at = TODAY
    settle(office)
    install(office)
    return office


@pytest.fixture
def probe(settled: Office) -> Generator[Probe]:
    """That instrument, with its key."""
    with TestClient(create_app(settled, limits=PLENTY), base_url=HERE) as client:
        yield Probe(client, key_of(settled))


def kept(office: Office) -> Readings:
    """Everything that is kept of the instrument."""
    return office.telemetry.read(PROBE, 0, 2**50)


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Give the problem that came back."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["detail"]
    assert problem["detail_en"]
    return problem
