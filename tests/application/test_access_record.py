"""What a caller was refused and took away can be read again."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.wiring import open_office
from application.access_record import LONGEST, Exported, Refused, legible
from application.office import Office
from domain.access import Action, Caller, Role
from domain.access_record import MOST_A_DAY, AccessExported, AccessRefused, RefusalsUnlisted, Why
from domain.occurred import SHANGHAI

CALLER = Caller("key:aaaaaaaa", Role.TOWN, frozenset({"330411105"}))
OTHER = Caller("key:bbbbbbbb", Role.TOWN, frozenset({"330411106"}))
REFUSED = Refused(CALLER, Why.FOREIGN, Action.READ, "GET /v1/lots/L1", "lot=L1")


@dataclass
class MovableClock:
    """A clock that a test sets."""

    stands_at: datetime = datetime(2022, 11, 1, 9, 0, tzinfo=SHANGHAI)

    def now(self) -> datetime:
        return self.stands_at


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(
    database: str, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=clock) as opened:
        yield opened


def nth(n: int) -> Refused:
    return replace(REFUSED, thing=f"lot=L{n}")


def on_record(office: Office, since: str = "") -> list[tuple[str, str]]:
    return [
        (entry.actor, getattr(entry.fact, "thing", "")) for entry in office.access.entries(since)
    ]


def test_a_refusal_is_on_record_when_it_has_been_noted(office: Office) -> None:
    assert office.access.refused(REFUSED)
    (entry,) = office.access.entries()
    assert (entry.actor, entry.stream) == (CALLER.name, "access:2022-11-01/key:aaaaaaaa")
    assert isinstance(entry.fact, AccessRefused)
    assert (entry.fact.why, entry.fact.thing) == (Why.FOREIGN, "lot=L1")


def test_the_same_refusal_is_noted_once_a_day_even_after_a_restart(
    office: Office, database: str, clock: MovableClock
) -> None:
    for _ in range(3):
        assert office.access.refused(REFUSED)
    with open_office(database, clock=clock) as again:
        assert again.access.refused(REFUSED)
    assert len(on_record(office)) == 1
    clock.stands_at += timedelta(days=1)
    office.access.refused(REFUSED)
    assert len(on_record(office)) == 2


def test_callers_and_reasons_are_told_apart(office: Office) -> None:
    office.access.refused(REFUSED)
    office.access.refused(replace(REFUSED, caller=OTHER))
    office.access.refused(replace(REFUSED, why=Why.FORBIDDEN))
    office.access.refused(replace(REFUSED, action=Action.EXPORT))
    office.access.refused(replace(REFUSED, asked="GET /v1/custody/lot/L1"))
    assert len(on_record(office)) == 5


def test_days_are_read_in_order_and_from_any_of_them(office: Office, clock: MovableClock) -> None:
    office.access.refused(replace(REFUSED, caller=OTHER))
    office.access.refused(REFUSED)
    clock.stands_at += timedelta(days=1)
    office.access.refused(REFUSED)
    everything = [(OTHER.name, "lot=L1"), (CALLER.name, "lot=L1"), (CALLER.name, "lot=L1")]
    assert on_record(office) == everything
    assert on_record(office, "2022-11-02") == everything[2:]
    assert on_record(office, "2022-11-03") == []


def test_a_full_day_is_said_to_be_full_and_grows_no_further(
    office: Office, clock: MovableClock
) -> None:
    for n in range(MOST_A_DAY):
        assert office.access.refused(nth(n))
    head = office.log.head()
    assert not office.access.refused(nth(MOST_A_DAY))
    assert not office.access.refused(nth(MOST_A_DAY + 1))
    # What is listed already is still on record.
    assert office.access.refused(nth(0))
    assert office.log.head() == head
    facts = [entry.fact for entry in office.access.entries()]
    assert isinstance(facts[-1], RefusalsUnlisted)
    clock.stands_at += timedelta(days=1)
    assert office.access.refused(REFUSED)


def test_two_servers_write_in_one_day_without_losing_any(
    office: Office, database: str, clock: MovableClock
) -> None:
    with open_office(database, clock=clock) as second, ThreadPoolExecutor(4) as threads:
        notes = [office.access.refused, second.access.refused] * 12
        noted = [threads.submit(note, nth(n)) for n, note in enumerate(notes)]
        assert all(each.result() for each in noted)
    assert sorted(on_record(office)) == sorted((CALLER.name, f"lot=L{n}") for n in range(24))


def test_an_export_is_on_record_with_its_viewpoint(office: Office) -> None:
    at = office.viewpoint("2022-10-31")
    office.access.exported(Exported("朱工", Role.DISTRICT, "ledger", "csv", 7, at), "export:1")
    (entry,) = office.access.entries()
    assert entry.actor == "朱工"
    assert isinstance(entry.fact, AccessExported)
    assert (entry.fact.rows, entry.fact.as_of) == (7, at.as_of)


def test_what_a_stranger_wrote_cannot_play_with_the_reader() -> None:
    assert legible("a\x1b[2Jb\u202ec\n") == "a?[2Jb?c?"
    assert legible("tgj_abcdefgh_" + "z" * 32) == "tgj_abcdefgh_…"
    assert len(legible("长" * 1000)) == LONGEST
