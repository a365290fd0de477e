"""What every `WebhookDesk` keeps to, on each engine."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import psycopg
import pytest

from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.webhooks import WebhookDeskInSql
from application.ports.webhook_desk import (
    MOST_LOGGED,
    Attempt,
    Keeping,
    Overtaken,
    Owed,
    Progress,
    Secret,
    WebhookDesk,
)
from domain.occurred import SHANGHAI

NOW = datetime(2022, 11, 30, 9, tzinfo=SHANGHAI)
OURS = Keeping("ours", "sealed:a:b", 7)
THEIRS = Keeping("theirs", "sealed:c:d", 3)


@pytest.fixture
def desk(database: str) -> Generator[WebhookDesk]:
    engine = open_engine(database)
    migrate(engine)
    desk = WebhookDeskInSql(engine)
    desk.take_up(OURS)
    desk.take_up(THEIRS)
    yield desk
    desk.leave()
    engine.dispose()


def attempt(position: int) -> Attempt:
    return Attempt(
        position, "lot-drawn.v1", "lot:L1", 1, NOW, "delivered", 200, 12, "a: b", "0f", 3, "ok"
    )


def owed(desk: WebhookDesk) -> list[int]:
    return [each.position for each in desk.owed("ours")]


def test_what_is_taken_up_is_kept_as_it_was_first(desk: WebhookDesk) -> None:
    desk.take_up(replace(OURS, place=99))
    assert desk.every() == [OURS, THEIRS]
    assert desk.one("ours") == OURS
    assert desk.one("nobody's") is None


def test_a_round_is_written_down_together(desk: WebhookDesk) -> None:
    moved = replace(OURS, place=12, failing_since=NOW, waits_until=NOW + timedelta(hours=1))
    first, second = Owed(9, "lot:L1", 1, NOW, NOW), Owed(11, "lot:L1")
    desk.advance(Progress(moved, [second, first], [], [attempt(8), attempt(9)]))
    assert desk.one("ours") == replace(moved, revision=1)
    assert desk.owed("ours") == [first, second]
    assert [each.position for each in desk.attempts("ours", 99, 99)] == [9, 8]
    parked = [replace(each, parked=True, due=None) for each in (first, second)]
    desk.advance(Progress(replace(moved, revision=1), parked))
    assert desk.count_owed("ours") == (0, 2)
    assert desk.count_owed("theirs") == (0, 0)
    desk.advance(Progress(replace(moved, revision=2), settled=[9]))
    assert owed(desk) == [11]


def test_nobody_writes_over_what_he_has_not_read(desk: WebhookDesk) -> None:
    desk.advance(Progress(replace(OURS, place=8)))
    with pytest.raises(Overtaken):
        desk.advance(Progress(replace(OURS, place=9), [Owed(9, "lot:L1")], [], [attempt(9)]))
    with pytest.raises(Overtaken):
        desk.begin_anew(OURS, [Owed(9, "lot:L1")])
    assert (owed(desk), desk.attempts("ours", 99, 99)) == ([], [])
    kept = desk.one("ours")
    assert kept is not None
    assert kept.place == 8


def test_it_begins_anew_with_what_is_owed_now(desk: WebhookDesk) -> None:
    desk.advance(Progress(OURS, [Owed(8, "lot:L1"), Owed(9, "lot:L2")]))
    desk.begin_anew(replace(OURS, place=3, applied=2, revision=1), [Owed(9, "lot:L2")])
    assert owed(desk) == [9]
    assert desk.one("ours") == replace(OURS, place=3, applied=2, revision=2)


def test_a_command_makes_one_secret(desk: WebhookDesk) -> None:
    first = Secret("c1", "sealed:1")
    assert desk.add_secret("ours", first) == first
    assert desk.add_secret("ours", Secret("c1", "sealed:2")) == first
    assert desk.secrets("ours", NOW) == [first]
    assert desk.secrets("theirs", NOW) == []


def test_older_secrets_are_good_for_a_while(desk: WebhookDesk) -> None:
    for number in (1, 2):
        desk.add_secret("ours", Secret(f"c{number}", f"sealed:{number}"))
    until = NOW + timedelta(hours=24)
    desk.retire_secrets("ours", "c2", until)
    desk.retire_secrets("ours", "c2", until + timedelta(days=9))
    old, new = Secret("c1", "sealed:1", until), Secret("c2", "sealed:2")
    assert desk.secrets("ours", NOW) == [old, new]
    assert desk.secrets("ours", until) == [new]
    desk.destroy_expired(NOW)
    assert desk.secrets("ours", NOW) == [old, new]
    desk.destroy_expired(until)
    assert desk.secrets("ours", NOW) == [new]


def test_so_many_deliveries_are_kept_and_paged_from_the_newest(desk: WebhookDesk) -> None:
    many = [attempt(position) for position in range(1, MOST_LOGGED + 1)]
    desk.advance(Progress(OURS, attempts=many))
    assert desk.note("ours", attempt(0)).number == MOST_LOGGED + 1
    newest = desk.attempts("ours", 2**62, 2)
    assert [(each.number, each.position) for each in newest] == [(1001, 0), (1000, 1000)]
    assert newest[1] == replace(many[-1], number=1000)
    every = desk.attempts("ours", 2**62, 2 * MOST_LOGGED)
    assert (len(every), every[-1].number) == (MOST_LOGGED, 2)
    assert [each.number for each in desk.attempts("ours", 5, 2)] == [4, 3]


def test_attempts_of_many_at_once_are_each_counted(desk: WebhookDesk) -> None:
    with ThreadPoolExecutor(8) as pool:
        noted = list(pool.map(desk.note, ["ours"] * 40, [attempt(0)] * 40))
    assert sorted(each.number for each in noted) == list(range(1, 41))


def test_what_is_forgotten_is_gone(desk: WebhookDesk) -> None:
    desk.add_secret("ours", Secret("c1", "sealed:1"))
    desk.advance(Progress(OURS, [Owed(9, "lot:L1")], [], [attempt(9)]))
    desk.forget("ours")
    assert desk.every() == [THEIRS]
    assert (owed(desk), desk.secrets("ours", NOW), desk.attempts("ours", 9, 9)) == ([], [], [])


def test_whoever_loses_his_connection_gets_the_right_again(
    postgres: str, desk: WebhookDesk, database: str
) -> None:
    if database.startswith("sqlite"):
        pytest.skip("an embedded database has no connections to lose")
    assert desk.is_ours()
    name = database.rpartition("/")[2]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON database = oid"
            " WHERE locktype = 'advisory' AND datname = %s",
            (name,),
        )
    with pytest.raises(psycopg.OperationalError):
        desk.is_ours()
    assert desk.is_ours()


def test_one_process_delivers(desk: WebhookDesk, database: str) -> None:
    engine = open_engine(database)
    other = WebhookDeskInSql(engine)
    try:
        assert desk.is_ours()
        assert desk.is_ours()
        assert not other.is_ours()
        desk.leave()
        assert other.is_ours()
        assert not desk.is_ours()
        other.leave()
        assert desk.is_ours()
    finally:
        other.leave()
        engine.dispose()
