"""Who may record what: what a caller does not see does not exist, what he sees he may be refused.

The table says of every operation of the story what each role is answered when its turn comes:
201 recorded, 403 seen and forbidden, 404 not seen.
"""

from collections.abc import Mapping

import pytest

from adapters.web.writing import story
from domain.access import Caller, Role
from tests.adapters.web.writing.conftest import Acting
from tests.adapters.web.writing.scribe import COMMANDS, STORY, Scribe, refused, typed

TOWN = "330411105"
OTHERS = "91330411MAW7DF1000"

OURS = Caller("本企业", Role.ENTERPRISE, frozenset({story.FIRM}))
THEIRS = Caller("别家", Role.ENTERPRISE, frozenset({OTHERS}))
YARD = Caller("再生中心", Role.REGENERATOR, frozenset({story.RECEIVER}))
OTHER_YARD = Caller("另一再生中心", Role.REGENERATOR, frozenset({"另一再生中心"}))
OUR_TOWN = Caller("本镇", Role.TOWN, frozenset({TOWN}))
OTHER_TOWN = Caller("邻镇", Role.TOWN, frozenset({"330411001"}))
AUDITOR = Caller("审计", Role.AUDITOR)
DRIVER = Caller("司机", Role.DRIVER, frozenset({"somebody"}))
INTEGRATOR = Caller("系统", Role.INTEGRATOR, frozenset({story.FIRM}))
OPERATOR = Caller("运维", Role.OPERATOR)
DISTRICT = Caller("区局", Role.DISTRICT)

ANSWERS: Mapping[str, tuple[int, int, int]] = {
    # operation: (our enterprise, our town, the yard)
    "register_enterprise": (403, 403, 404),
    "change_contacts": (201, 403, 404),
    "admit_enterprise": (403, 403, 404),
    "register_licence": (404, 404, 404),
    "adopt_tariff": (404, 404, 404),
    "adopt_settings": (404, 404, 404),
    "put_into_service": (403, 403, 404),
    "commit_replacement": (403, 403, 404),
    "measure_bed": (403, 403, 404),
    "install_device": (403, 403, 404),
    "install_treatment_unit": (403, 403, 404),
    "receive_carbon_lot": (404, 404, 404),
    "record_quality_test": (404, 404, 404),
    "fill_carbon": (201, 403, 404),
    "declare": (201, 403, 404),
    "replace_device": (403, 403, 404),
    "swap_carbon": (201, 403, 404),
    "verify_swap": (403, 201, 404),
    "label_container": (201, 403, 404),
    "correct_carbon": (201, 403, 404),
    "issue_manifest": (201, 403, 403),
    "weigh_arrival": (403, 403, 201),
    "accept_consignment": (403, 403, 201),
    "close_manifest": (403, 403, 201),
    "charge_the_kiln": (403, 403, 201),
    "discharge_the_kiln": (404, 404, 201),
    "remove_carbon": (201, 403, 404),
    "remove_device": (403, 403, 404),
    "take_out_of_service": (403, 403, 404),
    "remove_treatment_unit": (403, 403, 404),
    "name_duty_contact": (404, 201, 404),
}
NOBODYS = (THEIRS, OTHER_YARD, OTHER_TOWN, DRIVER, OPERATOR)


def test_the_table_knows_every_operation() -> None:
    assert list(ANSWERS) == STORY


def test_every_operation_is_open_to_those_who_may_and_to_nobody_else(
    scribe: Scribe, acting_as: Acting
) -> None:
    for operation, answers in ANSWERS.items():
        head = scribe.head()
        for caller in NOBODYS:
            acting_as(caller)
            refused(scribe.tell(operation), 404, "nothing-under-this-number")
        acting_as(AUDITOR)
        refused(scribe.tell(operation), 403, "forbidden")
        assert scribe.head() == head
        done = False
        for caller, status in zip((OURS, OUR_TOWN, YARD), answers, strict=True):
            acting_as(caller)
            answer = scribe.tell(operation)
            assert answer.status_code == status, (operation, caller.name, answer.text)
            done = done or status == 201
            if status == 201:
                assert answer.json()["command_id"].startswith(f"api:{caller.name}:")
        if not done:
            acting_as(DISTRICT)
            assert scribe.tell(operation).status_code == 201, operation


def test_an_integrator_sees_what_it_may_not_do(told: Scribe, acting_as: Acting) -> None:
    acting_as(INTEGRATOR)
    refused(told.tell("change_contacts"), 403, "forbidden")


ABSENT = {
    "code": "91330411MA0000000R",
    "adsorber": "TANOBODY",
    "unit": "TANOBODY",
    "device": "NOBODYS",
    "lot": "NOBODYS",
    "container": "NOBODYS",
    "number": "20223304999999",
    "batch": "NOBODYS",
    "group": "nobodys",
}
NAMED = [name for name in STORY if "{" in COMMANDS[name][0]]


@pytest.mark.parametrize("operation", NAMED)
def test_what_is_anothers_and_what_does_not_exist_are_told_alike(
    told: Scribe, acting_as: Acting, operation: str
) -> None:
    acting_as(OTHER_YARD)
    path, _ = COMMANDS[operation]
    foreign = refused(told.tell(operation), 404, "nothing-under-this-number")
    said = typed(operation)
    absent_at = path.format(**ABSENT)
    answer = told.client.post(absent_at, content=said.body.encode(), headers=said.headers)
    absent = refused(answer, 404, "nothing-under-this-number")
    assert list(foreign["facts"]) == list(absent["facts"])
    for told_of in (foreign, absent):
        del told_of["facts"], told_of["instance"]
    assert foreign == absent


def test_an_enterprise_sends_nobody_elses_containers(scribe: Scribe, acting_as: Acting) -> None:
    scribe.tell_until("swap_carbon")
    other = {"occurred": "2022-11-29", "code": OTHERS, "name": "别家"}
    assert scribe.send("/v1/enterprises", other).status_code == 201
    acting_as(THEIRS)
    head = scribe.head()
    departure = {
        "number": "20223304129009",
        "producer": OTHERS,
        "receiver": story.RECEIVER,
        "containers": [story.CONTAINER],
        "sent_kg": 580,
    }
    foreign = refused(scribe.send("/v1/manifests", departure), 404, "nothing-under-this-number")
    assert foreign["facts"] == {"container": story.CONTAINER}
    departure["producer"] = story.FIRM
    refused(scribe.send("/v1/manifests", departure), 404, "nothing-under-this-number")
    assert scribe.head() == head


def test_a_kiln_takes_no_other_yards_consignments(scribe: Scribe, acting_as: Acting) -> None:
    scribe.tell_until("close_manifest")
    head = scribe.head()
    acting_as(OTHER_YARD)
    refused(scribe.tell("charge_the_kiln"), 404, "nothing-under-this-number")
    assert scribe.head() == head


def test_a_lot_that_one_kiln_made_is_received_from_no_other(
    scribe: Scribe, acting_as: Acting
) -> None:
    scribe.tell_until("discharge_the_kiln")
    receipt = {
        "lot": story.KILN_LOT,
        "source": "regenerated",
        "supplier": "另一再生中心",
        "received_kg": 460,
    }
    acting_as(OTHER_YARD)
    refused(scribe.send("/v1/lots", receipt), 404, "nothing-under-this-number")
    acting_as(YARD)
    assert scribe.send("/v1/lots", {**receipt, "supplier": story.RECEIVER}).status_code == 201
