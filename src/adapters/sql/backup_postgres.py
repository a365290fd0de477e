"""A dump of a PostgreSQL database, taken by its own pg_dump in a snapshot whose head is known."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from adapters.sql.backup_manifest import Inside
from application.ports.backups import BackupDamaged, BackupFailed

_INSIDE = """
SELECT pg_export_snapshot(), (SELECT max(number) FROM schema_version),
    (SELECT coalesce(max(position), 0) FROM log),
    (SELECT recorded_at FROM log ORDER BY position DESC LIMIT 1)
"""
# How a connection's parameters are told to PostgreSQL's programs: never on the command line, where
# everybody on the machine can read a password.
_TOLD = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslrootcert": "PGSSLROOTCERT",
}


def copy(engine: Engine, draft: Path) -> Inside:
    """Dump the database into a file; writers go on meanwhile."""
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot, *inside = connection.exec_driver_sql(_INSIDE).one()
        dump = ["--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={draft}"]
        done = _run("pg_dump", dump, _environment(connection))
    if done.returncode != 0:
        raise BackupFailed(program="pg_dump", reason=_said(done))
    return Inside(*inside)


def read_through(file: Path) -> None:
    """Unpack a dump to its end and throw it away; raises `BackupDamaged`."""
    done = _run("pg_restore", [f"--file={os.devnull}", str(file)], os.environ)
    if done.returncode != 0:
        raise BackupDamaged(file=file, reason=_said(done))


def _environment(connection: Connection) -> dict[str, str]:
    """The very server that this connection is with, whichever of several hosts it is."""
    driver: Any = connection.connection.dbapi_connection
    parameters = driver.info.get_parameters()
    told = {_TOLD[name]: value for name, value in parameters.items() if name in _TOLD}
    own = {"PGHOST": driver.info.host, "PGPORT": str(driver.info.port)}
    password = {"PGPASSWORD": driver.info.password} if driver.info.password else {}
    return {**os.environ, **told, **own, **password}


def _run(
    program: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(program=program, reason="未安装 / not installed")
    return subprocess.run(  # noqa: S603 - PostgreSQL's own program, and no shell
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def _said(done: "subprocess.CompletedProcess[str]") -> str:
    lines = done.stderr.strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"
