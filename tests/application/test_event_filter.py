"""Which events a filter accepts, and what is no filter."""

from typing import Any

import pytest

from application.event_filter import UnreadableFilter, any_type, read_filter

TOLD = {
    "type": "adsorber-carbon-swapped.v1",
    "subject": "adsorber:TADF100001",
    "town": "330411105",
    "data": {"removed_g": 1},
}
SWAP: Any = {"exact": {"type": "adsorber-carbon-swapped.v1"}}
ELSEWHERE: Any = {"exact": {"town": "330411106"}}


@pytest.mark.parametrize(
    "said",
    [
        [],
        SWAP,
        [SWAP],
        {"prefix": {"type": "adsorber-"}},
        {"suffix": {"subject": "100001"}},
        {"exact": {"type": "adsorber-carbon-swapped.v1", "town": "330411105"}},
        {"all": [SWAP, {"prefix": {"subject": "adsorber:"}}]},
        {"any": [ELSEWHERE, SWAP]},
        {"not": ELSEWHERE},
        {"not": {"exact": {"enterprise": "91330411MAW7DF1000"}}},
        {"all": []},
    ],
)
def test_it_is_accepted(said: Any) -> None:
    assert read_filter(said).accepts(TOLD)


@pytest.mark.parametrize(
    "said",
    [
        ELSEWHERE,
        [SWAP, ELSEWHERE],
        {"exact": {"type": "adsorber-carbon-swapped.v1", "town": "330411106"}},
        {"prefix": {"enterprise": "9133"}},
        {"suffix": {"type": ".v2"}},
        {"not": SWAP},
        {"any": []},
        {"exact": {"data": "{'removed_g': 1}"}},
    ],
)
def test_it_is_not_accepted(said: Any) -> None:
    assert not read_filter(said).accepts(TOLD)


def nested(depth: int) -> Any:
    said = SWAP
    for _ in range(depth):
        said = {"not": said}
    return said


@pytest.mark.parametrize(
    "said",
    [
        None,
        "type",
        {},
        {"exact": {}},
        {"exact": {"type": ""}},
        {"exact": {"type": 1}},
        {"exact": ["type"]},
        {"sql": "type = 'x'"},
        {**SWAP, **{"prefix": {"type": "a"}}},
        {"all": SWAP},
        {"not": [SWAP]},
        {"any": [SWAP, 1]},
        nested(40),
        {"any": [SWAP] * 200},
    ],
)
def test_it_is_no_filter(said: Any) -> None:
    with pytest.raises(UnreadableFilter):
        read_filter(said)


def test_names_may_end_in_a_star() -> None:
    assert any_type([]).accepts(TOLD)
    assert any_type(["lot-*", "adsorber-*"]).accepts(TOLD)
    assert any_type(["adsorber-carbon-swapped.v1"]).accepts(TOLD)
    assert not any_type(["adsorber-carbon-swapped"]).accepts(TOLD)
