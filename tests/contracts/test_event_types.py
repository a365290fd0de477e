"""What every `EventTypes` keeps to."""

import re

import pytest

from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from application.envelope import schema_name
from application.ports.event_types import ENVELOPE, EventType, EventTypes
from domain.adsorber import CarbonSwapped
from tests.schemas import faults, is_schema

CHINESE = re.compile(r"[\u4e00-\u9fff]")

TYPES: EventTypes = PublishedEventTypes(PUBLISHED)
every_type = pytest.mark.parametrize("one", TYPES.every(), ids=lambda one: one.name)


def test_every_published_name_is_an_event_type() -> None:
    assert [one.name for one in TYPES.every()] == list(PUBLISHED)


def test_the_types_of_one_kind_can_be_asked_for() -> None:
    kinds = {one.kind for one in TYPES.every()}
    by_kind = [one.name for kind in kinds for one in TYPES.every(kind)]
    assert sorted(by_kind) == sorted(PUBLISHED)
    assert TYPES.every("nothing") == []


def test_a_type_is_found_by_its_name() -> None:
    for one in TYPES.every():
        assert TYPES.one(one.name) == one
    assert TYPES.one("lot-drawn.v99") is None


@every_type
def test_a_type_is_told_in_both_languages(one: EventType) -> None:
    assert CHINESE.search(one.zh)
    assert not CHINESE.search(one.en)
    assert CHINESE.search(one.says)
    assert one.says.endswith("。")
    assert not CHINESE.search(one.says_en)
    assert one.says_en.endswith(".")


@every_type
def test_a_type_has_the_schema_that_its_events_name(one: EventType) -> None:
    assert is_schema(one.schema)
    assert one.schema["$id"] == schema_name(one.name)
    assert one.schema["$id"] == one.sample["dataschema"]


@every_type
def test_a_sample_is_a_whole_event_of_its_type(one: EventType) -> None:
    assert one.sample["type"] == one.name
    assert faults(one.sample, TYPES.envelope) == []
    assert faults(one.sample["data"], one.schema) == []


@every_type
def test_a_type_says_since_when_it_is_and_what_has_changed(one: EventType) -> None:
    assert one.changes
    for change in one.changes:
        assert re.fullmatch(r"\d+\.\d+\.\d+", change.version)
        assert CHINESE.search(change.zh)
        assert not CHINESE.search(change.en)


def test_the_envelope_has_a_schema_of_its_own() -> None:
    assert is_schema(TYPES.envelope)
    assert TYPES.envelope["$id"] == schema_name(ENVELOPE)
    assert TYPES.one(ENVELOPE) is None


def test_a_name_without_a_card_is_not_described_by_guessing() -> None:
    forgotten = PublishedEventTypes({"adsorber-carbon-forgotten.v1": CarbonSwapped})
    with pytest.raises(KeyError, match="forgotten"):
        forgotten.every()
