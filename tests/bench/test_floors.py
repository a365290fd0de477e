"""The floors do the whole job, and they are the ones that were frozen before what they judge."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from domain.record import Request
from tests.bench.circumstances import floors_sha256
from tests.bench.contestant import ByHand
from tests.bench.floors.job import FACTS_OF_A_LIFE, Asked, Contradicts, asked
from tests.bench.floors.postgres import PostgresFloor
from tests.bench.floors.sqlite import SqliteFloor
from tests.bench.ours import Ours
from tests.bench.stages import Stage, stages

FROZEN = "053caf7c30a97eef6c6c97b6769bc74c6e45c31669be743b2d0be24588a0c0fb"
LIVES = 4

Floor = SqliteFloor | PostgresFloor


def test_the_floors_are_the_frozen_ones() -> None:
    assert floors_sha256() == FROZEN


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def stage(request: pytest.FixtureRequest) -> Generator[Stage]:
    address = None
    if request.param == "PostgreSQL":
        address = str(request.getfixturevalue("postgres"))
    with stages(address) as found:
        yield found[-1]


@pytest.fixture
def floor(stage: Stage) -> Generator[Floor]:
    floor = stage.floor()
    yield floor
    floor.close()


def test_a_repeated_command_gets_its_first_answer(floor: Floor) -> None:
    commands = asked(0, LIVES)
    answers = [floor.perform(command) for command in commands]
    assert [floor.perform(command) for command in commands] == answers
    assert floor.perform_all(commands) == answers
    assert floor.scan(5) == len(commands)


def test_a_command_id_that_returns_with_other_contents_is_refused(floor: Floor) -> None:
    start, other = asked(0, LIVES)[:2]
    floor.perform(start)
    contradiction = Asked(other.charge, other.command, _under_the_id_of(start, other))
    with pytest.raises(Contradicts):
        floor.perform(contradiction)
    assert [type(answer) for answer in floor.perform_all([contradiction])] == [Contradicts]


@pytest.mark.parametrize("read_ahead", [False, True])
def test_a_refused_command_of_a_batch_touches_no_other(floor: Floor, read_ahead: bool) -> None:
    starts = asked(0, LIVES)[:LIVES]
    again = [Asked(one.charge, one.command, asked(9, 1)[0].request) for one in starts[:1]]
    answers = floor.perform_all([*starts, *again], read_ahead=read_ahead)
    assert [isinstance(answer, tuple) for answer in answers] == [True] * LIVES + [False]
    assert floor.scan(100) == LIVES


def test_floor_and_log_live_the_same_lives(stage: Stage, floor: Floor) -> None:
    by_hand, ours = ByHand(floor), Ours(stage.url())
    for contestant in (by_hand, ours):
        contestant.load(0, LIVES, corrections=2)
        contestant.perform_all(asked(10, LIVES))
    assert [by_hand.replay(life) for life in (0, 10)] == [ours.replay(life) for life in (0, 10)]
    assert by_hand.scan(5) == ours.scan(5) == LIVES * (4 + FACTS_OF_A_LIFE)
    assert by_hand.catch_up(5) == ours.catch_up(5) == LIVES * (4 + FACTS_OF_A_LIFE)
    ours.close()


def _under_the_id_of(first: Asked, other: Asked) -> Request:
    return replace(other.request, command_id=first.request.command_id)
