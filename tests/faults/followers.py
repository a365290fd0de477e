"""Followers in processes of their own, a few facts at a time so that they can be killed."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text

from adapters.sql.engine import open_engine, writing
from adapters.sql.follower import Follower
from adapters.sql.rebuilding import Rebuild
from adapters.sql.views.followers import PROJECTIONS
from adapters.wiring import open_office
from projections.custody_trail import CUSTODY_TRAIL
from tests.faults.office_books import Books
from tests.logbook import CODEC

PAGE = 40
"""So few facts in one transaction that a catch-up has many."""

REBUILT = CUSTODY_TRAIL
"""The view that is rebuilt."""

_ODD_FACT = """
    INSERT INTO fact (position, stream, version, name, body, occurred, command_id, actor,
        provenance, recorded_at)
    SELECT max(position) + 1, :stream, 1, :name, :body, '2022-01-01', 'odd', 'odd', 'live',
        '2022-12-01T00:00:00.000000+08:00' FROM fact
"""


def follow(url: str) -> None:
    """Bring every view to the head of the log, page by small page, all in turn."""
    engine = open_engine(url)
    try:
        followers = [Follower(engine, projection, CODEC) for projection in PROJECTIONS]
        for follower in followers:
            follower.prepare()
        while sum(follower.step(PAGE) for follower in followers):
            pass
    finally:
        engine.dispose()


def rebuild(url: str, reached: int = 0) -> None:
    """Build a view again beside the live one, page by small page; not from before `reached`."""

    def go_on(_follower: str, done: int, _expected: int) -> None:
        if done < reached:
            raise AssertionError(f"the rebuild began again, at {done} before {reached}")

    engine = open_engine(url)
    try:
        Rebuild(engine, REBUILT, CODEC).carry_out(go_on, PAGE)
    finally:
        engine.dispose()


def lags(books: Books) -> dict[str, int]:
    """How far each follower is behind the head of the log."""
    with open_office(books.url) as office:
        return {each.follower: each.lag for each in office.followers.status()}


def begin_again(books: Books) -> None:
    """Let every follower begin with the first fact when it is next prepared."""
    _write(books, "DELETE FROM follower", {})


def slip_in(books: Books, stream: str, golden: Path) -> None:
    """Write a well-spelled fact into the log that no command could have written there."""
    odd = {"stream": stream, "name": golden.stem, "body": golden.read_bytes()}
    _write(books, _ODD_FACT, odd)


def _write(books: Books, statement: str, values: Mapping[str, object]) -> None:
    engine = open_engine(books.url)
    try:
        with writing(engine) as connection:
            connection.execute(text(statement), values)
    finally:
        engine.dispose()
