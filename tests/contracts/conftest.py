"""What several suites of one port share."""

from collections.abc import Generator

import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.telemetry import TelemetryInSql
from application.ports.telemetry_store import TelemetryStore
from tests.slates import Slate
from tests.telemetry_in_memory import TelemetryInMemory


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Generator[TelemetryStore]:
    if request.param == "memory":
        yield TelemetryInMemory()
        return
    engine: Engine = request.getfixturevalue(request.param)
    yield TelemetryInSql(engine)


@pytest.fixture
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Generator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('readings')}/books.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql(slate: Slate) -> Generator[Engine]:
    with slate.clean() as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()
