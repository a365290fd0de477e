"""A view is built again beside the live one, and takes its place without a gap."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import inspect, text

from adapters.sql.follower import Follower
from adapters.sql.views.followers import FollowersInSql
from adapters.sql.views.reading import one_snapshot
from application.ports.followers import Form, silent
from projections.rows import Projection
from tests.logbook import CODEC, LOT_A, Office, asked, received
from tests.rebuilds import PAGE, break_off, rebuild
from tests.seen import OTHER, SHY, WATCH, draw, every_position, seen, tables, watching


def test_the_live_view_is_whole_while_the_next_is_built_page_by_page(
    office: Office, followers: FollowersInSql
) -> None:
    dones: list[int] = []

    def look(follower: str, done: int, expected: int) -> None:
        assert (follower, expected) == ("watch", office.log.head())
        assert seen(office) == every_position(office)
        dones.append(done)

    rebuild(office).carry_out(look, PAGE)
    positions = every_position(office)
    assert dones == [positions[2], positions[5], positions[8], positions[9]]
    assert seen(office) == positions
    (watch,) = followers.status()
    assert (watch.lag, watch.form, watch.rebuilding) == (0, Form.CURRENT, None)


def test_a_rebuild_that_was_broken_off_goes_on_where_it_was(
    office: Office, followers: FollowersInSql
) -> None:
    break_off(office)
    (watch,) = followers.status()
    assert watch.rebuilding is not None
    assert watch.rebuilding.position == every_position(office)[2]
    dones: list[int] = []
    rebuild(office).carry_out(lambda _follower, done, _expected: dones.append(done), PAGE)
    assert dones[0] == every_position(office)[5]
    assert seen(office) == every_position(office)
    assert tables(office) == {"seen"}


def test_a_row_that_was_tampered_with_is_mended(office: Office, followers: FollowersInSql) -> None:
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE seen SET stream = 'lot:X!' WHERE position = 4"))
    assert len(followers.differences()) == 1
    followers.rebuild("watch")
    assert followers.differences() == []


def test_what_is_followed_meanwhile_is_in_the_rebuilt_view_as_well(
    office: Office, followers: FollowersInSql
) -> None:
    def go_on(*_: object) -> None:
        if len(every_position(office)) < 20:
            draw(office, 2)
            followers.catch_up()

    rebuild(office).carry_out(go_on, PAGE)
    assert seen(office) == every_position(office)
    (watch,) = followers.status()
    assert watch.lag == 0


@pytest.mark.usefixtures("followers")
def test_those_who_rebuild_one_view_at_once_share_the_work(office: Office) -> None:
    draw(office, 30)
    rivals = [
        Thread(target=lambda: rebuild(office).carry_out(silent, PAGE), daemon=True)
        for _ in range(3)
    ]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join(60)
    assert not any(rival.is_alive() for rival in rivals)
    Follower(office.engine, WATCH, CODEC).catch_up()
    assert seen(office) == every_position(office)
    assert tables(office) == {"seen"}


@pytest.mark.usefixtures("followers")
def test_a_view_can_be_rebuilt_as_often_as_one_likes(office: Office) -> None:
    for _ in range(3):
        rebuild(office).carry_out(silent)
        (index,) = inspect(office.engine).get_indexes("seen")
        assert index["column_names"] == ["stream"]
    assert seen(office) == every_position(office)


@pytest.fixture
def choking(office: Office) -> Callable[..., FollowersInSql]:
    """Views of a log of which the fold chokes on the last fact but one."""

    def choke(*projections: Projection) -> FollowersInSql:
        return FollowersInSql(office.engine, CODEC, projections)

    office.log.perform(received(LOT_A), asked("receive"))
    draw(office, 1)
    draw(office, 1, mass_g=6)
    draw(office, 1)
    return choke


def test_a_rebuild_that_cannot_come_as_far_leaves_the_live_view_alone(
    office: Office, choking: Callable[..., FollowersInSql]
) -> None:
    bold = replace(SHY, fold=watching(OTHER))
    choking(bold).catch_up()
    shy = choking(SHY).rebuild("shy")
    assert (shy.stopped, shy.lag, shy.obstacle) == (None, 0, None)
    assert shy.rebuilding is not None
    assert shy.rebuilding.stopped is not None
    assert shy.rebuilding.stopped.reason == "ValueError: too much at once"
    assert seen(office, "seen_by_another") == every_position(office)
    mended = choking(bold).rebuild("shy")
    assert (mended.lag, mended.rebuilding) == (0, None)
    assert seen(office, "seen_by_another") == every_position(office)


def test_a_stopped_view_is_rebuilt_as_far_as_it_had_come(
    office: Office, choking: Callable[..., FollowersInSql]
) -> None:
    followers = choking(SHY)
    (before,) = followers.catch_up()
    with office.engine.begin() as connection:
        connection.execute(text("DELETE FROM seen_by_another"))
    assert followers.rebuild("shy") == before
    assert before.stopped is not None
    assert seen(office, "seen_by_another") == every_position(office)[:2]


@pytest.mark.usefixtures("followers")
def test_a_reader_finds_what_its_snapshot_has_and_no_other_reader_waits_for_it(
    office: Office,
) -> None:
    question, switched = text("SELECT count(*) FROM seen"), Event()

    def build() -> None:
        rebuild(office).carry_out(silent)
        switched.set()

    builder = Thread(target=build, daemon=True)
    with one_snapshot(office.engine) as reader:
        # It has not yet looked for the view when that is switched.
        reader.execute(text("SELECT max(position) FROM log")).all()
        builder.start()
        # SQLite keeps the old table for this reader; on PostgreSQL the switch waits for it.
        assert switched.wait(1) == (office.engine.dialect.name == "sqlite")
        for _ in range(20):
            with one_snapshot(office.engine) as another:
                assert another.execute(question).scalar() == 10
        assert reader.execute(question).scalar() == 10
    assert switched.wait(30)
    builder.join()
    assert seen(office) == every_position(office)
