"""What was published stays readable, by whoever read it before and of whatever was told before."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from application.ports.event_types import ENVELOPE
from tests import public_contract
from tests.breaking import breaks, shape
from tests.public_contract import FOLDER, current, kept, path
from tests.schemas import faults

KEPT = sorted(file.name.removesuffix(".json") for file in FOLDER.glob("*.json"))
NOW = current()
SWAPPED = "adsorber-carbon-swapped.v1"

Change = Callable[[Any], object]
every_kept = pytest.mark.parametrize("name", [name for name in KEPT if name in NOW])


def test_everything_published_is_kept() -> None:
    missing = {*PUBLISHED, ENVELOPE} - set(KEPT)
    assert missing == set(), "run `python -m tests.public_contract`"


def test_a_name_that_was_ever_published_can_still_be_read() -> None:
    assert {name for name in KEPT if name not in NOW and name not in UPCASTERS} == set()


@every_kept
def test_a_schema_of_today_breaks_nothing_that_was_published(name: str) -> None:
    schema, _ = NOW[name]
    assert kept(name).broken_by(schema) == []


@every_kept
def test_the_schema_of_today_is_kept_as_well(name: str) -> None:
    schema, _ = NOW[name]
    assert kept(name).schemas[-1] == shape(schema), "run `python -m tests.public_contract`"


@every_kept
def test_samples_are_kept_that_fit_what_was_published(name: str) -> None:
    found = kept(name)
    assert found.samples
    assert [why for sample in found.samples for why in faults(sample, found.schemas[-1])] == []


def swapped(change: Change) -> Any:
    """The schema of a swap after somebody has changed it."""
    schema = deepcopy(shape(NOW[SWAPPED][0]))
    change(schema)
    return schema


def _field(name: str, *parts: str) -> Callable[[Any], Any]:
    def find(schema: Any) -> Any:
        found = schema["properties"][name]
        for part in parts:
            found = found[part]
        return found

    return find


def _gone(schema: Any) -> None:
    del schema["properties"]["vehicle"]
    schema["required"].remove("vehicle")


def _renamed(schema: Any) -> None:
    schema["properties"]["taken_out_g"] = schema["properties"].pop("removed_g")
    schema["required"][schema["required"].index("removed_g")] = "taken_out_g"


BREAKING: dict[str, Change] = {
    "a field is gone": _gone,
    "a field is renamed": _renamed,
    "an optional field that is gone was never listed as required": lambda s: s["properties"].pop(
        "operator"
    ),
    "a field must be there that old events do not have": lambda s: s["required"].append("weather"),
    "a field need not be there any more": lambda s: s["required"].remove("lot"),
    "null is allowed no longer": lambda s: _field("vehicle")(s).update(type="string"),
    "null is allowed from now on": lambda s: _field("lot")(s).update(type=["string", "null"]),
    "grams are a number": lambda s: _field("removed_g")(s).update(type="number"),
    "a number is a text": lambda s: _field("removed_g")(s).update(type="string"),
    "a pattern is narrower": lambda s: _field("lot")(s).update(pattern="^H[0-9]+$"),
    "a pattern is new": lambda s: _field("vehicle")(s).update(pattern="^浙"),
    "a bound is new": lambda s: _field("removed_g")(s).update(minimum=1),
    "a value is taken away": lambda s: _field("observations", "items", "enum")(s).remove(
        "under-filled"
    ),
    "values are listed that were not": lambda s: _field("vehicle")(s).update(enum=["浙F1T40X"]),
    "values are listed no longer": lambda s: _field("observations", "items")(s).pop("enum"),
    "something within a list is gone": lambda s: _field("beds", "items", "properties")(s).pop(
        "ended"
    ),
    "a list is no list": lambda s: _field("beds")(s).update(type="object"),
    "other fields are refused": lambda s: s.update(additionalProperties=False),
}
HARMLESS: dict[str, Change] = {
    "nothing": lambda _: None,
    "a field is added that may be missing": lambda s: s["properties"].update(
        weather={"type": "string"}
    ),
    "a value is added": lambda s: _field("observations", "items", "enum")(s).append("wet"),
    "it is said better": lambda s: _field("lot")(s).update(description="批号 / The lot"),
}


@pytest.mark.parametrize("what", BREAKING)
def test_a_change_that_breaks_readers_is_found(what: str) -> None:
    assert breaks(NOW[SWAPPED][0], swapped(BREAKING[what])) != []


@pytest.mark.parametrize("what", HARMLESS)
def test_a_change_that_readers_can_pass_over_is_let_through(what: str) -> None:
    assert breaks(NOW[SWAPPED][0], swapped(HARMLESS[what])) == []


def test_a_schema_that_does_not_take_an_old_sample_is_found() -> None:
    found = kept(SWAPPED)
    narrowed = swapped(lambda s: _field("lot")(s).update(pattern="^H[0-9]+$"))
    assert any("old sample" in why for why in found.broken_by(narrowed))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing is kept yet."""
    monkeypatch.setattr(public_contract, "FOLDER", tmp_path)
    assert set(public_contract.write_missing()) == set(NOW)
    return tmp_path


def test_what_is_kept_is_written_once(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert public_contract.write_missing() == []
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert set(before) >= {path(name).name for name in PUBLISHED}


def _published_as(folder: Path, change: Change) -> Path:
    """Make it so that a swap was once published with another schema than today's."""
    file = folder / f"{SWAPPED}.json"
    held = json.loads(file.read_text())
    change(held["schemas"][0])
    file.write_text(json.dumps(held))
    return file


def test_a_schema_that_has_gained_something_is_put_behind_the_old_one(folder: Path) -> None:
    file = _published_as(folder, lambda s: _field("observations", "items", "enum")(s).pop())
    earlier = json.loads(file.read_text())
    assert public_contract.write_missing() == [SWAPPED]
    grown = json.loads(file.read_text())
    assert grown["schemas"] == [*earlier["schemas"], shape(NOW[SWAPPED][0])]
    assert grown["samples"] == earlier["samples"]


def test_a_schema_that_breaks_something_is_not_kept(folder: Path) -> None:
    file = _published_as(folder, lambda s: s["properties"].update(weather={"type": "string"}))
    before = file.read_bytes()
    with pytest.raises(ValueError, match="weather: is gone"):
        public_contract.write_missing()
    assert file.read_bytes() == before
