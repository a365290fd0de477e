"""Following page by page: what is told, how one goes on, and waiting for what comes next."""

import json
from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest

from application.envelope import BATCH_MEDIA_TYPE
from domain.access import Role
from tests.adapters.web.conftest import Client
from tests.adapters.web.feed.conftest import Station
from tests.key_desk import give, shown
from tests.sse import opened

SWAPPED, SWAPPER = "adsorber-carbon-swapped.v1", "adsorber:TADF100001"
TOWN = "330411105"


def pull(client: Client, **asked: Any) -> dict[str, Any]:
    """Ask for a page."""
    answer = client.get(f"/v1/events?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def whole(client: Client, **asked: Any) -> list[dict[str, Any]]:
    """Follow from the beginning to the head."""
    events: list[dict[str, Any]] = []
    page: dict[str, Any] = {"next": 0, "more": True}
    while page["more"]:
        page = pull(client, after=page["next"], limit=500, **asked)
        events += page["events"]
    assert page["next"] == page["head"]
    return events


def test_from_zero_every_fact_is_told_once_in_order(client: Client) -> None:
    events = whole(client)
    head = pull(client)["head"]
    assert [int(each["id"]) for each in events] == list(range(1, head + 1))
    assert len({each["source"] for each in events}) == 1


def test_a_page_says_where_to_go_on(client: Client) -> None:
    first = pull(client, limit=3)
    assert [each["id"] for each in first["events"]] == ["1", "2", "3"]
    assert (first["next"], first["more"]) == (3, True)
    assert pull(client, after=3, limit=2)["events"][0]["id"] == "4"


Event = dict[str, Any]
WANTED: list[tuple[dict[str, Any], Callable[[Event], bool]]] = [
    ({"type": SWAPPED}, lambda event: event["type"] == SWAPPED),
    ({"type": "manifest-*"}, lambda event: event["type"].startswith("manifest-")),
    (
        {"type": [SWAPPED, "lot-received.v1,batch-*"]},
        lambda event: (
            event["type"] in {SWAPPED, "lot-received.v1"} or event["type"].startswith("batch-")
        ),
    ),
    ({"type": "*"}, lambda _: True),
    ({"subject": SWAPPER}, lambda event: event["subject"] == SWAPPER),
    (
        {"filter": json.dumps({"exact": {"town": TOWN}})},
        lambda event: event.get("town") == TOWN,
    ),
    (
        {
            "type": "charge-*",
            "filter": json.dumps([{"prefix": {"subject": "charge:TADF"}}, {"not": {"any": []}}]),
        },
        lambda event: (
            event["type"].startswith("charge-") and event["subject"].startswith("charge:TADF")
        ),
    ),
]


@pytest.mark.parametrize(
    ("asked", "fits"),
    WANTED,
    ids=["type", "types that begin so", "several types", "any", "subject", "filter", "together"],
)
def test_only_what_is_wanted_is_told(
    client: Client, asked: dict[str, Any], fits: Callable[[dict[str, Any]], bool]
) -> None:
    events = whole(client)
    wanted = [event for event in events if fits(event)]
    assert wanted
    assert whole(client, **asked) == wanted


def test_next_moves_on_where_nothing_is_wanted(client: Client) -> None:
    page = pull(client, type="never-happened.v1")
    assert page["events"] == []
    assert page["next"] == page["head"] > 0
    assert not page["more"]


def test_a_batch_is_the_bare_array_with_the_rest_in_the_headers(client: Client) -> None:
    page = pull(client, limit=5)
    answer = client.get("/v1/events?limit=5", headers={"accept": BATCH_MEDIA_TYPE})
    assert answer.headers["content-type"] == BATCH_MEDIA_TYPE
    assert answer.json() == page["events"]
    assert int(answer.headers["events-next"]) == page["next"]
    assert int(answer.headers["events-head"]) == page["head"]
    assert answer.headers["vary"] == "Accept"
    either = f"{BATCH_MEDIA_TYPE};q=0.1, application/json"
    assert client.get("/v1/events?limit=5", headers={"accept": either}).json() == page


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("after=-1", "after"),
        ("after=9007199254740992", "after"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("wait=31", "wait"),
        ("wait=-1", "wait"),
        ("wait=20s", "wait"),
        ("type=", "type"),
        ("type=Carbon", "type"),
        ("type=a**", "type"),
        ("type=a,,b", "type"),
        (f"type={','.join(['a'] * 51)}", "type"),
        ("subject=x", "subject"),
        ("filter=x", "filter"),
        ("filter=nonsense", "filter"),
        ("filter=%5B%22text%22%5D", "filter"),
        ("filter=%7B%22exact%22:%7B%22town%22:1%7D%7D", "filter"),
        ("filter=%7B%22sql%22:%22town%22%7D", "filter"),
        ('filter={"exact":{"town":"a"},"exact":{"town":"b"}}', "filter"),
        (f"filter={'[' * 3000}", "filter"),
        (f"filter={'[' * 100}{']' * 100}", "filter"),
        (f"filter={' ' * 4001}", "filter"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, asked: str, field: str) -> None:
    for path in ("/v1/events", "/v1/events/stream"):
        answer = client.get(f"{path}?{asked}")
        own = path == "/v1/events" or field not in {"limit", "wait"}
        assert answer.status_code == 400, answer.text
        assert answer.json()["code"] == ("bad-parameter" if own else "unknown-parameter")
        assert answer.json()["field"] == field


def test_a_place_beyond_the_log_is_a_problem_and_no_endless_wait(client: Client) -> None:
    head = pull(client)["head"]
    for path in ("/v1/events?wait=30&", "/v1/events/stream?"):
        answer = client.get(f"{path}after={head + 1}")
        assert answer.status_code == 409
        told = answer.json()
        assert (told["code"], told["field"]) == ("place-beyond-head", "after")
        assert told["facts"] == {"place": str(head + 1), "head": str(head)}


def test_whoever_has_written_may_wait_behind_what_the_views_do_not_know_yet(
    reader: Client,
) -> None:
    lot = {"lot": "XT1", "source": "virgin", "supplier": "某炭业", "received_kg": 500}
    written = reader.post("/v1/lots", json=lot, headers={"Idempotency-Key": "one"}).json()
    # Nothing follows in this test, so the views stay where they were.
    page = reader.get(f"/v1/events?after={written['last']}").json()
    assert page == {"events": [], "next": written["last"], "head": 0, "more": False}


def test_who_waits_is_answered_as_soon_as_something_is_written(station: Station) -> None:
    head = station.receive(3)
    writer = Thread(target=station.receive)
    began = monotonic()
    page = _told_while(station, f"/v1/events?after={head}&wait=30", writer)
    assert [each["id"] for each in page["events"]] == [str(head + 1)]
    # It is not a speed that is looked at: the whole wait has not passed.
    assert monotonic() - began < 25


def test_who_waits_for_something_else_goes_on_waiting(station: Station) -> None:
    head = station.receive()
    writer = Thread(target=station.receive, args=(5,))
    page = _told_while(station, f"/v1/events?after={head}&wait=2&type=batch-*", writer)
    assert page["events"] == []
    assert page["next"] == page["head"] == head + 5


def test_a_wait_in_which_nothing_happens_ends(station: Station) -> None:
    head = station.receive()
    page = _told_while(station, f"/v1/events?after={head}&wait=1", None)
    assert page == {"events": [], "next": head, "head": head, "more": False}


def test_many_who_wait_keep_no_thread_from_others(station: Station) -> None:
    head = station.receive()
    waiting = [
        Thread(target=_ask, args=(station, f"/v1/events?after={head}&wait=20")) for _ in range(60)
    ]
    for each in waiting:
        each.start()
    with opened(station.port, "/v1/ledger") as answer:
        assert answer.status == 200
    station.receive()
    for each in waiting:
        each.join(timeout=60)
        assert not each.is_alive()


def test_a_limited_caller_is_told_of_his_own_and_moves_on_all_the_same(station: Station) -> None:
    head = station.receive(4)
    integrator = give(station.office, Role.INTEGRATOR, TOWN)
    district = give(station.office, Role.DISTRICT)
    station.office.catch_up()
    for key, seen in ((integrator, 0), (district, head + 2)):
        with opened(station.port, "/v1/events", shown(key)) as answer:
            page = json.loads(answer.read())
        assert len(page["events"]) == seen
        assert page["next"] == page["head"] == head + 2


def _ask(station: Station, address: str) -> dict[str, Any]:
    with opened(station.port, address, station.headers) as answer:
        assert answer.status == 200
        return json.loads(answer.read())


def _told_while(station: Station, address: str, writer: Thread | None) -> dict[str, Any]:
    """The page for an address that is asked for before a writer sets to work."""
    pages: list[dict[str, Any]] = []
    asker = Thread(target=lambda: pages.append(_ask(station, address)))
    asker.start()
    if writer is not None:
        writer.start()
        writer.join()
    asker.join()
    return pages[0]
