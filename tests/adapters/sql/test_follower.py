"""A follower folds every fact exactly once, and says where and why it stopped."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Thread
from typing import NamedTuple

import pytest
from sqlalchemy import text

from adapters.sql.follower import Follower
from adapters.sql.views.followers import FollowersInSql
from domain.lot import LotDrawn, LotReceived
from projections.rows import Assert, Change, Noted, Projection, Recall, Table
from tests.logbook import CODEC, LOT_A, Office, asked, drawn, received


class Seen(NamedTuple):
    """That a fact was folded."""

    position: int
    line: int
    stream: str


SEEN = Table("seen", Seen)
OTHER = Table("seen_by_another", Seen)


def watch(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Note every fact."""
    del recall
    return [Assert(SEEN, Seen(noted.position, 0, noted.stream))]


def shy(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Note every fact, but choke on draws of more than 5 g."""
    del recall
    if isinstance(noted.fact, LotDrawn) and noted.fact.mass_g > 5:
        raise ValueError("too much at once")
    return [Assert(OTHER, Seen(noted.position, 0, noted.stream))]


WATCH = Projection("watch", frozenset({LotReceived, LotDrawn}), (SEEN,), watch)
SHY = Projection("shy", frozenset({LotReceived, LotDrawn}), (OTHER,), shy)


@pytest.fixture
def follower(office: Office) -> Follower:
    following = Follower(office.engine, WATCH, CODEC)
    following.prepare()
    office.log.perform(received(LOT_A), asked("receive"))
    return following


def draw(office: Office, count: int, mass_g: int = 1) -> None:
    for n in range(count):
        number = f"TADF1{office.log.head():05}"
        office.log.perform(drawn(LOT_A, number, mass_g), asked(f"{number}-{n}"))


def seen(office: Office, table: str = "seen") -> list[int]:
    with office.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT position FROM {table} ORDER BY position")).all()
    return [position for (position,) in rows]


def every_position(office: Office) -> list[int]:
    return [recorded.position for recorded in office.log.page(0, 10_000)]


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

    def bold(noted: Noted, recall: Recall) -> Iterable[Change]:
        del recall
        return [Assert(OTHER, Seen(noted.position, 0, noted.stream))]

    mended = (replace(SHY, fold=bold),)
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


def test_a_view_whose_shape_has_changed_is_folded_from_the_beginning(
    office: Office, follower: Follower
) -> None:
    draw(office, 2)
    follower.catch_up()

    class SeenBetter(NamedTuple):
        position: int
        line: int
        stream: str
        provenance: str

    table = Table("seen", SeenBetter)

    def better(noted: Noted, recall: Recall) -> Iterable[Change]:
        del recall
        row = SeenBetter(noted.position, 0, noted.stream, noted.provenance)
        return [Assert(table, row)]

    changed = Projection("watch", WATCH.reads, (table,), better)
    another = Follower(office.engine, changed, CODEC)
    another.prepare()
    assert seen(office) == []
    another.catch_up()
    assert seen(office) == every_position(office)


def test_a_view_that_folds_otherwise_now_is_folded_from_the_beginning(
    office: Office, follower: Follower
) -> None:
    draw(office, 2)
    follower.catch_up()
    better = Follower(office.engine, replace(WATCH, version=2), CODEC)
    better.prepare()
    assert seen(office) == []
    better.catch_up()
    assert seen(office) == every_position(office)


def test_folding_again_stops_where_a_fact_cannot_be_folded(office: Office) -> None:
    followers = FollowersInSql(office.engine, CODEC, (SHY,))
    office.log.perform(received(LOT_A), asked("receive"))
    draw(office, 1)
    followers.catch_up()
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE follower SET position = position + 1"))
    draw(office, 1, mass_g=6)
    followers.rebuild("shy")
    (following,) = followers.status()
    assert following.stopped is not None
    assert seen(office, "seen_by_another") == every_position(office)[:2]
