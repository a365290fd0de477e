"""While a server runs, charges are assessed by themselves."""

import time
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from application.act import only
from application.assessing import (
    USUAL_EVERY,
    BadInterval,
    assess_charges,
    assessed_regularly,
    interval_set_by,
)
from application.office import Office, request
from domain.charge import CHARGE, Running
from domain.device import DEVICE, InstallDevice
from domain.identifiers import DeviceId
from domain.occurred import Occurred
from domain.reading import Quantity
from tests.assessed import ONE, MovableClock, assessments, filled_office
from tests.small_ledger import ADSORBER, FIRM

SOON = timedelta(milliseconds=50)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(tmp_path: Path, clock: MovableClock) -> Generator[Office]:
    with filled_office(f"sqlite:///{tmp_path / 'books.sqlite'}", clock) as opened:
        yield opened


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [getattr(each, "event", "") for each in caplog.records]


def test_a_server_assesses_every_new_day(
    office: Office, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with assessed_regularly(office, SOON):
        until(lambda: len(assessments(office, ONE)) == 1)
        clock.stands_at += timedelta(days=1)
        until(lambda: len(assessments(office, ONE)) == 2)
    assert events(caplog).count("charges-assessed") == 2


def test_a_step_that_fails_is_noted_once_and_keeps_none_of_the_others_away(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[int] = []

    def fails(_: Office, stop: Event) -> None:
        assert not stop.is_set()
        tried.append(1)
        raise OSError("no such instrument")

    with assessed_regularly(office, SOON, [fails, assess_charges]):
        until(lambda: len(assessments(office, ONE)) == 1 and len(tried) > 2)
    assert events(caplog).count("assessment-failed") == 1


def test_a_server_that_goes_home_breaks_the_round_off(office: Office) -> None:
    began = Event()

    def waits(_: Office, stop: Event) -> None:
        began.set()
        assert stop.wait(30)

    with assessed_regularly(office, SOON, [waits, assess_charges]):
        assert began.wait(30)
    assert assessments(office, ONE) == []


def test_without_an_interval_nothing_is_assessed(office: Office) -> None:
    with assessed_regularly(office, None):
        assert assessments(office, ONE) == []


def test_the_interval_is_a_setting() -> None:
    name = "TANGUANJIA_ASSESS_EVERY_MINUTES"
    assert interval_set_by({}) == USUAL_EVERY
    assert interval_set_by({name: "45"}) == timedelta(minutes=45)
    assert interval_set_by({name: "0"}) is None
    for wrong in ("-1", "often", "1441", "1.5"):
        with pytest.raises(BadInterval):
            interval_set_by({name: wrong})


def test_a_round_rolls_up_what_came_in_before_it_assesses(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    installed = InstallDevice(
        Occurred("2022-02-01T10:00:00+08:00"),
        FIRM,
        ADSORBER,
        1,
        "某厂",
        "S1",
        (Quantity.OUTLET,),
        60,
        0.5,
        500.0,
    )
    office.log.perform(only(DEVICE, DeviceId("VOC-0001"), installed), request("office", None))
    office.catch_up()
    caplog.set_level("INFO")
    with assessed_regularly(office, timedelta(hours=1)):
        until(lambda: len(assessments(office, ONE)) == 1)
    # Nobody heard from it, so its days are on record as silent, and so is the instrument.
    state = office.log.read(CHARGE, ONE).state
    assert isinstance(state, Running)
    assert len(state.course.days) == 19
    assert events(caplog) == ["days-rolled-up", "instruments-noticed", "charges-assessed"]
