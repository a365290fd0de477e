"""A follower folds every fact exactly once, and says where and why it stopped."""

from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import text

from adapters.sql.follower import Follower
from adapters.sql.views.followers import FollowersInSql
from tests.logbook import CODEC, LOT_A, Office, asked, received
from tests.seen import OTHER, SHY, WATCH, draw, every_position, seen, watching


@pytest.fixture
def follower(office: Office) -> Follower:
    following = Follower(office.engine, WATCH, CODEC)
    following.prepare()
    office.log.perform(received(LOT_A), asked("receive"))
    return following


def test_every_fact_is_folded_once_page_by_page(office: Office, follower: Follower) -> None:
    draw(office, 6)
    assert [follower.step(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert seen(office) == every_position(office)


def test_a_follower_goes_on_where_an_earlier_process_left_off(
    office: Office, follower: Follower
) -> None:
    draw(office, 3)
    follower.step(limit=2)
    another = Follower(office.engine, WATCH, CODEC)
    another.prepare()
    another.catch_up()
    assert seen(office) == every_position(office)


def test_a_page_that_fails_leaves_nothing_behind(
    office: Office, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(office, 3)
    with monkeypatch.context() as patch:
        patch.setattr("adapters.sql.follower._MOVE", "UPDATE nowhere SET x = ? WHERE y = ? = ?")
        with pytest.raises(Exception, match="nowhere"):
            follower.step()
    assert seen(office) == []
    follower.catch_up()
    assert seen(office) == every_position(office)


@pytest.mark.usefixtures("follower")
def test_competing_workers_fold_every_fact_once(office: Office) -> None:
    draw(office, 40)

    def work() -> None:
        mine = Follower(office.engine, WATCH, CODEC)
        while mine.step(limit=3):
            pass

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert seen(office) == every_position(office)


def test_a_fact_that_cannot_be_folded_stops_its_follower_and_no_other(office: Office) -> None:
    followers = FollowersInSql(office.engine, CODEC, (WATCH, SHY))
    office.log.perform(received(LOT_A), asked("receive"))
    draw(office, 1)
    draw(office, 1, mass_g=6)
    draw(office, 1)
    shy_one, watching = followers.catch_up()
    assert (watching.lag, watching.stopped) == (0, None)
    positions = every_position(office)
    assert shy_one.position == positions[1]
    assert shy_one.lag == positions[3] - positions[1]
    assert shy_one.stopped is not None
    assert (shy_one.stopped.position, shy_one.stopped.stream) == (positions[2], f"lot:{LOT_A}")
    assert (shy_one.stopped.name, shy_one.stopped.reason) == (
        "lot-drawn.v1",
        "ValueError: too much at once",
    )
    assert seen(office, "seen_by_another") == positions[:2]
    assert followers.catch_up() == [shy_one, watching]


def test_a_stopped_follower_goes_on_when_its_program_was_put_right(office: Office) -> None:
    office.log.perform(received(LOT_A), asked("receive"))
    draw(office, 2, mass_g=6)
    FollowersInSql(office.engine, CODEC, (SHY,)).catch_up()

    mended = (replace(SHY, fold=watching(OTHER)),)
    followers = FollowersInSql(office.engine, CODEC, mended)
    followers.retry("shy")
    (following,) = followers.catch_up()
    assert (following.lag, following.stopped) == (0, None)
    assert seen(office, "seen_by_another") == every_position(office)


def test_a_fact_nobody_can_read_stops_at_once(office: Office, follower: Follower) -> None:
    bare = """
    INSERT INTO fact (position, stream, version, name, body)
    SELECT max(position) + 1, 'lot:X', 1, 'lot-lost.v1', :b FROM fact
    """
    with office.engine.begin() as connection:
        connection.execute(text(bare), {"b": b"{}"})
    follower.catch_up()
    followers = FollowersInSql(office.engine, CODEC, (WATCH,))
    (following,) = followers.status()
    assert following.stopped is not None
    assert "lot-lost.v1 is not a published name" in following.stopped.reason
