"""What is in the log stays in the log, whoever holds the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.sql.engine import writing
from tests.logbook import LOT_A, Office, asked, received

TABLES = ("fact", "command")
POSTGRES_TABLES = (*TABLES, "epoch", "seal")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET command_id = 'x'", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted(office: Office, table: str, statement: str) -> None:
    office.log.perform(received(LOT_A), asked("1"))
    with pytest.raises(DBAPIError, match="append-only"), writing(office.engine) as connection:
        connection.execute(text(statement.format(table)))
    assert office.log.head() == 1


@pytest.mark.parametrize("table", POSTGRES_TABLES)
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


def test_no_epoch_is_rewritten(office: Office) -> None:
    with writing(office.engine) as connection:
        connection.execute(text("INSERT INTO epoch VALUES (2, 'now', 'tried out', 'tester', 0, 0)"))
    with pytest.raises(DBAPIError, match="append-only"), writing(office.engine) as connection:
        connection.execute(text("UPDATE epoch SET reason = 'nothing happened'"))
