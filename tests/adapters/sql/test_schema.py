"""A database is brought to the program's schema step by step, and never past it."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, inspect

from adapters.sql.engine import open_engine
from adapters.sql.schema import DatabaseIsNewer, migrate
from adapters.sql.steps import STEPS, Step

NEWEST = STEPS[-1].number
NEXT = Step(
    NEWEST + 1,
    "a table more",
    ("CREATE TABLE more (n INTEGER)",),
    ("CREATE TABLE more (n integer)",),
)
BROKEN = Step(
    NEWEST + 1,
    "half a step",
    ("CREATE TABLE half (n INTEGER)", "CREATE TABLE"),
    ("CREATE TABLE half (n integer)", "CREATE TABLE"),
)


@pytest.fixture
def engine(bare_database: str) -> Generator[Engine]:
    opened = open_engine(bare_database)
    yield opened
    opened.dispose()


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_an_empty_database_gets_every_step_once(engine: Engine) -> None:
    assert migrate(engine) == NEWEST
    assert migrate(engine) == NEWEST
    assert {"fact", "command", "subject_key"} <= set(inspect(engine).get_table_names())


def test_an_older_database_gets_the_steps_it_lacks(engine: Engine) -> None:
    migrate(engine)
    assert migrate(engine, (*STEPS, NEXT)) == NEXT.number
    assert "more" in inspect(engine).get_table_names()


def test_a_database_of_a_newer_version_is_not_opened(engine: Engine) -> None:
    migrate(engine, (*STEPS, NEXT))
    with pytest.raises(DatabaseIsNewer) as refused:
        migrate(engine)
    assert refused.value.facts == {"database": NEXT.number, "program": NEWEST}
    assert "升级" in refused.value.zh
    assert "upgrade" in refused.value.en


def test_a_step_is_taken_whole_or_not_at_all(engine: Engine) -> None:
    migrate(engine)
    with pytest.raises(Exception, match=r"syntax|incomplete"):
        migrate(engine, (*STEPS, BROKEN))
    assert "half" not in inspect(engine).get_table_names()
    assert migrate(engine) == NEWEST


def test_programs_that_start_together_take_each_step_once(bare_database: str) -> None:
    def start(_number: int) -> int:
        engine = open_engine(bare_database)
        try:
            return migrate(engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [NEWEST] * 4
