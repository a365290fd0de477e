"""How an engine means to answer: which tables it would read from end to end."""

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, inspect

_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.IGNORECASE)
_SCAN = re.compile(r"SCAN (\w+)")

Asked = tuple[str, Any]
"""A statement as the driver gets it, and its values."""


def asked_by(engine: Engine, question: Callable[[], object]) -> list[Asked]:
    """Every SELECT that a question leads to."""
    with _listening(engine) as heard:
        question()
    return [(statement, values) for statement, values in heard if "SELECT" in statement]


def scanned(connection: Connection, asked: Sequence[Asked]) -> set[str]:
    """The tables that would be read from end to end."""
    on_sqlite = connection.dialect.name == "sqlite"
    scans = _scanned_by_sqlite if on_sqlite else _scanned_by_postgresql
    return {table for statement, values in asked for table in scans(connection, statement, values)}


def large_tables(connection: Connection, rows: int) -> set[str]:
    """The tables that have more rows than so many."""
    tables = inspect(connection).get_table_names()
    return {
        table
        for table in tables
        if connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() > rows
    }


@contextmanager
def _listening(engine: Engine) -> Generator[list[Asked]]:
    heard: list[Asked] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        heard.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def _scanned_by_sqlite(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    tables = {alias or table: table for table, alias in _NAMED.findall(statement)}
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    for step in steps:
        scan = _SCAN.match(step[3])
        if scan:
            yield tables.get(scan[1], scan[1])


def _scanned_by_postgresql(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    yield from _sequential(found[0]["Plan"])


def _sequential(plan: Mapping[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _sequential(part)
