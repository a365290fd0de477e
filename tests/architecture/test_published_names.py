"""A fact on disk is for ever: it has a name, a golden file and a line in the glossary."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args

import pytest

from adapters.eventlog.published import PUBLISHED
from domain.record import Decider
from tests.architecture.source import PROJECT, TESTS, domain_modules

GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text()
NAME = re.compile(r"(?P<kind>[a-z]+)-[a-z]+(-[a-z]+)*\.v[1-9]\d*")


def _deciders() -> Iterator[tuple[ModuleType, Decider[Any, Any, Any]]]:
    for module in domain_modules():
        for value in vars(module).values():
            if isinstance(value, Decider):
                yield module, value


DECIDERS = list(_deciders())
KINDS = {decider.kind for _, decider in DECIDERS}
FACTS = {fact for module, _ in DECIDERS for fact in (get_args(module.Fact) or (module.Fact,))}


def test_every_fact_has_a_published_name() -> None:
    assert {fact.__name__ for fact in FACTS - set(PUBLISHED.values())} == set()


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_name_begins_with_the_kind_of_stream_it_is_found_in(name: str) -> None:
    spelled = NAME.fullmatch(name)
    assert spelled
    assert spelled["kind"] in KINDS


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_name_stands_in_the_glossary(name: str) -> None:
    assert f"`{name}`" in GLOSSARY


def test_golden_files_and_published_names_are_the_same_set() -> None:
    golden = {file.name.removesuffix(".json") for file in (TESTS / "golden").glob("*.json")}
    assert golden == set(PUBLISHED)
