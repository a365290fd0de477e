"""`tanguanjia custody`, from every kind of place and both ways."""

import pytest

from tests.terminal import Terminal

MANIFEST = "20223304120001"
CONTAINER = "C-TADFK72U02-202209010852"
CHARGE = "TADFK72U02-1-1"
BATCH = "RK20220906"
LOT = "XT220104001"
OUTPUT = "ZS220908010"


def _nodes(terminal: Terminal, *arguments: str) -> set[str]:
    return {node["node"] for node in terminal.demo("custody", *arguments, "--json").json["nodes"]}


@pytest.mark.parametrize("start", [LOT, CHARGE, CONTAINER, MANIFEST, BATCH])
def test_the_whole_way_is_found_from_anywhere_on_it(terminal: Terminal, start: str) -> None:
    found = _nodes(terminal, start)
    assert {
        f"lot:{LOT}",
        f"charge:{CHARGE}",
        f"container:{CONTAINER}",
        f"manifest:{MANIFEST}",
        f"batch:{BATCH}",
        f"lot:{OUTPUT}",
    } <= found


def test_backwards_ends_where_the_carbon_was_bought(terminal: Terminal) -> None:
    told = terminal.demo("custody", CONTAINER, "--direction", "backwards", "--json").json
    assert told["origins"] == [f"lot:{LOT}"]
    assert all(node["steps"] <= 0 for node in told["nodes"])


def test_forwards_goes_on_into_the_regenerated_lot(terminal: Terminal) -> None:
    found = _nodes(terminal, CHARGE, "--direction", "forwards")
    assert {f"batch:{BATCH}", f"lot:{OUTPUT}", f"disposal:{BATCH}"} <= found
    assert f"lot:{LOT}" not in found


def test_the_way_on_was_not_there_before_it_was_gone(terminal: Terminal) -> None:
    before = _nodes(terminal, CHARGE, "--as-of", "2022-08-31")
    assert f"charge:{CHARGE}" in before
    assert f"container:{CONTAINER}" not in before


def test_people_see_the_ends(terminal: Terminal) -> None:
    said = terminal.demo("custody", MANIFEST).out
    assert f"来处 origins: lot:{LOT}" in said
    assert "再生批次 kiln run" in said


def test_an_unknown_number_is_refused_in_both_languages(terminal: Terminal) -> None:
    said = terminal.demo("custody", "NOSUCHLOT")
    assert said.code == 1
    assert said.out == ""
    assert "流转轨迹中没有这个编号" in said.err
    assert "nothing-of-that-number" in said.err
