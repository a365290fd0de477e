"""What every `LogKeeping` keeps to, on each engine and by each ordering."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from adapters.sql.engine import open_engine, writing
from adapters.sql.high_water import HighWater
from adapters.sql.log_keeping import LogKeepingInSql, NothingToContinue, OrderingNeedsPostgres
from adapters.sql.sealer import Sealer
from application.carbon_log import Answer
from application.ports.log_keeping import Epoch, LogKeeping, Ordering
from domain.identifiers import LotId
from tests.logbook import Office, asked, open_office, received

AT = "2022-12-01T08:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Desk:
    """A log with its housekeeping."""

    office: Office
    sealer: Sealer
    keeping: LogKeeping

    def write(self, *names: str) -> list[Answer]:
        """Receive lots, and publish."""
        answers = [self.office.log.perform(received(LotId(f"LOT-{n}")), asked(n)) for n in names]
        self.sealer.seal()
        return answers


@contextmanager
def sitting(url: str, mark: Path) -> Generator[Desk]:
    with open_office(url) as office:
        water = HighWater(mark)
        sealer, keeping = Sealer(office.engine, water), LogKeepingInSql(office.engine, water)
        yield Desk(office, sealer, keeping)


@pytest.fixture
def desk(ordered_database: str, tmp_path: Path) -> Generator[Desk]:
    with sitting(ordered_database, tmp_path / "mark") as opened:
        yield opened


def _cut_off(engine: Engine, position: int) -> None:
    """Take the tail away, as an older back-up does: of the numbers given since it knows nothing."""
    on_sqlite = engine.dialect.name == "sqlite"
    with writing(engine) as connection:
        execute = connection.exec_driver_sql
        if on_sqlite:
            execute("DROP TRIGGER fact_delete")
            execute(f"DELETE FROM fact WHERE position > {position}")
            execute(f"UPDATE sqlite_sequence SET seq = {position} WHERE name = 'fact'")
            return
        execute("SET session_replication_role = replica")
        execute(
            f"DELETE FROM fact WHERE position IN (SELECT position FROM fact ORDER BY position"
            f" OFFSET {position})"
        )
        execute(f"DELETE FROM seal WHERE index > {position}")
        execute(f"UPDATE sealer SET index = {position}")
        execute("SET session_replication_role = origin")


def test_a_new_log_stands_at_the_beginning_of_the_first_epoch(desk: Desk) -> None:
    standing = desk.keeping.standing()
    assert (standing.position, standing.unsealed, standing.mark) == (0, 0, None)
    assert [epoch.lost for epoch in standing.epochs if epoch.lost] == []


def test_publishing_raises_the_mark(desk: Desk) -> None:
    desk.write("1", "2")
    standing = desk.keeping.standing()
    assert (standing.position, standing.unsealed, standing.mark) == (2, 0, 2)


def test_a_log_that_holds_all_that_was_published_is_not_continued(desk: Desk) -> None:
    desk.write("1")
    with pytest.raises(NothingToContinue):
        desk.keeping.go_on(reason="tried out", actor="tester", at=AT)
    assert not [epoch for epoch in desk.keeping.standing().epochs if epoch.reason == "tried out"]


def test_a_log_that_lost_its_tail_goes_on_beyond_the_mark(desk: Desk) -> None:
    desk.write("1", "2", "3", "4", "5")
    _cut_off(desk.office.engine, 2)
    begun = desk.keeping.go_on(reason="disk broke", actor="tester", at=AT)
    number = desk.keeping.standing().epoch
    assert begun == Epoch(number, AT, "disk broke", "tester", 2, 5)
    assert begun.lost == (3, 5)
    assert desk.keeping.standing().epochs[-1] == begun
    assert desk.write("6", "7") == [Answer(6, 6), Answer(7, 7)]
    assert [fact.position for fact in desk.office.log.page(0, 10)] == [1, 2, 6, 7]
    assert desk.keeping.standing().facts == 4
    assert desk.keeping.standing().mark == 7


def test_a_log_may_be_lost_twice(desk: Desk) -> None:
    desk.write("1", "2", "3")
    _cut_off(desk.office.engine, 1)
    first = desk.keeping.go_on(reason="once", actor="tester", at=AT)
    desk.sealer.seal()
    assert desk.keeping.standing().mark == 3
    with pytest.raises(NothingToContinue):
        desk.keeping.go_on(reason="twice", actor="tester", at=AT)
    assert first.lost == (2, 3)
    assert desk.write("4") == [Answer(4, 4)]


def test_choosing_the_ordering_that_is_there_changes_nothing(desk: Desk) -> None:
    before = desk.keeping.standing()
    assert not desk.keeping.order_by(before.ordering, actor="tester", at=AT)
    assert desk.keeping.standing() == before


def test_any_ordering_may_follow_the_other_where_there_are_two(desk: Desk) -> None:
    desk.write("1", "2")
    before = desk.keeping.standing().ordering
    other = Ordering.LOCK if before is Ordering.XID else Ordering.XID
    if desk.office.engine.dialect.name == "sqlite":
        with pytest.raises(OrderingNeedsPostgres):
            desk.keeping.order_by(other, actor="tester", at=AT)
        return
    assert desk.keeping.order_by(other, actor="tester", at=AT)
    assert desk.keeping.standing().ordering is other
    assert desk.write("3") == [Answer(3, 3)]


def test_a_copy_of_the_embedded_file_can_be_restored_and_continued(tmp_path: Path) -> None:
    file, mark = tmp_path / "books.db", tmp_path / "books.db.mark"
    with sitting(f"sqlite:///{file}", mark) as desk:
        desk.write("1", "2")
    shutil.copy(file, tmp_path / "copy")
    with sitting(f"sqlite:///{file}", mark) as desk:
        desk.write("3", "4")
    shutil.copy(tmp_path / "copy", file)
    with sitting(f"sqlite:///{file}", mark) as desk:
        assert desk.keeping.go_on(reason="r", actor="tester", at=AT).lost == (3, 4)
        assert desk.write("5") == [Answer(5, 5)]
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT max(position) FROM fact").scalar() == 5
    engine.dispose()
