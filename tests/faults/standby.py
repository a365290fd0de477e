"""A PostgreSQL with a standby that must have every commit before it is acknowledged."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.servers import SECONDS_TO_START, PostgresServer

STANDBY = "standby1"
DATABASE = "carbon"
_PATIENTLY = (
    f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({STANDBY})'",
    "ALTER SYSTEM SET synchronous_commit = on",
    "SELECT pg_reload_conf()",
)
_SYNCHRONOUS = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'"


class StandbyServer(PostgresServer):
    """A server that was copied from another and follows it until it is promoted."""

    def __init__(self, programs: Path, primary: PostgresServer) -> None:
        """Copy the primary, which keeps for us what we have not received yet."""
        self._primary = primary
        super().__init__(programs)

    def _lay_out(self, data: str) -> None:
        address = f"host=127.0.0.1 port={self._primary.port} user=postgres"
        copying = self._launch(
            "pg_basebackup",
            f"--dbname={address} application_name={STANDBY}",
            f"--pgdata={data}",
            "--write-recovery-conf",
            "--create-slot",
            f"--slot={STANDBY}",
            "--wal-method=stream",
            "--checkpoint=fast",
            "--no-sync",
        )
        assert copying.wait() == 0, (self._folder / "log").read_text(errors="replace")

    def promote(self) -> None:
        """Take over."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("SELECT pg_promote()")


@contextmanager
def pair(programs: Path) -> Generator[tuple[PostgresServer, StandbyServer]]:
    """A primary with an empty database and its quorum-synchronous standby."""
    primary = PostgresServer(programs)
    try:
        primary.start()
        with psycopg.connect(primary.address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}".encode())
        standby = StandbyServer(programs, primary)
        try:
            standby.start()
            _commit_together(primary)
            yield primary, standby
        finally:
            standby.remove()
    finally:
        primary.remove()


def _commit_together(primary: PostgresServer) -> None:
    with psycopg.connect(primary.address, autocommit=True) as connection:
        for statement in _PATIENTLY:
            connection.execute(statement.encode())
        deadline = time.monotonic() + SECONDS_TO_START
        while connection.execute(_SYNCHRONOUS).fetchone() != (1,):
            assert time.monotonic() < deadline, "the standby never became synchronous"
            time.sleep(0.05)
