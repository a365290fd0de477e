"""What every `Followers` keeps to, on each engine."""

from collections.abc import Generator

import pytest
from sqlalchemy import text

from adapters.sql.engine import writing
from adapters.sql.views.followers import PROJECTIONS
from application.ports.followers import Difference, Followers, RebuildProgress
from tests.course import note_everything
from tests.small_ledger import firm
from tests.view_desk import FILLED, ViewDesk, at, one_round, open_view_desk

TABLES = [(projection.name, table) for projection in PROJECTIONS for table in projection.tables]


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        yield opened


@pytest.fixture
def followers(desk: ViewDesk) -> Followers:
    return desk.followers


def fill_every_table(desk: ViewDesk) -> None:
    """Let so much happen that no table is empty."""
    desk.take(one_round())
    note_everything(desk.log)
    desk.followers.catch_up()


def change(desk: ViewDesk, statement: str) -> None:
    """Tamper with a view behind the program's back."""
    with writing(desk.engine) as connection:
        connection.execute(text(statement))


def test_a_new_follower_stands_before_the_first_fact(followers: Followers) -> None:
    assert {each.follower for each in followers.status()} == {each.name for each in PROJECTIONS}
    assert {(each.position, each.lag, each.stopped) for each in followers.status()} == {
        (0, 0, None)
    }


def test_following_brings_every_view_to_the_head(desk: ViewDesk, followers: Followers) -> None:
    desk.take(one_round())
    head = desk.log.head()
    assert {(each.position, each.lag) for each in followers.status()} == {(head, 0)}
    assert followers.wait_for(head, timeout_s=0)
    assert not followers.wait_for(head + 1, timeout_s=0)


def test_views_that_nobody_touched_are_what_the_log_says(
    desk: ViewDesk, followers: Followers
) -> None:
    desk.take(one_round())
    assert followers.differences() == []


def test_a_row_that_vanished_from_any_table_is_named(desk: ViewDesk, followers: Followers) -> None:
    fill_every_table(desk)
    vanished = {(follower, table.name, _take_away(desk, table.name)) for follower, table in TABLES}
    found = followers.differences()
    assert {(each.follower, each.table, each.row) for each in found} == vanished
    assert len(found) == len(TABLES)
    assert {(each.live, each.expected is None) for each in found} == {(None, False)}


def _take_away(desk: ViewDesk, table: str) -> str:
    """Delete the first row of a table and tell which it was."""
    with desk.engine.connect() as connection:
        first = text(f"SELECT position, line FROM {table} ORDER BY position, line LIMIT 1")
        position, line = connection.execute(first).one()
    change(desk, f"DELETE FROM {table} WHERE position = {position} AND line = {line}")
    return f"{position}.{line}"


def test_a_changed_mass_is_named_with_its_column(desk: ViewDesk, followers: Followers) -> None:
    desk.take(one_round())
    change(desk, "UPDATE ledger_flow SET mass_g = mass_g + 1 WHERE entry = 'kiln-out'")
    (found,) = followers.differences()
    assert found == Difference(
        "carbon-ledger", "ledger_flow", found.row, "mass_g", "1700001", "1700000"
    )
    assert [each.object for each in desk.ledger.unbalanced(at())] == ["batch:RK20220906"]


def test_a_row_that_nobody_recorded_is_named(desk: ViewDesk, followers: Followers) -> None:
    desk.take(one_round())
    change(desk, "INSERT INTO audit_owner VALUES (999, 0, 'lot:X', 'nobody')")
    (found,) = followers.differences()
    assert (found.table, found.row, found.expected) == ("audit_owner", "999.0", None)


def test_only_so_many_differences_are_named(desk: ViewDesk, followers: Followers) -> None:
    desk.take(one_round())
    change(desk, "DELETE FROM audit_entry")
    assert len(followers.differences(limit=3)) == 3


def test_forgetting_a_person_changes_no_view(desk: ViewDesk, followers: Followers) -> None:
    desk.take(one_round())
    (entry,) = desk.registers.enterprises(at())
    assert entry.contact is not None
    assert desk.vault.erase(entry.contact.subject)
    assert desk.vault.open(entry.contact) is None
    assert followers.differences() == []


def test_every_view_that_is_folded_again_is_sound(desk: ViewDesk, followers: Followers) -> None:
    fill_every_table(desk)
    before = followers.status()
    for _, table in TABLES:
        _take_away(desk, table.name)
    told: set[tuple[str, int]] = set()

    def tell(follower: str, _done: int, expected: int) -> None:
        told.add((follower, expected))

    progress: RebuildProgress = tell
    rebuilt = [followers.rebuild(each.follower, progress) for each in before]
    assert rebuilt == before == followers.status()
    assert told == {(each.follower, desk.log.head()) for each in before}
    assert followers.differences() == []
    assert desk.ledger.totals(at()).closing_difference_g == 0


def test_a_rebuild_that_is_broken_off_is_told_and_leaves_the_view_as_it_was(
    desk: ViewDesk, followers: Followers
) -> None:
    desk.take(one_round())
    before = desk.ledger.accounts(at())

    def break_off(_follower: str, _done: int, _expected: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        followers.rebuild("carbon-ledger", break_off)
    (unfinished,) = [each for each in followers.status() if each.rebuilding]
    assert unfinished.follower == "carbon-ledger"
    assert desk.ledger.accounts(at()) == before
    assert followers.rebuild("carbon-ledger").rebuilding is None
    assert desk.ledger.accounts(at()) == before


def test_following_a_second_time_changes_nothing(desk: ViewDesk, followers: Followers) -> None:
    desk.take(firm(FILLED))
    before = desk.ledger.accounts(at())
    followers.catch_up()
    assert desk.ledger.accounts(at()) == before
