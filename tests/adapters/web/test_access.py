"""Everybody with a key of his own, before every endpoint, about everything there is."""

import re
from collections.abc import Generator, Iterable
from datetime import datetime
from itertools import product
from typing import Any, cast

import pytest
from litestar.routes import BaseRoute, HTTPRoute
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.limits import Limits
from adapters.wiring import open_office
from application.devices import install_device
from application.keys import fresh_key, issue
from application.office import Office, request
from application.public_form import MASKED
from domain.access import RIGHTS, Action, Caller, Role, Verdict, may
from domain.device import InstallDevice
from domain.identifiers import DeviceId
from domain.key import IssueKey
from domain.occurred import SHANGHAI, Occurred
from domain.reading import Quantity
from tests.adapters.web.access_rows import (
    Contract,
    CopyOf,
    ListOf,
    OfAnAssessment,
    OneThing,
    Row,
    SumOver,
)
from tests.adapters.web.access_table import TABLE
from tests.adapters.web.conftest import HERE
from tests.adapters.web.wicket import Wicket
from tests.alarmed import alarm_everybody
from tests.district import ADSORBERS, ONE_BED, THREE_BEDS
from tests.peopled import A_WHOLE_DISTRICT, CALLERS, MovableClock, settle
from tests.relations import Relations

NOW = datetime(2022, 3, 1, 9, tzinfo=SHANGHAI)
DISTRICT = Caller("district", Role.DISTRICT)
OPERATOR = Caller("operator", Role.OPERATOR)
UNKNOWN = (
    "enterprise:91330411MAW7DF1000",
    "adsorber:TADF999999",
    "manifest:20223304129999",
    "alert:TADF999999-1-1",
    "device:NOBODYS",
    "charge:TADF999999-1-1",
)
"""Numbers of the right shape that nobody bears."""

ONE = [row for row in TABLE if isinstance(row, OneThing)]
PERSONS = {"driver", "contact", "phone", "operator"}

LISTS = [row for row in TABLE if isinstance(row, ListOf)]
SUMS = [row for row in TABLE if isinstance(row, SumOver)]
CONTRACT = [row for row in TABLE if isinstance(row, Contract)]
COPIES = [row for row in TABLE if isinstance(row, CopyOf)]


def _called(row: Row) -> str:
    return f"{row.method} {row.path}"


def _given_out(office: Office, caller: Caller, number: int) -> str:
    key = fresh_key(lambda length: bytes([number]) * length)
    expires = Occurred("2022-12-31")
    command = IssueKey(
        office.now(), caller.role, tuple(caller.jurisdiction), caller.name, expires, key.digest
    )
    office.log.perform(issue(key, command), request("office", None))
    return key.text


def _install_instruments(office: Office) -> None:
    """One at an adsorber of each enterprise."""
    for place, adsorber in enumerate((ONE_BED, THREE_BEDS), start=1):
        owner, *_ = ADSORBERS[adsorber]
        measures, since = (Quantity.AIRFLOW,), Occurred("2022-02-01")
        command = InstallDevice(since, owner, adsorber, None, "厂", "1", measures, 60, 0.0, 0.0)
        act = install_device(DeviceId(f"PID-{place}"), command)
        office.log.perform(act, request("office", None))


@pytest.fixture(scope="module")
def wicket(tmp_path_factory: pytest.TempPathFactory) -> Generator[Wicket]:
    url, clock = f"sqlite:///{tmp_path_factory.mktemp('access') / 'district.db'}", MovableClock()
    with open_office(url, clock=clock) as office:
        settle(A_WHOLE_DISTRICT, office.log, clock)
        _install_instruments(office)
        clock.stands_at = NOW
        alarm_everybody(office)
        everybody = enumerate(CALLERS, start=1)
        keys = {caller.name: _given_out(office, caller, number) for number, caller in everybody}
        office.catch_up()
        relations = Relations(office.log, office.viewpoint())
        app = create_app(office, limits=Limits(stream_s=0.01))
        with TestClient(app, base_url=HERE) as client:
            yield Wicket(app, client, relations, keys)


def expected(wicket: Wicket, caller: Caller, action: Action, thing: str) -> int:
    """The status the policy calls for. Who may read nothing at all is told so at the door."""
    if Action.READ not in RIGHTS[caller.role]:
        return 403
    verdicts = {may(caller, action, each) for each in wicket.relations.resources(thing)}
    if Verdict.ALLOWED in verdicts:
        return 200
    return 403 if Verdict.FORBIDDEN in verdicts else 404


def sees(wicket: Wicket, caller: Caller, row: ListOf | SumOver, item: Any) -> bool:
    """Whether the policy lets a caller see an item of a list."""
    things = row.names(item)
    return any(expected(wicket, caller, row.action, thing) == 200 for thing in things)


def readers() -> Iterable[Caller]:
    """Everybody who may read some books."""
    return (caller for caller in CALLERS if Action.READ in RIGHTS[caller.role])


def test_every_endpoint_that_reads_stands_in_the_table(wicket: Wicket) -> None:
    routes: Iterable[BaseRoute] = wicket.app.routes
    there = {
        (str(method), route.path_format)
        for route in routes
        if isinstance(route, HTTPRoute) and route.path_format.startswith("/v1")
        for method in route.methods
        # Those that write stand in the table of tests/adapters/web/writing/test_permissions.py.
        if method not in {"OPTIONS", "POST"}
    }
    assert there == {(row.method, row.path) for row in TABLE}


@pytest.mark.parametrize("row", ONE, ids=_called)
def test_one_thing_is_shown_to_whom_the_policy_lets_read_it(wicket: Wicket, row: OneThing) -> None:
    asked = list(product(CALLERS, wicket.things(row.kinds)))
    told = {
        (caller.name, thing): wicket.ask(row.method, row.address(thing), caller)[0]
        for caller, thing in asked
    }
    assert told == {
        (caller.name, thing): expected(wicket, caller, row.action, thing) for caller, thing in asked
    }
    assert set(told.values()) >= {200, 403, 404}


def as_shown_to(caller: Caller, item: Any) -> Any:
    """An item of a list, with persons masked for who may not see them."""
    return item if Action.READ_PERSONS in RIGHTS[caller.role] else without_persons(item)


def without_persons(item: Any, *, persons: bool = False) -> Any:
    """What is shown to who may not see persons: everything below certain names is masked."""
    match item:
        case dict():
            told = cast("dict[str, Any]", item)
            return {n: without_persons(v, persons=persons or n in PERSONS) for n, v in told.items()}
        case str() if persons:
            return MASKED
        case _:
            return item


@pytest.mark.parametrize("row", LISTS, ids=_called)
def test_a_list_shows_what_the_policy_lets_its_caller_read(wicket: Wicket, row: ListOf) -> None:
    every = wicket.items(row, DISTRICT)
    for caller in readers():
        seen = [as_shown_to(caller, each) for each in every if sees(wicket, caller, row, each)]
        assert wicket.items(row, caller) == seen, caller


@pytest.mark.parametrize("row", SUMS, ids=_called)
def test_a_sum_is_over_what_the_policy_lets_its_caller_read(wicket: Wicket, row: SumOver) -> None:
    parts = wicket.items(next(each for each in LISTS if each.path == row.parts), DISTRICT)
    for caller in readers():
        status, body = wicket.ask(row.method, row.path, caller)
        seen = [row.part(each) for each in parts if sees(wicket, caller, row, each)]
        assert status == 200
        assert row.total(body) == pytest.approx(sum(seen)), caller


@pytest.mark.parametrize("row", CONTRACT, ids=_called)
def test_the_contract_is_the_same_for_all_who_may_read(wicket: Wicket, row: Contract) -> None:
    answers = [wicket.ask(row.method, row.url, caller) for caller in readers()]
    assert answers[0][0] == 200
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("row", COPIES, ids=_called)
def test_a_copy_has_what_the_policy_lets_its_taker_read(wicket: Wicket, row: CopyOf) -> None:
    for name, kind in row.kinds.items():
        address = re.sub(r"\{.*\}", name, row.path)
        _, every = wicket.copy(address, DISTRICT)
        assert every
        for caller in readers():
            seen = [
                key
                for key in every
                if expected(wicket, caller, Action.READ, f"{kind}:{key}") == 200
            ]
            may_take = row.action in RIGHTS[caller.role]
            assert wicket.copy(address, caller) == ((200, seen) if may_take else (403, [])), caller


@pytest.mark.parametrize("row", TABLE, ids=_called)
def test_who_may_read_no_books_is_told_so_whatever_he_asks_for(wicket: Wicket, row: Row) -> None:
    status, body = wicket.ask(row.method, _any_address(wicket, row), OPERATOR)
    assert (status, body["code"]) == (403, "forbidden")


@pytest.mark.parametrize("row", TABLE, ids=_called)
def test_without_a_key_nothing_is_answered(wicket: Wicket, row: Row) -> None:
    status, body = wicket.show(row.method, _any_address(wicket, row), None)
    assert (status, body["code"]) == (401, "key-missing")


def _any_address(wicket: Wicket, row: Row) -> str:
    if isinstance(row, Contract | OfAnAssessment):
        return row.url
    return row.address(next(wicket.things(row.kinds))) if isinstance(row, OneThing) else row.path


@pytest.mark.parametrize("row", ONE, ids=_called)
def test_what_is_anothers_is_answered_as_what_is_nobodys(wicket: Wicket, row: OneThing) -> None:
    for caller in readers():
        answers = {
            thing: wicket.ask(row.method, row.address(thing), caller)
            for thing in (*wicket.things(row.kinds), *UNKNOWN)
            if thing.partition(":")[0] in row.kinds
        }
        told = {
            str({**body, "instance": "", "facts": sorted(body["facts"])})
            for status, body in answers.values()
            if status == 404
        }
        assert len(told) == 1, caller
