"""Who may subscribe, and whose a subscription is."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.web.writing import story
from adapters.web.writing.operations import SUBSCRIBES
from domain.access import Caller, Role
from tests.adapters.web.writing.conftest import Acting
from tests.adapters.web.writing.scribe import COMMANDS, Scribe, refused
from tests.adapters.web.writing.subscribers import (
    NOWHERE,
    at,
    near_receivers,
    opened,
    shown,
)
from tests.receiver import Receiver, listening
from tests.subscribing import DISTRICT

OURS = Caller("本企业", Role.ENTERPRISE, frozenset({story.FIRM}))
OUR_OTHER_KEY = replace(OURS, name="key:another1")
THEIRS = Caller("别家", Role.ENTERPRISE, frozenset({"91330411MAW7DF1000"}))
TOWN = Caller("本镇", Role.TOWN, frozenset({"330411105"}))
YARD = Caller("再生中心", Role.REGENERATOR, frozenset({story.RECEIVER}))
SYSTEM = Caller("系统", Role.INTEGRATOR, frozenset({story.FIRM}))
AUDITOR = Caller("审计", Role.AUDITOR)
DRIVER = Caller("司机", Role.DRIVER, frozenset({"somebody"}))
OPERATOR = Caller("运维", Role.OPERATOR)


@pytest.fixture
def scribe(tmp_path: Path) -> Generator[Scribe]:
    with near_receivers(tmp_path) as opened:
        yield opened


@pytest.fixture
def receiver() -> Generator[Receiver]:
    with listening() as opened:
        yield opened


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        (OURS, 201),
        (THEIRS, 201),
        (TOWN, 201),
        (YARD, 201),
        (SYSTEM, 201),
        (DISTRICT, 201),
        (AUDITOR, 403),
        (DRIVER, 403),
        (OPERATOR, 403),
    ],
    ids=lambda value: value.role.value if isinstance(value, Caller) else "",
)
def test_who_may_subscribe(
    scribe: Scribe, receiver: Receiver, acting_as: Acting, caller: Caller, status: int
) -> None:
    acting_as(caller)
    answer = scribe.send("/v1/subscriptions", {"name": "看板", "url": receiver.url})
    assert answer.status_code == status, answer.text
    assert scribe.client.get("/v1/subscriptions").status_code == (200 if status == 201 else 403)


@pytest.mark.parametrize("caller", [THEIRS, TOWN, YARD, SYSTEM], ids=lambda caller: caller.name)
def test_what_is_anothers_does_not_exist(
    scribe: Scribe, receiver: Receiver, acting_as: Acting, caller: Caller
) -> None:
    acting_as(OURS)
    identity = opened(scribe, receiver.url)["subscription"]
    acting_as(caller)
    assert scribe.client.get("/v1/subscriptions").json()["items"] == []
    for path in ((), ("deliveries",), ("parked",)):
        refused(scribe.client.get(at(identity, *path)), 404, "nothing-under-this-number")
        refused(scribe.client.get(at(NOWHERE, *path)), 404, "nothing-under-this-number")
    for operation in SUBSCRIBES[1:]:
        path, described = COMMANDS[operation.handler_name]
        body = described["requestBody"]["content"]["application/json"]["examples"]["example"]
        for there in (identity, NOWHERE):
            answer = scribe.send(path.format(subscription=there, position=1), body["value"])
            refused(answer, 404, "nothing-under-this-number")
    assert receiver.heard == []


def test_who_asks_for_anothers_is_on_record(
    scribe: Scribe, receiver: Receiver, acting_as: Acting
) -> None:
    acting_as(OURS)
    identity = opened(scribe, receiver.url)["subscription"]
    acting_as(THEIRS)
    scribe.client.get(at(identity))
    scribe.send(at(identity, "pause"), {})
    refusals = [each.fact for each in scribe.office.access.entries()]
    assert [(each.asked, each.why.value) for each in refusals] == [
        (f"GET {at(identity)}", "foreign"),
        (f"POST {at(identity, 'pause')}", "foreign"),
    ]


def test_another_key_about_the_same_manages_it_and_so_does_the_district(
    scribe: Scribe, receiver: Receiver, acting_as: Acting
) -> None:
    acting_as(OURS)
    identity = opened(scribe, receiver.url)["subscription"]
    acting_as(DISTRICT)
    assert scribe.send(at(identity, "pause"), {}).status_code == 201
    acting_as(OUR_OTHER_KEY)
    assert scribe.send(at(identity, "resume"), {}).status_code == 201
    assert shown(scribe, identity)["holder"] == OUR_OTHER_KEY.name
