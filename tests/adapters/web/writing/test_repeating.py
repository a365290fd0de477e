"""A command is known by its key: repeated it changes nothing, contradicted it is refused."""

from typing import Any

import pytest

from adapters.web.writing import story
from domain.access import Caller, Role
from tests.adapters.web.writing.conftest import Acting
from tests.adapters.web.writing.scribe import Scribe, refused

LOT: dict[str, Any] = {
    "occurred": "2022-11-29",
    "lot": "XT1",
    "source": "virgin",
    "supplier": "某炭业",
    "received_kg": 500,
}
SWAPS = f"/v1/adsorbers/{story.ADSORBER}/swaps"


def contacts(name: str) -> dict[str, Any]:
    """Another person to call."""
    return {"contact": {"name": name}}


def test_a_repeated_command_gets_its_first_answer_and_changes_nothing(scribe: Scribe) -> None:
    first = scribe.send("/v1/lots", LOT, "key")
    again = scribe.send("/v1/lots", LOT, "key")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "repeated": True}
    assert again.headers["location"] == first.headers["location"]
    assert scribe.head() == first.json()["last"]


@pytest.mark.parametrize(
    "same",
    [
        {"received_kg": 500.0},
        {"received_kg": "500"},
        {"received_kg": "500.000"},
        {"provenance": "live"},
        {"quality": None},
    ],
)
def test_the_same_said_in_other_words_is_the_same(scribe: Scribe, same: dict[str, Any]) -> None:
    scribe.send("/v1/lots", LOT, "key")
    assert scribe.send("/v1/lots", {**LOT, **same}, "key").json()["repeated"] is True


def test_a_moment_in_another_zone_is_the_same_moment(scribe: Scribe) -> None:
    for moment in ("2022-11-30T10:00:00+08:00", "2022-11-30T02:00:00Z"):
        said = scribe.send("/v1/lots", {**LOT, "occurred": moment}, "key")
    assert said.json()["repeated"] is True


@pytest.mark.parametrize(
    ("other", "field", "recorded", "given"),
    [
        ({"received_kg": 500.001}, "received_kg", "500", "500.001"),
        ({"supplier": "另一家"}, "supplier", "某炭业", "另一家"),
        ({"occurred": "2022-11-28"}, "occurred", "2022-11-29", "2022-11-28"),
        ({"provenance": "paper"}, "provenance", "None", "paper"),
        (
            {"quality": {"iodine_mg_per_g": 800}},
            "quality/iodine_mg_per_g",
            "None",
            "800",
        ),
    ],
)
def test_a_contradicting_command_is_refused_with_the_field(
    scribe: Scribe, other: dict[str, Any], field: str, recorded: str, given: str
) -> None:
    head = scribe.send("/v1/lots", LOT, "key").json()["last"]
    told = refused(scribe.send("/v1/lots", {**LOT, **other}, "key"), 409, "contradicts-recorded")
    assert told["facts"] == {"field": field, "recorded": recorded, "given": given}
    assert scribe.head() == head


def test_a_key_of_another_operation_is_a_contradiction(scribe: Scribe) -> None:
    scribe.tell_until("change_contacts")
    admission = f"/v1/enterprises/{story.FIRM}/admission"
    told = refused(
        scribe.send(admission, {}, "example-change_contacts"), 409, "contradicts-recorded"
    )
    assert told["facts"]["field"] == "operation"


def test_a_contradiction_about_a_person_shows_the_clients_own_words(scribe: Scribe) -> None:
    scribe.tell_until("register_enterprise")
    path = f"/v1/enterprises/{story.FIRM}/contacts"
    assert scribe.send(path, contacts("李工"), "key").status_code == 201
    told = refused(scribe.send(path, contacts("王工"), "key"), 409, "contradicts-recorded")
    assert told["facts"] == {"field": "contact/name", "recorded": "李工", "given": "王工"}


def test_what_looks_like_a_sealed_text_is_still_compared(scribe: Scribe) -> None:
    scribe.send("/v1/lots", {**LOT, "supplier": "sealed:a:b"}, "key")
    other = scribe.send("/v1/lots", {**LOT, "supplier": "sealed:a:c"}, "key")
    assert refused(other, 409, "contradicts-recorded")["facts"]["field"] == "supplier"


def test_a_refusal_uses_up_no_key(scribe: Scribe) -> None:
    refused(scribe.send("/v1/lots", {**LOT, "received_kg": 0}, "key"), 409, "no-mass")
    assert scribe.send("/v1/lots", LOT, "key").status_code == 201


def test_a_repeated_command_is_answered_though_it_would_be_refused_by_now(scribe: Scribe) -> None:
    scribe.tell_until("swap_carbon")
    before = scribe.head()
    scribe.office.clock.stands_at = scribe.office.clock.now().replace(day=29)  # type: ignore[attr-defined]
    assert scribe.tell("register_enterprise").json()["repeated"] is True
    assert scribe.head() == before


def test_nothing_new_is_recorded_as_nothing(scribe: Scribe) -> None:
    scribe.tell_until("change_contacts")
    head = scribe.head()
    path = f"/v1/enterprises/{story.FIRM}/contacts"
    same = {"contact": {"name": "周主任", "phone": "13900000000"}}
    answer = scribe.send(f"{path}?wait=5", same)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["first"], told["last"], told["repeated"], told["caught_up"]) == (0, 0, False, True)
    assert scribe.head() == head


def test_the_same_key_of_two_callers_is_two_commands(scribe: Scribe, acting_as: Acting) -> None:
    ids: set[str] = set()
    for number, name in enumerate(["甲", "甲:", "甲%3A", "api"]):
        acting_as(Caller(name, Role.DISTRICT))
        for key in ("key", ":key"):
            lot = {**LOT, "lot": f"XT{number}-{len(key)}"}
            answer = scribe.send("/v1/lots", lot, key)
            assert answer.status_code == 201
            ids.add(answer.json()["command_id"])
    assert len(ids) == 8


def test_who_asked_is_the_actor_and_paper_is_told_apart(scribe: Scribe, acting_as: Acting) -> None:
    acting_as(Caller("区局 张三", Role.DISTRICT))
    scribe.send("/v1/lots?wait=5", {**LOT, "occurred": "2022-10-01"})
    scribe.send("/v1/lots?wait=5", {**LOT, "lot": "XT2", "provenance": "paper"})
    live, paper = (
        scribe.client.get(f"/v1/facts?stream=lot:{lot}").json()["items"][0]
        for lot in ("XT1", "XT2")
    )
    assert (live["actor"], live["provenance"], live["late"]) == ("区局 张三", "live", True)
    assert (paper["provenance"], paper["late"]) == ("paper", False)


@pytest.mark.parametrize("wait", ["5", "true", "0"])
def test_who_waits_reads_what_was_written(scribe: Scribe, wait: str) -> None:
    answer = scribe.send(f"/v1/lots?wait={wait}", LOT).json()
    if answer["caught_up"]:
        assert scribe.client.get("/v1/lots").json()["items"][0]["id"] == "XT1"
    assert answer["caught_up"] or wait == "0"


def test_who_does_not_wait_is_told_nothing_of_the_views(scribe: Scribe) -> None:
    assert scribe.send("/v1/lots", LOT).json()["caught_up"] is None


@pytest.mark.parametrize("wait", ["31", "-1", "1.5", "yes", ""])
def test_a_wait_of_the_wrong_shape_is_refused(told: Scribe, wait: str) -> None:
    head = told.head()
    answer = told.send(f"/v1/lots?wait={wait}", LOT)
    assert refused(answer, 400, "bad-parameter")["field"] == "wait"
    assert told.head() == head
