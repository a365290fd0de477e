"""An enterprise objects, the town looks, the district decides: each his own part of it."""

import pytest

from adapters.web.writing import story
from application.act import only
from application.office import request
from domain.access import Caller, Role
from domain.charge import CHARGE
from domain.charge_course import CodeObjected, ObjectionDecided, SiteChecked
from domain.charge_noting import ChangeHealthCode
from domain.code import Code
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from tests.adapters.web.writing.conftest import Acting
from tests.adapters.web.writing.scribe import Scribe, refused

FIRM = Caller("本企业", Role.ENTERPRISE, frozenset({story.FIRM}))
TOWN = Caller("本镇", Role.TOWN, frozenset({"330411105"}))
DISTRICT = Caller("区局", Role.DISTRICT)
AUDITOR = Caller("审计", Role.AUDITOR)
OTHER_TOWN = Caller("邻镇", Role.TOWN, frozenset({"330411001"}))

OBJECTION = {"reason": "探头结垢"}
CHECK = {"inspector": "王店镇生态办", "found": "探头结垢, 已清洗"}
DECISION = {"upheld": True, "reason": "属实", "disregarded_from": "2022-11-29"}


@pytest.fixture
def coded(scribe: Scribe) -> Scribe:
    """The first charge of the story is at work, and its code is yellow."""
    scribe.tell_until("fill_carbon")
    office = scribe.office
    command = ChangeHealthCode(office.now(), Code.YELLOW, (), "P-1")
    office.log.perform(only(CHARGE, ChargeId(story.CHARGE), command), request("assess", None))
    return scribe


def at(part: str) -> str:
    return f"/v1/charges/{story.CHARGE}/{part}"


def test_an_objection_is_raised_checked_and_decided_by_three(
    coded: Scribe, acting_as: Acting
) -> None:
    acting_as(FIRM)
    assert coded.send(at("objections"), OBJECTION).status_code == 201
    refused(coded.send(at("objections"), OBJECTION), 409, "objection-under-way")
    acting_as(DISTRICT)
    whole = {**DECISION, "disregarded_until": "2022-11-30"}
    refused(coded.send(at("decisions"), whole), 409, "site-not-checked")
    acting_as(TOWN)
    assert coded.send(at("site-checks"), CHECK).status_code == 201
    acting_as(DISTRICT)
    refused(coded.send(at("decisions"), DECISION), 409, "rejection-disregards")
    assert coded.send(at("decisions"), whole).status_code == 201
    told = [each.fact for each in coded.office.log.facts(f"charge:{story.CHARGE}")]
    objected, checked, decided = told[-3:]
    assert objected == CodeObjected(objected.occurred, Code.YELLOW, "探头结垢")
    assert checked == SiteChecked(checked.occurred, "王店镇生态办", "探头结垢, 已清洗")
    first, last = Occurred("2022-11-29"), Occurred("2022-11-30")
    assert decided == ObjectionDecided(decided.occurred, True, "属实", first, last)


@pytest.mark.parametrize(
    ("part", "body", "may"),
    [
        ("objections", OBJECTION, (FIRM, DISTRICT)),
        ("site-checks", CHECK, (TOWN, DISTRICT)),
        ("decisions", DECISION, (DISTRICT,)),
    ],
)
def test_each_part_is_for_those_whose_it_is(
    coded: Scribe, acting_as: Acting, part: str, body: dict[str, object], may: tuple[Caller, ...]
) -> None:
    for caller in (FIRM, TOWN, DISTRICT, AUDITOR):
        acting_as(caller)
        answer = coded.send(at(part), body)
        assert (answer.status_code != 403) is (caller in may), (caller.name, answer.text)
    acting_as(OTHER_TOWN)
    refused(coded.send(at(part), body), 404, "nothing-under-this-number")
