"""The custody trail over HTTP."""

from typing import Any

from tests.adapters.web.conftest import Client

MANIFEST = "/v1/custody/manifest/20223304120001"


def _nodes(trail: dict[str, Any]) -> set[str]:
    return {node["node"] for node in trail["nodes"]}


def test_a_manifest_leads_back_to_a_lot_and_on_to_the_kiln(client: Client) -> None:
    trail = client.get(MANIFEST).json()
    assert "lot:XT220104001" in trail["origins"]
    assert {"batch:RK20220906", "disposal:RK20220906"} <= _nodes(trail)
    assert next(n for n in trail["nodes"] if n["node"] == trail["node"])["steps"] == 0


def test_both_ways_are_the_two_ways_together(client: Client) -> None:
    forwards = client.get(f"{MANIFEST}?direction=forwards").json()
    backwards = client.get(f"{MANIFEST}?direction=backwards").json()
    assert _nodes(forwards) | _nodes(backwards) == _nodes(client.get(MANIFEST).json())
    assert all(node["steps"] >= 0 for node in forwards["nodes"])
    assert all(node["steps"] <= 0 for node in backwards["nodes"])


def test_carbon_has_not_gone_on_before_it_did(client: Client) -> None:
    before = client.get(f"{MANIFEST}?as_of=2022-09-05").json()
    assert "batch:RK20220906" not in _nodes(before)
    assert before["destinations"] == [before["node"]]
