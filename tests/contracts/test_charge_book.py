"""What every `ChargeBook` keeps to, on each engine."""

from collections.abc import Generator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from application.assess import assess
from application.correct_swap import correct_swap
from application.estimating import MODEL
from application.office import Office, request
from application.ports.charge_book import ChargeBook
from application.viewpoint import Viewpoint
from domain.access import Scope
from domain.adsorber import CorrectSwap
from domain.charge import CHARGE, Running
from domain.code import Code
from domain.occurred import SHANGHAI, Occurred
from tests.assessed import (
    FILLED,
    NEXT_ONE,
    ONE,
    TWO,
    MovableClock,
    day_of,
    filled_office,
    measure,
    note,
    take,
)
from tests.small_ledger import ADSORBER, FIRM, VIRGIN, swap

NEXT_TWO = "TADF100001-2-2"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(
    database: str, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with filled_office(database, clock) as opened:
        yield opened


@pytest.fixture
def book(office: Office) -> ChargeBook:
    return office.charges


def at(day: str | None = None, known: str | None = None, scope: Scope | None = None) -> Viewpoint:
    now = datetime(2022, 12, 31, tzinfo=SHANGHAI)
    return Viewpoint.of(day, known, now) if scope is None else Viewpoint.of(day, known, now, scope)


def test_charges_are_listed_in_order_with_what_is_known_of_them(
    office: Office, book: ChargeBook
) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    one, two = book.charges(at())
    assert (one.charge, two.charge) == (ONE, TWO)
    assert (one.adsorber, one.bed, one.number, one.enterprise, one.lot) == (
        ADSORBER,
        1,
        1,
        FIRM,
        VIRGIN,
    )
    assert (one.fresh_g, one.required_g, one.started, one.ended) == (
        1_000_000,
        1_000_000,
        "2022-02-01T09:00:00+08:00",
        None,
    )
    assert (one.code, one.pending) == (Code.GREEN, False)
    assert one.assessed is not None
    assert (one.assessed.day, one.assessed.instruments) == ("2022-02-20", "inlet and outlet")
    assert book.charge(ONE, at()) == one
    assert book.charges(at(), after=ONE) == [two]
    assert book.charges(at(), limit=1) == [one]


def test_charges_are_found_by_whose_they_are_and_whether_they_work(
    office: Office, book: ChargeBook, clock: MovableClock
) -> None:
    clock.stands_at = datetime(2022, 4, 3, tzinfo=SHANGHAI)
    take(office, swap("2022-04-02 08:00", 2300, 2000))
    every = [ONE, NEXT_ONE, TWO, NEXT_TWO]
    assert [each.charge for each in book.charges(at())] == every
    assert [each.charge for each in book.charges(at(), running=True)] == [NEXT_ONE, NEXT_TWO]
    over = book.charges(at(), running=False)
    assert [(each.charge, each.removed_g) for each in over] == [(ONE, 1_150_000), (TWO, 1_150_000)]
    assert [each.charge for each in book.charges(at("2022-03-01"), running=True)] == [ONE, TWO]
    assert [each.charge for each in book.charges(at(), enterprise=FIRM)] == every
    assert book.charges(at(), enterprise="91130200699229617X") == []
    assert [each.charge for each in book.charges(at(), adsorber=ADSORBER)] == every
    assert book.charges(at(), adsorber="TADF999999") == []


def test_what_is_not_seen_is_not_there(office: Office, book: ChargeBook) -> None:
    assess(office)
    others = at(scope=Scope(enterprises=frozenset({"91130200699229617X"})))
    own = at(scope=Scope(enterprises=frozenset({str(FIRM)})))
    assert book.charges(others) == []
    assert book.charge(ONE, others) is None
    assert book.assessments(ONE, others) == []
    assert [each.charge for each in book.charges(own)] == [ONE, TWO]
    assert len(book.assessments(ONE, own)) == 1


def test_assessments_are_read_in_order_of_version(
    office: Office, book: ChargeBook, clock: MovableClock
) -> None:
    assess(office)
    measure(office, ONE, FILLED, 20)
    clock.stands_at = datetime(2022, 2, 21, 9, tzinfo=SHANGHAI)
    assess(office)
    first, second = book.assessments(ONE, at())
    assert (first.fact.day, second.fact.day) == ("2022-02-20", "2022-02-21")
    assert book.assessments(ONE, at(), after=first.version) == [second]
    assert book.assessments(ONE, at(), limit=1) == [first]
    assert book.before(ONE, at(), second.version) == first
    assert book.before(ONE, at(), first.version) is None
    assert book.assessments(ONE, at("2022-02-20")) == [first]
    entry = book.charge(ONE, at("2022-02-20"))
    assert entry is not None
    assert entry.assessed is not None
    assert entry.assessed.day == "2022-02-20"


def test_a_charge_is_to_be_assessed_once_a_day_and_when_something_comes_in(
    office: Office, book: ChargeBook
) -> None:
    day = date(2022, 2, 20)
    assert book.to_assess(day) == [ONE, TWO]
    assess(office)
    assert book.to_assess(day) == []
    assert book.to_assess(day, all_of_them=True) == [ONE, TWO]
    assert book.to_assess(date(2022, 2, 21)) == [ONE, TWO]
    note(office, TWO, day_of(FILLED))
    office.catch_up()
    assert book.to_assess(day) == [TWO]


def test_of_charges_at_work_the_last_code_on_record_is_known(
    office: Office, book: ChargeBook, clock: MovableClock
) -> None:
    assert book.coded() == {}
    for days in (0, 75):
        clock.stands_at += timedelta(days=days)
        assess(office)
    life = office.log.read(CHARGE, ONE).state
    assert isinstance(life, Running)
    coded = book.coded()
    assert coded.keys() == {ONE, TWO}
    assert coded[ONE] == life.course.coded
    assert coded[ONE].former is not None
    take(office, swap("2022-05-06 08:00", 2300, 2000))
    assert book.coded() == {}


def test_a_charge_is_learned_from_when_it_is_over_and_again_when_more_comes_in(
    office: Office, book: ChargeBook, clock: MovableClock
) -> None:
    measure(office, ONE, FILLED, 50)
    assert book.to_learn_from(MODEL) == []
    clock.stands_at = datetime(2022, 4, 3, tzinfo=SHANGHAI)
    take(office, swap("2022-04-02 08:00", 2300, 2000))
    assert book.to_learn_from(MODEL) == [ONE, TWO]
    assert book.watched(MODEL) == []
    assess(office)
    assert book.to_learn_from(MODEL) == []
    assert book.watched(MODEL) == [ONE]
    assert book.to_learn_from("another model") == [ONE, TWO]
    assert book.watched("another model") == []
    note(office, ONE, day_of(FILLED, 80.0, 2.0))
    office.catch_up()
    assert book.to_learn_from(MODEL) == [ONE]


def test_a_correction_shows_in_the_book_and_makes_a_charge_to_be_assessed(
    office: Office, book: ChargeBook
) -> None:
    assess(office)
    command = CorrectSwap(
        office.now(), Occurred("2022-02-01T09:00:00+08:00"), "磅单", filled_g=1_800_000
    )
    office.log.perform(correct_swap(ADSORBER, command), request("office", None))
    office.catch_up()
    assert [each.fresh_g for each in book.charges(at())] == [900_000, 900_000]
    assert [each.started for each in book.charges(at())] == ["2022-02-01T09:00:00+08:00"] * 2
    assert book.to_assess(date(2022, 2, 20)) == [ONE, TWO]


def test_the_book_is_what_the_facts_say(office: Office, clock: MovableClock) -> None:
    measure(office, ONE, FILLED, 19)
    assess(office)
    clock.stands_at = datetime(2022, 4, 3, tzinfo=SHANGHAI)
    take(office, swap("2022-04-02 08:00", 2300, 2000))
    assess(office)
    assert list(office.followers.differences()) == []
