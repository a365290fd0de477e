"""The examples of the reference page are one story, which can be told from beginning to end."""

from typing import Any

from tests.adapters.web.described import DOCUMENT
from tests.adapters.web.json_schema import faults
from tests.adapters.web.writing.scribe import STORY, Scribe, typed

RECORDED = DOCUMENT["components"]["schemas"]["Recorded"]


def test_the_story_can_be_told_on_each_engine(scribe_on_each_engine: Scribe) -> None:
    scribe = scribe_on_each_engine
    for operation in STORY:
        before = scribe.head()
        answer = scribe.tell(operation)
        assert answer.status_code == 201, (operation, answer.text)
        told: dict[str, Any] = answer.json()
        assert faults(told, RECORDED, DOCUMENT) == []
        assert (told["first"], told["last"]) == (before + 1, scribe.head())
        assert told["caught_up"] is True
        if "location" in answer.headers:
            found = scribe.client.get(answer.headers["location"])
            assert found.status_code == 200, (operation, found.text)
    assert scribe.office.followers.differences() == []
    books = scribe.client.get("/v1/ledger").json()["totals"]
    assert (books["filled_kg"], books["removed_kg"]) == (1000, 1110.5)
    assert books["closing_difference_kg"] == 0


def test_told_twice_the_story_gets_its_first_answers_again(scribe: Scribe) -> None:
    first = [scribe.tell(operation).json() for operation in STORY]
    head = scribe.head()
    for operation, told in zip(STORY, first, strict=True):
        again = scribe.tell(operation)
        assert again.status_code == 200
        assert again.json() == {**told, "repeated": True}
    assert scribe.head() == head


def test_what_can_be_looked_up_is_shown_where_it_is_found(scribe: Scribe) -> None:
    found = {operation: scribe.tell(operation).headers.get("location") for operation in STORY}
    changes = {"change_contacts", "admit_enterprise", "record_quality_test", "fill_carbon"}
    assert {name for name, at in found.items() if at is None} >= changes
    assert found["register_enterprise"] == typed("change_contacts").address.rpartition("/")[0]
