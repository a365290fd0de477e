"""A question that concerns little reads little, however long the log is: no table is scanned."""

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.sql import statements
from adapters.sql.tables.rows import TableRowsInSql
from adapters.sql.views.announced import AnnouncedInSql
from adapters.sql.views.audit import AuditInSql
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.events import EventFeedInSql
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from application.tables.carbon import TRANSFERS
from application.tables.plants import SWAPS
from application.tables.waste import STORED_IN, STORED_OUT, WASTE_GENERATED
from application.viewpoint import Viewpoint
from domain.access import EVERYTHING, Scope
from domain.identifiers import ManifestNumber
from tests.adapters.sql.plans import asked_by, large_tables, scanned
from tests.bench.district.years import Size
from tests.bench.lived import Lived, lived, sqlite_url
from tests.databases import empty_database

LARGE = 4_000
"""Rows; whoever reads a smaller table from end to end may well be right."""


class Asking:
    """All views of a district, and what is asked for."""

    def __init__(self, district: Lived) -> None:
        engine = district.engine
        self.engine = engine
        self.registers = RegistersInSql(engine)
        self.ledger = LedgerInSql(engine)
        self.custody = CustodyInSql(engine)
        self.health = HealthInSql(engine)
        self.announced = AnnouncedInSql(engine)
        self.audit = AuditInSql(engine, FactCodec(PUBLISHED, UPCASTERS))
        self.feed = EventFeedInSql(engine, FactCodec(PUBLISHED, UPCASTERS))
        self.tables = TableRowsInSql(engine)
        self.at: Viewpoint = district.office.viewpoint()
        self.firm = district.filled.enterprise
        self.own = replace(self.at, scope=Scope(enterprises=frozenset({self.firm})))
        self.plant = district.filled.adsorber
        self.middle = district.filled.facts // 2
        self.batch = f"batch:{district.filled.batch}"


QUESTIONS: dict[str, Callable[[Asking], object]] = {
    "replay of one enterprise": lambda ask: ask.audit.enterprise(
        ask.firm, ask.at, after=ask.middle
    ),
    "one stream": lambda ask: ask.audit.stream(f"adsorber:{ask.plant}", ask.at),
    "late facts after a position": lambda ask: ask.audit.late(ask.at, after=ask.middle, limit=20),
    "events after a position": lambda ask: ask.feed.page(ask.middle, 100, EVERYTHING),
    "custody step by step": lambda ask: ask.custody.trail(ask.batch, ask.at, most_nodes=60),
    "a bare number": lambda ask: ask.custody.find(ask.batch.partition(":")[2], ask.at),
    "one adsorber": lambda ask: ask.registers.adsorber(ask.plant, ask.at),
    "the health of one adsorber": lambda ask: ask.health.adsorber(ask.plant, ask.at),
    "the health of one enterprise": lambda ask: ask.health.enterprise(ask.firm, ask.at),
    "the health board": lambda ask: ask.health.board(ask.at),
    "a page of enterprises": lambda ask: ask.registers.enterprises(ask.at, after=ask.firm),
    **{
        f"a page of the table {table.name}": lambda ask, table=table, after=after: ask.tables.page(
            table, ask.at, after=after, limit=20
        )
        for table, after in (
            (SWAPS, "TA0004"),
            (WASTE_GENERATED, "C-TA0004"),
            (STORED_IN, "C-TA0004"),
            (STORED_OUT, "C-TA0004"),
            (TRANSFERS, "2016"),
        )
    },
    "a page of lots": lambda ask: ask.registers.lots(ask.at, after="ZS16", limit=20),
    "a page of containers": lambda ask: ask.registers.containers(
        ask.at, after="C-TA0004", limit=20
    ),
    "a page of one enterprise's containers": lambda ask: ask.registers.containers(
        ask.at, enterprise=ask.firm, limit=20
    ),
    "a page of one enterprise's manifests": lambda ask: ask.registers.manifests(
        ask.at, enterprise=ask.firm, limit=20
    ),
    "a page of accounts": lambda ask: ask.ledger.accounts(ask.at, after="charge:TA0004", limit=20),
    "a page of one kind's accounts": lambda ask: ask.ledger.accounts(
        ask.at, kind="manifest", after="manifest:2016330400", limit=20
    ),
    "a page of one enterprise's accounts": lambda ask: ask.ledger.accounts(
        ask.at, enterprise=ask.firm, limit=20
    ),
    "the ledger of one enterprise": lambda ask: ask.ledger.totals(ask.at, ask.firm),
    "the kiln runs": lambda ask: ask.ledger.kiln_runs(ask.at),
    "announced containers": lambda ask: ask.announced.containers_announced(
        ManifestNumber("20163304000001")
    ),
}

OF_ONES_OWN: dict[str, Callable[[Asking], object]] = {
    "the facts recorded late": lambda ask: ask.audit.late(ask.own, limit=20),
    "events after a position": lambda ask: ask.feed.page(ask.middle, 100, ask.own.scope),
    "custody step by step": lambda ask: ask.custody.trail(
        f"charge:{ask.plant}-1-1", ask.own, most_nodes=60
    ),
    "a bare number": lambda ask: ask.custody.find(f"{ask.plant}-1-1", ask.own),
    "the adsorbers": lambda ask: ask.registers.adsorbers(ask.own),
    "a page of manifests": lambda ask: ask.registers.manifests(ask.own, limit=20),
    "the health board": lambda ask: ask.health.board(ask.own),
    "a page of accounts": lambda ask: ask.ledger.accounts(ask.own, limit=20),
    "the kiln runs": lambda ask: ask.ledger.kiln_runs(ask.own),
}

LOG_STATEMENTS: dict[str, tuple[str, tuple[object, ...]]] = {
    "a life": (statements.SPELLED, ("adsorber:TA00042001",)),
    "a life up to a version": (statements.SPELLED_UPTO, ("adsorber:TA00042001", 3)),
    "the facts of a stream": (statements.STREAM, ("adsorber:TA00042001",)),
    "a page of the log after a position": (statements.PAGE, (10_000, 100)),
    "a command id": (statements.KNOWN, ("换炭记录",)),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def asking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Asking]:
    """A district with twenty thousand facts on each engine."""
    folder: Path = tmp_path_factory.mktemp("plans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANGUANJIA_DATA", str(folder))
        if request.param == "sqlite":
            with lived(sqlite_url(folder), Size(20_000)) as district:
                yield Asking(district)
        else:
            server = request.getfixturevalue("postgres")
            with empty_database(server) as url, lived(url, Size(20_000)) as district:
                yield Asking(district)


@pytest.fixture
def connection(asking: Asking) -> Generator[Connection]:
    with asking.engine.connect() as connection:
        yield connection


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_small_question_scans_no_large_table(
    question: str, asking: Asking, connection: Connection
) -> None:
    asked = asked_by(asking.engine, lambda: QUESTIONS[question](asking))
    assert asked
    assert not scanned(connection, asked) & large_tables(connection, LARGE)


@pytest.mark.parametrize("question", list(OF_ONES_OWN))
def test_what_an_enterprise_asks_of_its_own_scans_no_large_table(
    question: str, asking: Asking, connection: Connection
) -> None:
    asked = asked_by(asking.engine, lambda: OF_ONES_OWN[question](asking))
    assert asked
    assert not scanned(connection, asked) & large_tables(connection, LARGE)


@pytest.mark.parametrize("what", list(LOG_STATEMENTS))
def test_the_log_is_asked_by_its_indexes(what: str, connection: Connection) -> None:
    statement, values = LOG_STATEMENTS[what]
    if connection.dialect.name == "postgresql":
        statement = statement.replace("?", "%s")
    assert not scanned(connection, [(statement, values)]) & large_tables(connection, LARGE)


def test_the_books_of_all_are_summed_from_what_has_nothing_else(
    asking: Asking, connection: Connection
) -> None:
    """On SQLite an index; PostgreSQL reads the table with several workers and has no such index."""
    asked = asked_by(asking.engine, lambda: asking.ledger.totals(asking.at))
    indexes = {index["name"] for index in inspect(connection).get_indexes("ledger_flow")}
    if connection.dialect.name == "postgresql":
        assert "ledger_flow_by_entry" not in indexes
        return
    told = [
        step[3]
        for statement, values in asked
        for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    assert "SCAN ledger_flow USING COVERING INDEX ledger_flow_by_entry" in told
    assert "SCAN ledger_stock USING COVERING INDEX ledger_stock_by_entry" in told


def test_a_scan_is_seen_where_there_is_one(connection: Connection) -> None:
    everything = [("SELECT sum(entry.mass_g) FROM ledger_flow entry", ())]
    assert scanned(connection, everything) == {"ledger_flow"}
    assert "ledger_flow" in large_tables(connection, LARGE)
