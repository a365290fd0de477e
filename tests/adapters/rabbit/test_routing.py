"""Routing keys, and the binding keys that ask for them."""

from collections.abc import Sequence

import pytest

from adapters.eventlog.published import PUBLISHED
from adapters.rabbit.routing import UnroutableType, binding_keys, routing_key


def matches(binding: str, routing: str) -> bool:
    """As a topic exchange has it, for the keys that we make."""
    if binding == "#":
        return True
    pairs = zip(binding.split("."), routing.split("."), strict=True)
    return all(wanted in ("*", said) for wanted, said in pairs)


def test_a_routing_key_says_kind_fact_and_town() -> None:
    told = {"type": "adsorber-carbon-swapped.v1", "town": "330411105"}
    assert routing_key(told) == "adsorber.carbon-swapped.330411105"
    assert routing_key({"type": "key-issued.v1"}) == "key.issued.-"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_name_can_be_asked_for_by_itself_and_by_its_kind(name: str) -> None:
    kind = name.partition("-")[0]
    key = routing_key({"type": name})
    assert key.count(".") == 2
    for asked in (name, f"{kind}-*"):
        (binding,) = binding_keys([asked])
        wanted = {each for each in PUBLISHED if matches(binding, routing_key({"type": each}))}
        assert name in wanted
        assert wanted <= {each for each in PUBLISHED if each.startswith(f"{kind}-")}
    assert [each for each in PUBLISHED if matches(binding_keys([each])[0], key)] == [name]


def test_nothing_asked_for_is_everything() -> None:
    assert binding_keys(()) == ["#"]


@pytest.mark.parametrize("types", [["lot"], ["*"], ["lot-dr*"], ["#"], ["lot-*-x"], ["Lot-drawn"]])
def test_what_the_broker_cannot_route_by_is_refused(types: Sequence[str]) -> None:
    with pytest.raises(UnroutableType):
        binding_keys(types)
