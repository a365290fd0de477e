"""An address may name several hosts, as PostgreSQL's own programs take them."""

from collections.abc import Generator

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from adapters.sql.engine import open_engine
from tests.databases import empty_database

NOBODY = "127.0.0.1:1"


@pytest.fixture
def url(postgres: str) -> Generator[str]:
    with empty_database(postgres) as database:
        yield database


def _with_nobody_first(url: str, query: str = "") -> str:
    before, _, rest = url.rpartition("@")
    host, _, database = rest.partition("/")
    host = host if ":" in host else f"{host}:5432"
    return f"{before}@{NOBODY},{host}/{database}{query}"


@pytest.mark.parametrize("query", ["", "?target_session_attrs=read-write&connect_timeout=3"])
def test_the_host_that_answers_is_taken(url: str, query: str) -> None:
    engine = open_engine(_with_nobody_first(url, query))
    try:
        assert engine.url.database == url.rpartition("/")[2]
        with engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT current_database()").scalar()
        assert found == engine.url.database
    finally:
        engine.dispose()


def test_a_server_that_only_reads_is_passed_over(url: str) -> None:
    read_only = f"{_with_nobody_first(url)}?target_session_attrs=read-only"
    engine = open_engine(read_only)
    try:
        with pytest.raises(OperationalError):
            engine.connect()
    finally:
        engine.dispose()


def test_a_password_is_not_told() -> None:
    engine = open_engine("postgresql://office:geheim@h1:5432,h2:5433/carbon")
    assert "geheim" not in engine.url.render_as_string(hide_password=True)
    engine.dispose()


def test_an_error_does_not_repeat_what_was_asked_with(database: str) -> None:
    engine = open_engine(database)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE person (name TEXT CHECK (name = ''))")
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        with engine.connect() as connection, pytest.raises(IntegrityError) as failed:
            connection.exec_driver_sql(f"INSERT INTO person VALUES ({mark})", ("林工",))
        assert "[SQL parameters hidden" in str(failed.value)
    finally:
        engine.dispose()
