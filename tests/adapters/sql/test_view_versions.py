"""A view that another version wrote is rebuilt, and served meanwhile if it can be read."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from sqlalchemy import inspect, text

from adapters.sql.rebuilding import RebuiltByAnotherVersion
from adapters.sql.views.followers import FollowersInSql
from application.ports.followers import Form, silent
from projections.rows import Assert, Change, Noted, Recall, Table
from tests.logbook import CODEC, Office
from tests.rebuilds import PAGE, break_off, rebuild
from tests.seen import OTHER, SEEN, WATCH, draw, every_position, seen, tables, watching

OTHERWISE = replace(WATCH, version=2, fold=watching(told="!"))


def told(office: Office) -> set[str]:
    """What the rows end in."""
    with office.engine.connect() as connection:
        return {row[-1:] for row in connection.execute(text("SELECT stream FROM seen")).scalars()}


def test_a_view_of_another_version_is_served_as_it_is_until_it_is_rebuilt(
    office: Office, followers: FollowersInSql
) -> None:
    newer = FollowersInSql(office.engine, CODEC, (OTHERWISE,))
    draw(office, 1)
    (watch,) = newer.catch_up()
    assert (watch.form, watch.lag) == (Form.OUTDATED, 1)
    assert newer.differences() == []
    assert told(office) == {"A"}
    assert newer.rebuild("watch").form is Form.CURRENT
    assert told(office) == {"!"}
    assert seen(office) == every_position(office)
    assert [each.form for each in followers.status()] == [Form.OUTDATED]


def test_an_older_program_goes_on_following_until_the_switch_and_not_a_fact_longer(
    office: Office, followers: FollowersInSql
) -> None:
    def follow_on(*_: object) -> None:
        if len(every_position(office)) < 20:
            draw(office, 2)
            followers.catch_up()
            assert seen(office) == every_position(office)
            assert told(office) == {"A"}

    rebuild(office, OTHERWISE).carry_out(follow_on, PAGE)
    draw(office, 1)
    (older,) = followers.catch_up()
    assert older.lag == 1
    assert told(office) == {"!"}


@pytest.mark.parametrize("asked_by", [(), (("line",),), (*SEEN.asked_by, ("stream", "position"))])
def test_a_view_with_other_indexes_is_served_as_it_is_until_it_is_rebuilt(
    asked_by: tuple[tuple[str, ...], ...], office: Office, followers: FollowersInSql
) -> None:
    indexed = replace(SEEN, asked_by=asked_by)
    faster = replace(WATCH, tables=(indexed,), fold=watching(indexed))
    newer = FollowersInSql(office.engine, CODEC, (faster,))
    draw(office, 1)
    (watch,) = newer.catch_up()
    assert (watch.form, watch.lag) == (Form.OUTDATED, 1)
    assert newer.rebuild("watch").form is Form.CURRENT
    assert seen(office) == every_position(office)
    assert _indexed(office) == set(asked_by)
    assert [each.form for each in followers.status()] == [Form.OUTDATED]


def _indexed(office: Office) -> set[tuple[str | None, ...]]:
    return {tuple(each["column_names"]) for each in inspect(office.engine).get_indexes("seen")}


class SeenBetter(NamedTuple):
    """That a fact was folded, and how it came."""

    position: int
    line: int
    stream: str
    provenance: str


def watch_better(noted: Noted, recall: Recall) -> list[Change]:
    del recall
    return [Assert(BETTER, SeenBetter(noted.position, 0, noted.stream, noted.provenance))]


BETTER = Table("seen", SeenBetter, asked_by=SEEN.asked_by)


@pytest.mark.usefixtures("followers")
def test_a_view_whose_columns_have_changed_is_rebuilt_before_the_books_are_open(
    office: Office,
) -> None:
    both = replace(WATCH, tables=(SEEN, OTHER))
    FollowersInSql(office.engine, CODEC, (both,))
    assert tables(office) == {"seen", "seen_by_another"}
    watched: list[str] = []

    def look(follower: str, _done: int, _expected: int) -> None:
        watched.append(follower)
        assert seen(office) == every_position(office)

    changed = replace(WATCH, tables=(BETTER,), fold=watch_better)
    followers = FollowersInSql(office.engine, CODEC, (changed,), progress=look)
    (watch,) = followers.status()
    assert (watch.form, watch.lag, watched) == (Form.CURRENT, 0, ["watch"])
    assert seen(office) == every_position(office)
    assert followers.differences() == []
    assert tables(office) == {"seen"}


@pytest.mark.usefixtures("followers")
def test_a_rebuild_that_was_left_by_another_version_is_cleared_away(office: Office) -> None:
    break_off(office, replace(WATCH, tables=(OTHER,), fold=watching(OTHER)))
    assert tables(office) == {"seen", "seen_by_another_next"}
    rebuild(office, OTHERWISE).carry_out(silent)
    assert told(office) == {"!"}
    assert tables(office) == {"seen"}


@pytest.mark.usefixtures("followers")
def test_a_rebuild_steps_back_before_one_of_another_version(office: Office) -> None:
    def come_between(*_: object) -> None:
        break_off(office, OTHERWISE)

    with pytest.raises(RebuiltByAnotherVersion):
        rebuild(office).carry_out(come_between, PAGE)
    assert seen(office) == every_position(office)
    rebuild(office, OTHERWISE).carry_out(silent, PAGE)
    assert told(office) == {"!"}
