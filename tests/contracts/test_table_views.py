"""What the views for colleagues keep to, on each engine: they are the tables, and stay so."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import inspect, text

from adapters.clock import SystemClock
from adapters.sql.rebuilding import Rebuild
from adapters.sql.tables.rows import TableRowsInSql
from adapters.sql.tables.sql_views import TableViewsInSql
from application.ports.followers import silent
from application.ports.table_views import TableView, TableViews
from application.tables.catalogue import TABLES
from application.tables.declared import Kind, Table
from application.tables.plants import SWAPS
from application.view import View
from application.viewpoint import Viewpoint
from projections.health_board import HEALTH_BOARD, STARTED
from projections.registers import REGISTERS
from projections.rows import Change, Noted, Projection, Recall
from projections.rows import Table as Rows
from tests.databases import empty_database
from tests.logbook import CODEC
from tests.peopled import A_WHOLE_DISTRICT, peopled
from tests.view_desk import ViewDesk

NAMES = [f"tanguanjia_t_{table.name}" for table in TABLES]
VIEWS = (View.REGISTERS, View.HEALTH, View.CUSTODY)


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with peopled(A_WHOLE_DISTRICT, database) as opened:
        yield opened


@pytest.fixture
def views(desk: ViewDesk) -> TableViews:
    made = TableViewsInSql(desk.engine)
    made.create()
    return made


def seen(desk: ViewDesk, table: Table) -> list[tuple[object, ...]]:
    """The rows of a view, in grams."""
    names = [column.name for column in table.columns]
    query = f"SELECT {', '.join(names)} FROM tanguanjia_t_{table.name} ORDER BY 1"
    with desk.engine.connect() as connection:
        found = connection.execute(text(query)).all()
    rows = [list(row) for row in found]
    for row in rows:
        for place in table.masses:
            row[place] = None if row[place] is None else round(row[place] * 1000)
    # PostgreSQL orders by its collation where SQL asks for it.
    return sorted((tuple(row) for row in rows), key=lambda row: str(row[0]))


def are_the_tables(desk: ViewDesk) -> bool:
    """Whether every view has the rows that a file of now would have."""
    rows, now = TableRowsInSql(desk.engine), Viewpoint.of(None, None, SystemClock().now())
    for table in TABLES:
        expected = rows.page(table, now, limit=10_000)
        assert seen(desk, table) == expected, table.name
        assert expected, table.name
    return True


def test_a_view_has_the_rows_of_the_table_of_now(desk: ViewDesk, views: TableViews) -> None:
    assert views.standing() == [TableView(name, there=True, current=True) for name in NAMES]
    assert are_the_tables(desk)


def test_masses_are_kilograms(desk: ViewDesk, views: TableViews) -> None:
    del views
    with desk.engine.connect() as connection:
        told = connection.execute(text("SELECT sum(removed_kg) FROM tanguanjia_t_swaps")).scalar()
    removed_g = sum(
        int(row[9] or 0)
        for row in TableRowsInSql(desk.engine).page(SWAPS, Viewpoint.latest(), limit=10_000)
    )
    assert SWAPS.columns[9].kind is Kind.MASS
    assert told is not None
    assert round(told * 1000) == removed_g > 0


def test_without_being_asked_for_there_are_none(desk: ViewDesk) -> None:
    views = TableViewsInSql(desk.engine)
    assert views.standing() == [TableView(name, there=False, current=False) for name in NAMES]
    desk.followers.rebuild(View.REGISTERS)
    assert not any(each.there for each in views.standing())


def test_they_outlive_every_rebuild(desk: ViewDesk, views: TableViews) -> None:
    for _ in range(2):
        for view in VIEWS:
            desk.followers.rebuild(view)
            assert all(each.there for each in views.standing())
            assert are_the_tables(desk)


def test_they_can_be_dropped_and_made_again(desk: ViewDesk, views: TableViews) -> None:
    views.drop()
    assert not any(each.there for each in views.standing())
    desk.followers.rebuild(View.REGISTERS)
    assert not any(each.there for each in views.standing())
    views.create()
    views.create()
    assert are_the_tables(desk)


def _without(projection: Projection, gone: Rows) -> Projection:
    """The view as another program might have it: without a table that ours read."""

    def fold(noted: Noted, recall: Recall) -> list[Change]:
        return [change for change in projection.fold(noted, recall) if change.table != gone]

    left = tuple(each for each in projection.tables if each != gone)
    return replace(projection, version=99, tables=left, fold=fold)


@pytest.mark.parametrize(
    ("projection", "gone"),
    [(REGISTERS, REGISTERS.tables[0]), (HEALTH_BOARD, STARTED)],
    ids=["registers", "health"],
)
def test_a_view_that_does_not_fit_is_left_out_until_it_does(
    desk: ViewDesk, views: TableViews, projection: Projection, gone: Rows
) -> None:
    Rebuild(desk.engine, _without(projection, gone), CODEC).carry_out(silent)
    there = {each.name for each in views.standing() if each.there}
    assert "tanguanjia_t_swaps" not in there
    assert "tanguanjia_t_lots" in there
    Rebuild(desk.engine, projection, CODEC).carry_out(silent)
    assert all(each.there for each in views.standing())
    assert are_the_tables(desk)


@pytest.fixture
def served(postgres: str) -> Generator[ViewDesk]:
    """A desk on the engine that keeps grants and comments, with the views on it."""
    with empty_database(postgres) as url, peopled(A_WHOLE_DISTRICT, url) as opened:
        TableViewsInSql(opened.engine).create()
        yield opened


def test_who_may_read_them_and_what_stands_on_them_outlives_a_rebuild(served: ViewDesk) -> None:
    desk, views = served, TableViewsInSql(served.engine)
    role = f"reader_{uuid4().hex[:12]}"
    with desk.engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {role}"))
        connection.execute(text(f"GRANT SELECT ON tanguanjia_t_swaps TO {role}"))
        connection.execute(text("CREATE VIEW theirs AS SELECT * FROM tanguanjia_t_swaps"))
    try:
        desk.followers.rebuild(View.REGISTERS)
        desk.followers.rebuild(View.HEALTH)
        views.create()
        with desk.engine.begin() as connection:
            counted = connection.execute(text("SELECT count(*) FROM theirs")).scalar()
            connection.execute(text(f"SET LOCAL ROLE {role}"))
            allowed = connection.execute(text("SELECT count(*) FROM tanguanjia_t_swaps")).scalar()
        assert counted == allowed == len(seen(desk, SWAPS))
    finally:
        with desk.engine.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))


def test_the_columns_are_told_in_chinese_where_the_database_can_keep_that(
    served: ViewDesk,
) -> None:
    with served.engine.connect() as connection:
        told = inspect(connection).get_columns("tanguanjia_t_swaps")
    assert [each.get("comment") for each in told] == [column.heading for column in SWAPS.columns]


READERS = 3


def test_who_reads_them_meanwhile_sees_every_row_at_every_moment(
    desk: ViewDesk, views: TableViews
) -> None:
    del views
    question = text("SELECT count(*) FROM tanguanjia_t_swaps")
    counted: list[object] = []
    over = Event()

    def read() -> None:
        while not over.is_set():
            with desk.engine.connect() as connection:
                counted.append(connection.execute(question).scalar())

    with ThreadPoolExecutor(READERS) as readers:
        reading = [readers.submit(read) for _ in range(READERS)]
        try:
            for view in (View.REGISTERS, View.HEALTH, View.REGISTERS):
                desk.followers.rebuild(view)
        finally:
            over.set()
        for each in reading:
            each.result(60)
    assert set(counted) == {len(seen(desk, SWAPS))}
    assert len(counted) > READERS
