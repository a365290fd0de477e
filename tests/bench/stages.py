"""Where the races are run: a file of SQLite, or a database of its own on a PostgreSQL."""

import os
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from unittest.mock import patch

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL

from tests.bench.contestant import ByHand, Contestant
from tests.bench.floors.postgres import PostgresFloor
from tests.bench.floors.sqlite import SqliteFloor
from tests.bench.library.contestants import LibraryOnPostgres, LibraryOnSqlite
from tests.bench.ours import Ours
from tests.bench.rounds import DEFAULT, FLOOR, OURS

PROJECT = Path(__file__).parents[2]


class Stage(Protocol):
    """An engine that gives out new, empty databases."""

    name: str

    def floor(self) -> SqliteFloor | PostgresFloor:
        """Open a floor on a database of its own."""
        ...

    def url(self) -> str:
        """Make a database and give its address, as `--db` takes it."""
        ...

    def default(self) -> Contestant:
        """Open the library's default on a database of its own."""
        ...


class SqliteStage:
    """Files in a folder; it should lie on the disk that a real database would lie on."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        """Use a folder that someone else removes."""
        self._folder = folder
        self._numbers = count()

    def floor(self) -> SqliteFloor:
        """Open a floor on a file of its own."""
        return SqliteFloor(self._file())

    def url(self) -> str:
        """Name a file that does not exist yet."""
        return f"sqlite:///{self._file()}"

    def default(self) -> LibraryOnSqlite:
        """Open the library's default on a file of its own."""
        return LibraryOnSqlite(self._file())

    def _file(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"


class PostgresStage:
    """Databases that are dropped in the end."""

    name = "PostgreSQL"

    def __init__(self, address: str) -> None:
        """Use a server in which databases may be created."""
        self._address = address
        self._made: list[str] = []

    def floor(self) -> PostgresFloor:
        """Open a floor on a database of its own."""
        return PostgresFloor(make_conninfo(self._address, dbname=self._create()))

    def url(self) -> str:
        """Create a database and give its address."""
        parts = conninfo_to_dict(self._address)
        return URL.create(
            "postgresql",
            username=_text(parts.get("user")),
            password=_text(parts.get("password")),
            host=_text(parts.get("host")),
            port=int(parts.get("port") or 5432),
            database=self._create(),
        ).render_as_string(hide_password=False)

    def default(self) -> LibraryOnPostgres:
        """Open the library's default on a database of its own."""
        return LibraryOnPostgres(make_conninfo(self._address, dbname=self._create()))

    def drop_all(self) -> None:
        """Drop what was created."""
        with psycopg.connect(self._address, autocommit=True) as server:
            for name in self._made:
                server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _create(self) -> str:
        name = f"tanguanjia_bench_{os.getpid()}_{len(self._made)}"
        with psycopg.connect(self._address, autocommit=True) as server:
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        self._made.append(name)
        return name


def _text(part: object) -> str | None:
    return None if part is None else str(part)


@contextmanager
def stages(postgres: str | None) -> Generator[list[Stage]]:
    """Both engines, or SQLite alone where there is no PostgreSQL.

    The files lie in the project's folder: what is called temporary may be memory, and flush
    nothing.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix=".bench-", dir=PROJECT))
        # The secret of a PostgreSQL database is kept in the data folder, which is not to be ours.
        stack.enter_context(patch.dict(os.environ, {"TANGUANJIA_DATA": folder}))
        found: list[Stage] = [SqliteStage(Path(folder))]
        if postgres is not None:
            server = PostgresStage(postgres)
            stack.callback(server.drop_all)
            found.append(server)
        yield found


@contextmanager
def field(stage: Stage) -> Generator[Mapping[str, Contestant]]:
    """All three, each on a database of its own."""
    with ExitStack() as stack:
        contestants: dict[str, Contestant] = {
            FLOOR: ByHand(stage.floor()),
            OURS: Ours(stage.url()),
            DEFAULT: stage.default(),
        }
        for contestant in contestants.values():
            stack.callback(contestant.close)
        yield contestants
