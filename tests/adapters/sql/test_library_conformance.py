"""The eventsourcing library's own suites, on both engines."""

from collections.abc import Generator
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from sqlalchemy import Engine

from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.recorder import SqlRecorder
from adapters.sql.schema import migrate
from tests.databases import database_by_xid, empty_database


class OnOneEngine:
    """Gives each test of a suite a recorder on a database of its own."""

    engine: Engine
    recorder: SqlRecorder

    def create_recorder(self) -> SqlRecorder:
        return self.recorder

    def new_originator_id(self) -> str:
        # Our streams have names; the library leaves the type of an id to the application.
        return f"test:{uuid4()}"

    def _lay_out(self, url: str) -> Generator[None]:
        self.engine = open_engine(url)
        migrate(self.engine)
        self.recorder = open_book(self.engine)
        yield
        self.recorder.close()
        self.engine.dispose()


class OnSqlite(OnOneEngine):
    @pytest.fixture(autouse=True)
    def lay_out(self, tmp_path: Path) -> Generator[None]:
        yield from self._lay_out(f"sqlite:///{tmp_path / 'log.db'}")


class OnPostgres(OnOneEngine):
    @pytest.fixture(autouse=True)
    def lay_out(self, postgres: str) -> Generator[None]:
        with empty_database(postgres) as url:
            yield from self._lay_out(url)


class OnPostgresByXid(OnOneEngine):
    @pytest.fixture(autouse=True)
    def lay_out(self, postgres: str) -> Generator[None]:
        with database_by_xid(postgres) as url:
            yield from self._lay_out(url)


class ApplicationSuite(ApplicationRecorderTestCase[SqlRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestApplicationRecorderOnSqlite(OnSqlite, ApplicationSuite):
    pass


class TestApplicationRecorderOnPostgres(OnPostgres, ApplicationSuite):
    pass


class TestApplicationRecorderByXid(OnPostgresByXid, ApplicationSuite):
    pass


class TestTrackingRecorderOnSqlite(OnSqlite, TrackingRecorderTestCase):
    pass


class TestTrackingRecorderOnPostgres(OnPostgres, TrackingRecorderTestCase):
    pass


class TestProcessRecorderOnSqlite(OnSqlite, ProcessRecorderTestCase):
    pass


class TestProcessRecorderOnPostgres(OnPostgres, ProcessRecorderTestCase):
    pass


class TestProcessRecorderByXid(OnPostgresByXid, ProcessRecorderTestCase):
    pass


class TestNonInterleavingPositionsOnSqlite(OnSqlite, NonInterleavingNotificationIDsBaseCase):
    pass


class TestNonInterleavingPositionsOnPostgres(OnPostgres, NonInterleavingNotificationIDsBaseCase):
    pass


class TestNonInterleavingPositionsByXid(OnPostgresByXid, NonInterleavingNotificationIDsBaseCase):
    pass


# pytest would run the suites themselves, without an engine.
del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
del ProcessRecorderTestCase, TrackingRecorderTestCase, ApplicationSuite
