"""The embedded book: many writers, one file, and clear words when the disk refuses."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from adapters.clock import SystemClock
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine, writing
from adapters.sql.schema import migrate
from adapters.sql.vault import SqlVault
from application import answering
from application.act import Change, Read
from application.carbon_log import Answer, CarbonLog, LogNotWritable, LogUnreachable
from domain.identifiers import LotId
from domain.refusal import Refusal
from tests.logbook import CODEC, LOT_A, LOT_B, SECRET, asked, drawn, open_office, received


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tanguanjia.db'}"


def _log_with(url: str, pragma: str) -> CarbonLog:
    engine = open_engine(url)
    migrate(engine)
    vault = SqlVault(engine, SECRET)

    def limit(connection: Any, _record: object) -> None:
        connection.execute(pragma)

    event.listen(engine, "connect", limit)
    engine.dispose()
    return CarbonLog(open_book(engine), CODEC, vault, SystemClock())


def test_commands_in_one_flush_are_refused_and_answered_one_by_one(url: str) -> None:
    def work(number: int) -> Answer | Refusal:
        act = received(LotId(f"LOT-{number}")) if number % 2 else drawn(LOT_B, f"TADF{number}")
        try:
            return log.perform(act, asked(f"{number}"))
        except Refusal as refusal:
            return refusal

    with open_office(url) as office, ThreadPoolExecutor(16) as pool:
        log = office.log
        outcomes = list(pool.map(work, range(160)))
        assert [isinstance(o, Answer) for o in outcomes] == [n % 2 == 1 for n in range(160)]
        positions = sorted(outcome.first for outcome in outcomes if isinstance(outcome, Answer))
        assert positions == list(range(1, 81))


def test_a_full_disk_is_told_and_damages_nothing(url: str) -> None:
    log = _log_with(url, "PRAGMA max_page_count = 24")
    answered: list[Answer] = []

    def write_on() -> None:
        orders = ((received(LotId(f"LOT-{n}")), asked(f"{n}")) for n in range(1000))
        answered.extend(log.perform(*order) for order in orders)

    with pytest.raises(LogNotWritable, match="full"):
        write_on()
    log.close()
    with open_office(url) as office:
        assert len(office.log.page(0, 1000)) == len(answered) > 0
        office.log.perform(received(LotId("LOT-X")), asked("x"))
        with office.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_batch_that_does_not_fit_is_not_written_at_all(url: str) -> None:
    log = _log_with(url, "PRAGMA max_page_count = 24")
    with pytest.raises(LogNotWritable):
        log.perform_all([(received(LotId(f"LOT-{n}")), asked(f"{n}")) for n in range(1000)])
    assert log.head() == 0
    log.close()


def test_a_file_that_another_program_keeps_locked_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PAUSES_S", (0.01, 0.01))
    log = _log_with(url, "PRAGMA busy_timeout = 10")
    with open_office(url) as office:
        with writing(office.engine), pytest.raises(LogUnreachable, match="locked"):
            log.perform(received(LOT_A), asked("1"))
        assert log.perform(received(LOT_A), asked("1")) == Answer(1, 1)
    log.close()


def test_an_act_must_not_write_while_it_is_decided(url: str) -> None:
    with open_office(url) as office:

        def act(read: Read) -> Sequence[Change]:
            office.log.perform(received(LOT_A), asked("inner"))
            return received(LOT_B)(read)

        with pytest.raises(RuntimeError, match="must not write"):
            office.log.perform(act, asked("outer"))
        assert office.log.perform(received(LOT_A), asked("1")) == Answer(1, 1)
