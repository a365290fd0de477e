"""What every `TableRows` keeps to, on each engine."""

from collections.abc import Generator, Sequence

import pytest

from adapters.sql.tables.rows import TableRowsInSql
from application.ports.table_rows import Row, TableRows
from application.tables.carbon import LOTS, REGENERATIONS, TRANSFERS
from application.tables.catalogue import TABLES
from application.tables.changing import every_row
from application.tables.declared import Table
from application.tables.plants import ADSORBERS, ENTERPRISES, SWAPS
from application.tables.waste import STORED_IN, STORED_OUT, WASTE_GENERATED
from application.viewpoint import Viewpoint
from tests.small_ledger import ADSORBER, FIRM, KILN_LOT, NUMBER, RUN, VIRGIN, YARD
from tests.view_desk import ViewDesk, at, one_round, open_view_desk

KILOGRAM = 1000
FULL = 2_000 * KILOGRAM
SPENT = 2_100 * KILOGRAM
CONTAINER = f"C-{ADSORBER}-202209011000"
FILLED, SWAPPED = "2022-02-01T09:00:00+08:00", "2022-09-01T10:00:00+08:00"
WASTE = ("废活性炭", "HW49", "900-039-49")
OWNER = (FIRM, "洛东电子")


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def rows(desk: ViewDesk) -> TableRows:
    return TableRowsInSql(desk.engine)


EXPECTED: Sequence[tuple[Table, Sequence[Row]]] = (
    (
        ENTERPRISES,
        [(*OWNER, None, "", "", None, None, None, "2022-01-28", "2022-08-15")],
    ),
    (
        ADSORBERS,
        [
            (
                ADSORBER,
                *OWNER,
                "1#",
                "颗粒",
                2,
                FULL,
                15_200,
                12.0,
                10.0,
                "丁酮",
                "是",
                "2022-01-28",
                None,
            )
        ],
    ),
    (
        SWAPS,
        [
            (f"{ADSORBER}-{bed}-{number}", ADSORBER, bed, *OWNER, VIRGIN, *masses)
            for bed in (1, 2)
            for number, masses in (
                (1, (FILLED, FULL // 2, SWAPPED, SPENT // 2, (SPENT - FULL) // 2)),
                (2, (SWAPPED, FULL // 2, None, None, None)),
            )
        ],
    ),
    (
        WASTE_GENERATED,
        [
            (
                CONTAINER,
                SWAPPED,
                *OWNER,
                *WASTE,
                SPENT,
                None,
                1,
                ADSORBER,
                "委外利用处置",
                NUMBER,
            )
        ],
    ),
    (STORED_IN, [(CONTAINER, SWAPPED, *OWNER, None, 1, *WASTE, SPENT, CONTAINER)]),
    (
        STORED_OUT,
        [
            (
                CONTAINER,
                "2022-09-01",
                *OWNER,
                None,
                1,
                *WASTE,
                SPENT,
                CONTAINER,
                YARD,
                NUMBER,
            )
        ],
    ),
    (
        TRANSFERS,
        [
            (
                NUMBER,
                "2022-09-01",
                "2022-09-01",
                *OWNER,
                1,
                *WASTE,
                SPENT,
                YARD,
                "浙F1T40X",
                "2022-09-01",
                SPENT,
                None,
                SPENT,
                "已办结",
            )
        ],
    ),
    (
        REGENERATIONS,
        [
            (
                RUN,
                "2022-09-06",
                "2022-09-07",
                *WASTE,
                SPENT,
                1_700 * KILOGRAM,
                100 * KILOGRAM,
                300 * KILOGRAM,
                KILN_LOT,
            )
        ],
    ),
    (
        LOTS,
        [
            (VIRGIN, "新炭", "某炭业", None, "2022-01-04", 90_000_000, 86_000_000, 870, "JC1"),
            (KILN_LOT, "再生炭", "某炭业", RUN, "2022-09-08", 1_699_000, 1_699_000, 870, "JC1"),
        ],
    ),
)


def test_every_table_has_the_rows_that_the_facts_make(rows: TableRows) -> None:
    assert [table for table, _ in EXPECTED] == list(TABLES)
    for table, expected in EXPECTED:
        assert rows.page(table, at()) == expected, table.name


def test_a_table_is_read_page_by_page_in_order_of_its_key(rows: TableRows) -> None:
    for table, expected in EXPECTED:
        assert list(every_row(rows, table, at(), page=1)) == expected
        assert rows.page(table, at(), after=str(expected[-1][0])) == []


def test_a_table_tells_what_was_so_on_a_day(rows: TableRows) -> None:
    (generated,) = rows.page(WASTE_GENERATED, at("2022-09-01"))
    assert generated[-2:] == ("委外利用处置", NUMBER)
    assert rows.page(WASTE_GENERATED, at("2022-08-31")) == []
    assert rows.page(STORED_OUT, at("2022-08-31")) == []
    running = rows.page(SWAPS, at("2022-08-31"))
    assert [(row[0], row[-3:]) for row in running] == [
        (f"{ADSORBER}-1-1", (None, None, None)),
        (f"{ADSORBER}-2-1", (None, None, None)),
    ]
    (manifest,) = rows.page(TRANSFERS, at("2022-09-05"))
    assert (manifest[-2], manifest[-1]) == (None, "已办结")
    (run,) = rows.page(REGENERATIONS, at("2022-09-06"))
    assert run[2:] == (None, *WASTE, SPENT, None, None, None, None)
    assert [row[0] for row in rows.page(LOTS, at("2022-09-06"))] == [VIRGIN]
    waiting = rows.page(LOTS, at("2022-09-07"))[1]
    assert waiting == (KILN_LOT, "再生炭", None, RUN, None, None, None, None, None)


def test_nothing_was_known_before_it_was_recorded(rows: TableRows) -> None:
    for table in TABLES:
        assert rows.page(table, at(None, "2022-01-01")) == []
        assert rows.page(table, Viewpoint.latest()) == rows.page(table, at())
