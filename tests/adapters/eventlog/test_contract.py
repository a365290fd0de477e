"""What is published of the facts is what is told of them."""

import re
from collections.abc import Generator, Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.contract_cards import CARDS
from adapters.eventlog.contract_fields import FIELDS
from adapters.eventlog.contract_schema import object_schema
from adapters.eventlog.published import PUBLISHED
from adapters.wiring import open_demo
from application.envelope import Envelope
from application.events import THE_DISTRICTS_SYSTEMS, Audience
from application.office import Office
from application.public_form import masked, public_form
from domain.access import EVERYTHING
from domain.key import KeyDigest
from domain.personal import Personal
from tests import golden_files
from tests.anything import one
from tests.architecture.source import PROJECT
from tests.demo_books import copied
from tests.schemas import faults, faults_in_draft_7

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text()
SAMPLES = PROJECT / "src" / "adapters" / "eventlog" / "samples"
TYPES = PublishedEventTypes(PUBLISHED)
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_name = pytest.mark.parametrize("name", PUBLISHED)


@pytest.fixture(scope="module")
def demo(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """The district that most samples are from."""
    folder = copied(loaded, tmp_path_factory.mktemp("contract"))
    with open_demo(f"sqlite:///{folder / 'demo.sqlite'}") as office:
        yield office


def told(office: Office, audience: Audience) -> Iterator[Envelope]:
    """Every event there is."""
    place, head = 0, 1
    while place < head:
        found = office.events.after(place, 500, audience)
        yield from found.events
        place, head = found.next, found.head


@every_name
@given(data=st.data())
def test_whatever_a_fact_says_outside_is_what_its_schema_has(
    name: str, data: st.DataObject
) -> None:
    described = TYPES.one(name)
    assert described
    said = public_form(data.draw(one(PUBLISHED[name])), masked)
    assert faults(said, described.schema) == []
    assert set(said) == set(described.schema["properties"])


@every_name
def test_what_was_ever_stored_is_what_the_schema_has(name: str) -> None:
    fact = golden_files.CODEC.decode(name, golden_files.path(name).read_bytes())
    described = TYPES.one(name)
    assert described
    assert faults(public_form(fact, lambda _: "已删除"), described.schema) == []


@pytest.mark.parametrize("sees_persons", [True, False])
def test_every_event_of_the_demo_is_what_both_schemas_have(
    demo: Office, *, sees_persons: bool
) -> None:
    wrong: list[str] = []
    for event in told(demo, Audience(EVERYTHING, sees_persons)):
        described = TYPES.one(event["type"])
        assert described
        assert set(event) <= set(TYPES.envelope["properties"])
        assert set(event["data"]) == set(described.schema["properties"])
        wrong += faults(event, TYPES.envelope) + faults(event["data"], described.schema)
    assert wrong == []


def test_what_is_made_up_is_not_what_a_schema_has() -> None:
    sample = TYPES.every("lot")[3].sample["data"]
    schema = TYPES.every("lot")[3].schema
    for wrong in (
        {**sample, "mass_g": 1.5},
        {**sample, "mass_g": "900000"},
        {**sample, "adsorber": "tadf"},
        {**sample, "key": "2022-09-03T09:46:00Z"},
        {name: said for name, said in sample.items() if name != "occurred"},
        "lot",
    ):
        assert faults(wrong, schema)


@every_name
def test_readers_of_an_older_dialect_come_to_the_same_answer(name: str) -> None:
    described = TYPES.one(name)
    assert described
    assert faults_in_draft_7(described.sample["data"], described.schema) == []
    assert faults_in_draft_7({}, described.schema)


@every_name
def test_a_name_is_called_in_chinese_what_the_glossary_calls_it(name: str) -> None:
    assert f"| `{name}` | {CARDS[name].zh} |" in GLOSSARY


def test_cards_samples_and_published_names_are_the_same_set() -> None:
    samples = {file.name.removesuffix(".json") for file in SAMPLES.glob("*")}
    assert set(CARDS) == set(PUBLISHED) == samples


def _dataclasses(kind: Any) -> Iterator[type[Any]]:
    for part in get_args(kind):
        yield from _dataclasses(part)
    if isinstance(kind, type) and is_dataclass(kind) and kind is not Personal:
        yield kind
        for hint in get_type_hints(kind).values():
            yield from _dataclasses(hint)


def test_every_field_is_described_in_both_languages_and_nothing_else_is() -> None:
    kinds = {found for fact in PUBLISHED.values() for found in _dataclasses(fact)}
    needed = {
        f"{kind.__name__}.{field}": field
        for kind in kinds
        for field, hint in get_type_hints(kind).items()
        if hint is not KeyDigest
    }
    assert set(needed.values()) - set(FIELDS) - _only_by_class() == set()
    assert {name for name in FIELDS if name not in {*needed, *needed.values()}} == set()
    for zh, en in FIELDS.values():
        assert CHINESE.search(zh)
        assert not CHINESE.search(en)


def _only_by_class() -> set[str]:
    return {name.partition(".")[2] for name in FIELDS if "." in name}


@every_name
def test_what_a_key_hashes_to_is_not_in_the_contract(name: str) -> None:
    assert "digest" not in str(object_schema(PUBLISHED[name]))


@every_name
def test_a_sample_shows_nobodys_name(name: str) -> None:
    described = TYPES.one(name)
    assert described
    for path in _personal(described.schema["properties"], described.sample["data"]):
        assert path in {"***", None}


def _personal(properties: Any, said: Any) -> Iterator[Any]:
    for field, schema in properties.items():
        if "***" in schema["description"]:
            yield said[field]
        elif "properties" in schema and said[field] is not None:
            yield from _personal(schema["properties"], said[field])


def test_the_samples_of_what_the_demo_has_are_events_of_the_demo(demo: Office) -> None:
    events = {event["id"]: event for event in told(demo, THE_DISTRICTS_SYSTEMS)}
    types = {event["type"] for event in events.values()}
    of_the_demo = [each.sample for each in TYPES.every() if each.name in types]
    assert of_the_demo
    # Every installation has its own source, and every import its own correlation id.
    own = ("source", "correlationid")
    for sample in of_the_demo:
        event = events[sample["id"]]
        assert sample == {**event, **{name: sample[name] for name in own}}


def test_enumerations_are_told_by_their_values() -> None:
    for fact in PUBLISHED.values():
        hints, properties = get_type_hints(fact), object_schema(fact)["properties"]
        for field, hint in hints.items():
            if isinstance(hint, type) and issubclass(hint, Enum):
                assert properties[field]["enum"] == [each.value for each in hint]
