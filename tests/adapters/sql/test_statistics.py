"""After many facts PostgreSQL knows how much there is of what, with or without autovacuum."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, text

from adapters.sql import statistics
from tests.databases import empty_database
from tests.view_desk import ViewDesk, one_round, open_view_desk

VIEWS = ("audit_entry", "ledger_flow", "register_card")


def looked_at(connection: Connection, tables: Iterable[str]) -> dict[str, float]:
    """How many rows PostgreSQL believes each table to have; -1 where it has never looked."""
    ask = text("SELECT relname, reltuples FROM pg_class WHERE relname = ANY(:names)")
    found = connection.execute(ask, {"names": [*tables]})
    return {row.relname: row.reltuples for row in found}


def counted(connection: Connection, tables: Iterable[str]) -> dict[str, float]:
    return {
        table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        for table in tables
    }


def all_are_known(desk: ViewDesk) -> bool:
    tables = ("fact", *VIEWS)
    with desk.engine.connect() as connection:
        return looked_at(connection, tables) == counted(connection, tables)


def test_many_facts_are_looked_through(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "MANY", 5)
    with empty_database(postgres) as url, open_view_desk(url) as desk:
        assert not all_are_known(desk)
        desk.take(one_round())
        assert all_are_known(desk)


def test_a_rebuilt_view_is_looked_through_before_it_is_asked(postgres: str) -> None:
    with empty_database(postgres) as url, open_view_desk(url) as desk:
        desk.take(one_round())
        for view in ("audit-trail", "carbon-ledger", "registers"):
            desk.followers.rebuild(view)
        assert all_are_known(desk)


def test_a_table_that_is_gone_is_passed_over(postgres: str) -> None:
    with empty_database(postgres) as url, open_view_desk(url) as desk:
        statistics.look_through(desk.engine, ["gone", "fact"])
        with desk.engine.connect() as connection:
            assert looked_at(connection, ["fact"]) == {"fact": 0}
