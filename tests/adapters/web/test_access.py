"""Everybody with a key of his own, before every endpoint, about everything there is."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.wiring import open_office
from application.keys import fresh_key, issue
from application.office import Office, request
from domain.access import RIGHTS, Action, Caller, Resource, Role, Verdict, may
from domain.key import IssueKey
from domain.occurred import SHANGHAI, Occurred
from tests.adapters.web.access_table import TABLE, ListOf, OneThing, Row, SumOver
from tests.adapters.web.conftest import HERE, Client
from tests.peopled import A_WHOLE_DISTRICT, CALLERS, MovableClock, settle
from tests.relations import Relations

NOW = datetime(2022, 3, 1, 9, tzinfo=SHANGHAI)
UNKNOWN = {
    "enterprise": "91330411MAW7DF1000",
    "adsorber": "TADF999999",
    "receiver": "没有这家",
    "manifest": "20223304129999",
}
"""Numbers of the right shape that nobody bears."""


@dataclass(frozen=True)
class Wicket:
    """The API of the example district, and a key for each caller."""

    client: Client
    relations: Relations
    keys: dict[str, str]

    def ask(self, row: Row, address: str, key: str | None) -> "Answer":
        """Ask with a key, or with none."""
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        said = self.client.request(row.method, address, headers=headers)
        return Answer(said.status_code, said.json())
