"""Whoever begins again at 0 and adds up what is not superseded has what the ledger has."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adapters.wiring import open_office
from tests.adapters.web.conftest import Client, MovableClock
from tests.adapters.web.writing.conftest import EVENING, served

MASSES: Mapping[str, tuple[str, str]] = {
    "filled_kg": ("adsorber-", "filled_g"),
    "removed_kg": ("adsorber-", "removed_g"),
    "sent_kg": ("manifest-departed.", "sent_g"),
    "received_kg": ("manifest-arrived.", "received_g"),
    "refused_kg": ("manifest-", "refused_g"),
    "kiln_in_kg": ("batch-carbon-charged.", "mass_g"),
    "kiln_out_kg": ("batch-carbon-regenerated.", "output_g"),
    "disposed_kg": ("batch-carbon-disposed.", "mass_g"),
}
"""For most of the ledger's sums, what the events are called that it is made of, and the field."""

Event = dict[str, Any]


def everything(client: Client) -> list[Event]:
    """Follow from 0 to the head."""
    events: list[Event] = []
    page: Event = {"next": 0, "more": True}
    while page["more"]:
        page = json.loads(client.get(f"/v1/events?limit=500&after={page['next']}").text)
        events += page["events"]
    return events


def in_force(events: list[Event]) -> list[Event]:
    """Leave out what later events take the place of."""
    gone = {place for event in events for place in event.get("supersedes", "").split()}
    return [event for event in events if event["id"] not in gone]


def sums(events: list[Event]) -> Counter[str]:
    """Add up what the ledger adds up, in kilograms."""
    found = Counter[str]()
    for event in events:
        for name, (kind, field) in MASSES.items():
            if event["type"].startswith(kind):
                found[name] += event["data"].get(field) or 0
        if event["type"].startswith(("lot-drawn.", "lot-corrected.")):
            found["lot_left_kg"] -= event["data"]["mass_g"]
        if event["type"].startswith(("lot-produced.", "lot-received.")):
            # What a kiln had put out is in the books when it arrives.
            came_g = event["data"]["mass_g"] - event["data"].get("booked_g", 0)
            found["lot_received_kg"] += came_g
            found["lot_left_kg"] += came_g
    return Counter({name: grams / 1000 for name, grams in found.items()})


def test_the_demo_adds_up_to_its_ledger(client: Client) -> None:
    totals = client.get("/v1/ledger").json()["totals"]
    added = sums(in_force(everything(client)))
    assert added == {name: totals[name] for name in added}
    assert len(added) == len(MASSES) + 2


def test_a_corrected_swap_is_counted_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url, clock=MovableClock(EVENING)) as office, served(office) as scribe:
        scribe.tell_until("remove_carbon")
        office.catch_up()
        events = everything(scribe.client)
        totals = scribe.client.get("/v1/ledger").json()["totals"]
    added = sums(in_force(events))
    assert added == {name: totals[name] for name in added}
    assert sums(events) != added
