"""What is in the log stays in the log, whoever holds the database."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.sql.engine import writing
from tests.logbook import LOT_A, Office, asked, received

TABLES = ("fact", "command")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET command_id = 'x'", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted(office: Office, table: str, statement: str) -> None:
    office.log.perform(received(LOT_A), asked("1"))
    with pytest.raises(DBAPIError, match="append-only"), writing(office.engine) as connection:
        connection.execute(text(statement.format(table)))
    assert office.log.head() == 1


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(office: Office, table: str) -> None:
    if office.engine.dialect.name == "sqlite":
        return  # it has no TRUNCATE
    with pytest.raises(DBAPIError, match="append-only"), writing(office.engine) as connection:
        connection.execute(text(f"TRUNCATE {table}"))


def test_no_row_is_replaced(office: Office) -> None:
    if office.engine.dialect.name != "sqlite":
        return  # it has no REPLACE
    office.log.perform(received(LOT_A), asked("1"))
    replace = "INSERT OR REPLACE INTO fact SELECT * FROM fact"
    with pytest.raises(DBAPIError, match="append-only"), writing(office.engine) as connection:
        connection.execute(text(replace))


def test_a_position_is_never_given_twice(office: Office) -> None:
    office.log.perform(received(LOT_A), asked("1"))
    with writing(office.engine) as connection:
        _without_its_guard(office, connection.exec_driver_sql)
    assert office.log.head() == 0
    assert office.log.perform(received(LOT_A), asked("2")).first == 2


def _without_its_guard(office: Office, execute: Callable[[str], object]) -> None:
    if office.engine.dialect.name == "sqlite":
        execute("DROP TRIGGER fact_delete")
    else:
        execute("DROP TRIGGER fact_is_kept ON fact")
    execute("DELETE FROM fact")
