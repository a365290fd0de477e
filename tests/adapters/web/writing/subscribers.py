"""Subscribing by the API, for tests."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from adapters.webhook.courier import HttpCourier
from adapters.wiring import open_office
from application.delivering import Deliverer
from tests.adapters.web.conftest import MovableClock
from tests.adapters.web.writing.conftest import EVENING, served
from tests.adapters.web.writing.scribe import Scribe
from tests.subscribing import HERE, PATIENCE_S

NOWHERE = "aaaaaaaaaaaaaaaa"
"""An id that no subscription has."""


@contextmanager
def near_receivers(folder: Path) -> Generator[Scribe]:
    """Serve empty books whose receivers may be on this machine."""
    url = f"sqlite:///{folder / 'books.sqlite'}"
    with open_office(url, clock=MovableClock(EVENING)) as office:
        courier = HttpCourier(HERE, within_s=PATIENCE_S)
        webhooks = replace(office.webhooks, rules=HERE, courier=courier)
        with served(replace(office, webhooks=webhooks)) as opened:
            yield opened


def opened(scribe: Scribe, url: str, **more: Any) -> dict[str, Any]:
    """Open a subscription; gives the answer."""
    answer = scribe.send("/v1/subscriptions", {"name": "看板", "url": url, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def at(identity: str, *path: str) -> str:
    """Where a subscription is found."""
    return "/".join(["/v1/subscriptions", identity, *path])


def shown(scribe: Scribe, identity: str, *path: str) -> dict[str, Any]:
    """Look at one."""
    answer = scribe.client.get(at(identity, *path))
    assert answer.status_code == 200, answer.text
    return answer.json()


def deliver(scribe: Scribe) -> None:
    """Deliver what is due, once the views know of it."""
    office = scribe.office
    assert office.followers.wait_for(office.log.head(), 10)
    Deliverer(office.webhooks).deliver_due()
