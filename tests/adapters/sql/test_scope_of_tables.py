"""The 台账表 show what the policy lets be read; and a day with its changes is the later day."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.sql.tables.rows import TableRowsInSql
from application.ports.table_rows import Row, TableRows
from application.tables.catalogue import BY_NAME, TABLES
from application.tables.changing import Change, changes, every_row
from application.tables.declared import Table
from application.tables.tally import ChangeTally, Tally
from application.viewpoint import Viewpoint
from domain.access import Caller
from tests.lives import FIRST_DAY
from tests.onlooker import Onlooker
from tests.peopled import (
    A_WHOLE_DISTRICT,
    BEFORE_REGISTRATION,
    CALLERS,
    District,
    callers,
    districts,
    peopled,
    viewpoints,
)
from tests.view_desk import ViewDesk, at

KINDS: Mapping[str, str] = {
    "enterprises": "enterprise",
    "adsorbers": "adsorber",
    "swaps": "charge",
    "waste_generated": "container",
    "stored_in": "container",
    "stored_out": "container",
    "transfers": "manifest",
    "regenerations": "batch",
    "lots": "lot",
}


def _shown(looking: Onlooker) -> None:
    rows = TableRowsInSql(looking.desk.engine)
    for name, kind in KINDS.items():
        table = BY_NAME[name]
        every = list(every_row(rows, table, looking.whole))
        seen = [row for row in every if looking.sees(f"{kind}:{row[0]}")]
        assert list(every_row(rows, table, looking.at, page=2)) == seen, name


@settings(max_examples=5)
@example(A_WHOLE_DISTRICT, CALLERS, BEFORE_REGISTRATION)
@given(districts(), callers(), viewpoints())
def test_a_table_shows_its_caller_what_the_policy_lets_be_read(
    district: District, asking: Sequence[Caller], whole: Viewpoint
) -> None:
    with peopled(district) as desk:
        for caller in asking:
            _shown(Onlooker(desk, caller, whole))


def test_on_each_engine_a_table_shows_its_caller_what_he_may_read(database: str) -> None:
    with peopled(A_WHOLE_DISTRICT, database) as desk:
        for caller in CALLERS:
            _shown(Onlooker(desk, caller, at()))


def _of_day(number: int) -> Viewpoint:
    day = (FIRST_DAY + timedelta(days=number)).date().isoformat()
    return Viewpoint.of(day, day, FIRST_DAY)


def _carried_on(desk: ViewDesk, days: Sequence[int]) -> None:
    rows = TableRowsInSql(desk.engine)
    for table in TABLES:
        held: dict[object, Row] = {}
        tally = Tally(table)
        for number, day in enumerate(days):
            before = (
                _of_day(days[number - 1]) if number else Viewpoint.of("2000-01-01", None, FIRST_DAY)
            )
            _take(held, tally, rows, table, before, _of_day(day))
            whole = list(every_row(rows, table, _of_day(day)))
            assert [held[key] for key in sorted(held, key=str)] == whole, (table.name, day)
            assert tally == _summed(table, whole)


def _take(
    held: dict[object, Row],
    tally: Tally,
    rows: TableRows,
    table: Table,
    before: Viewpoint,
    after: Viewpoint,
) -> None:
    """Do what a receiver does with the changes."""
    found = ChangeTally(table)
    pair = every_row(rows, table, before, page=2), every_row(rows, table, after, page=3)
    for change, row in found.counted(changes(*pair)):
        if change is Change.WITHDRAWN:
            assert held.pop(row[0]) == row
        else:
            assert held.setdefault(row[0], row) is row
    tally.rows += found.net.rows
    for name, mass_g in found.net.grams.items():
        tally.grams[name] += mass_g


def _summed(table: Table, whole: Sequence[Row]) -> Tally:
    tally = Tally(table)
    for row in whole:
        tally.take(row)
    return tally


@settings(max_examples=8)
@example(A_WHOLE_DISTRICT, {3, 6, 40})
@given(districts(), st.sets(st.integers(0, 20), min_size=1, max_size=4))
def test_a_day_and_what_has_changed_since_make_the_later_day(
    district: District, days: set[int]
) -> None:
    with peopled(district) as desk:
        _carried_on(desk, sorted(days))


def test_on_each_engine_a_day_and_what_has_changed_make_the_later_day(database: str) -> None:
    with peopled(A_WHOLE_DISTRICT, database) as desk:
        _carried_on(desk, range(0, 16, 3))
