"""An instrument sends its readings: answered once durable, with what was not taken in and why."""

import asyncio
import gzip
import json
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.limits import Limits
from adapters.web.refusing import Unanswerable
from adapters.web.telemetry_intake import Counter
from application.act import only
from application.intake import MOST_ROWS, Intake
from application.office import Office, request
from application.ports.telemetry_store import Kept, ReadingsNotKept, TelemetryStore
from domain.device import DEVICE, RevokeDeviceKey
from domain.reading import Readings
from tests.adapters.web.conftest import HERE, Client, MovableClock
from tests.telemetry_district import (
    DAY,
    OTHER_PROBE,
    PROBE,
    TODAY,
    install,
    key_of,
    settle,
)

AT_MS = int(DAY.timestamp() * 1000)
PLENTY = Limits(device_batches_per_s=1e6, device_batches_at_once=10**6)


def row(second: int, **values: Any) -> dict[str, Any]:
    return {"at": AT_MS + 1000 * second, "inlet_mg_per_m3": 80.0, **values}


class Probe:
    """Sends as an instrument does."""

    def __init__(self, client: Client, key: str) -> None:
        self.client = client
        self.key = key

    def send(self, body: object, device: str = PROBE, **headers: str) -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = {"authorization": f"Bearer {self.key}", "content-type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/v1/telemetry/{device}", content=content, headers={**told, **named}
        )


@pytest.fixture
def settled(office: Office, clock: MovableClock) -> Office:
    clock.stands_at = TODAY
    settle(office)
    install(office)
    return office


@pytest.fixture
def probe(settled: Office) -> Generator[Probe]:
    with TestClient(create_app(settled, limits=PLENTY), base_url=HERE) as client:
        yield Probe(client, key_of(settled))


def kept(office: Office) -> Readings:
    return office.telemetry.read(PROBE, 0, 2**50)


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["detail"]
    assert problem["detail_en"]
    return problem


def test_what_is_answered_is_kept(probe: Probe, settled: Office) -> None:
    answer = probe.send([row(0), row(10, outlet_mg_per_m3=1.5)])
    assert answer.status_code == 201
    told = answer.json()
    assert (told["device"], told["new"], told["repeated"], told["refused"]) == (PROBE, 2, 0, 0)
    assert kept(settled).at_ms.tolist() == [AT_MS, AT_MS + 10_000]


def test_sending_again_adds_nothing_and_says_so(probe: Probe, settled: Office) -> None:
    probe.send([row(0)])
    again = probe.send([row(0)])
    assert (again.status_code, again.json()["new"], again.json()["repeated"]) == (200, 0, 1)
    assert len(kept(settled)) == 1


def test_rows_that_are_refused_are_named_and_the_others_are_kept(
    probe: Probe, settled: Office
) -> None:
    tomorrow = row(3 * 86_400)
    told = probe.send([row(0), tomorrow, {"at": AT_MS + 5000}]).json()
    assert (told["new"], told["refused"]) == (1, 2)
    assert [(each["row"], each["code"]) for each in told["refused_rows"]] == [
        (1, "future"),
        (2, "empty"),
    ]
    assert len(kept(settled)) == 1


def test_lines_and_packed_bodies_are_understood(probe: Probe, settled: Office) -> None:
    lines = "\n".join(json.dumps(row(second)) for second in range(3)).encode()
    assert probe.send(lines, content_type="application/x-ndjson").json()["new"] == 3
    packed = gzip.compress(json.dumps({"readings": [row(9)]}).encode())
    assert probe.send(packed, content_encoding="gzip").json()["new"] == 1
    # A gateway that appends to a file sends several members in one.
    appended = gzip.compress(json.dumps(row(20)).encode() + b"\n") + gzip.compress(
        json.dumps(row(30)).encode()
    )
    assert probe.send(appended, content_encoding="gzip").json()["new"] == 2
    assert len(kept(settled)) == 6


def test_a_wrong_value_is_told_with_row_and_field_and_nothing_is_kept(
    probe: Probe, settled: Office
) -> None:
    problem = refused(
        probe.send([row(0), row(10, outlet_mg_per_m3="high")]), 422, "misshapen-readings"
    )
    assert problem["field"] == "/1/outlet_mg_per_m3"
    assert problem["facts"]["row"] == "1"
    assert len(kept(settled)) == 0


def test_what_is_no_batch_is_refused(probe: Probe) -> None:
    refused(probe.send(b"{"), 400, "unreadable-readings")
    refused(probe.send(b"x", content_encoding="gzip"), 400, "unreadable-readings")
    cut = gzip.compress(json.dumps(row(0)).encode())[:-4]
    refused(probe.send(cut, content_encoding="gzip"), 400, "unreadable-readings")
    refused(probe.send([row(0)], content_type="text/csv"), 415, "telemetry-media-type")
    refused(probe.send([row(0)], content_encoding="br"), 415, "telemetry-media-type")


def test_a_body_may_be_so_long_packed_or_unpacked(settled: Office) -> None:
    few = replace(PLENTY, telemetry_bytes=1000)
    with TestClient(create_app(settled, limits=few), base_url=HERE) as client:
        probe = Probe(client, key_of(settled))
        body = json.dumps([row(second) for second in range(100)]).encode()
        refused(probe.send(body), 413, "batch-too-large")
        packed = gzip.compress(body)
        assert len(packed) < 1000
        refused(probe.send(packed, content_encoding="gzip"), 413, "batch-too-large")
        assert len(kept(settled)) == 0


def test_a_batch_may_have_so_many_rows(probe: Probe, settled: Office) -> None:
    rows = [row(second) for second in range(MOST_ROWS + 1)]
    problem = refused(probe.send(rows), 413, "batch-too-large")
    assert problem["facts"]["most"] == str(MOST_ROWS)
    assert len(kept(settled)) == 0


def test_only_the_key_of_the_instrument_opens(probe: Probe, settled: Office) -> None:
    install(settled, OTHER_PROBE)
    others = key_of(settled, OTHER_PROBE, 2)
    wrong = f"{probe.key[:-1]}{'a' if probe.key[-1] != 'a' else 'b'}"
    path = f"/v1/telemetry/{PROBE}"
    refused(probe.client.post(path, json=[row(0)]), 401, "device-key-missing")
    probe.key, good = wrong, probe.key
    refused(probe.send([row(0)]), 401, "key-unknown")
    # What exists beside it is nothing to the holder of a key.
    probe.key = others
    foreign = refused(probe.send([row(0)]), 404, "nothing-under-this-number")
    nobodys = refused(probe.send([row(0)], device="NOBODY"), 404, "nothing-under-this-number")
    assert {**foreign, "facts": 0, "instance": 0} == {**nobodys, "facts": 0, "instance": 0}
    assert len(kept(settled)) == 0
    probe.key = good
    assert probe.send([row(0)]).status_code == 201


def test_the_key_of_an_instrument_opens_nothing_else(probe: Probe) -> None:
    told = {"authorization": f"Bearer {probe.key}"}
    for path in ("/v1/enterprises", f"/v1/telemetry/{PROBE}", "/v1/health"):
        refused(probe.client.get(path, headers=told), 401, "key-unknown")


def test_a_key_that_was_taken_back_opens_nothing(probe: Probe, settled: Office) -> None:
    assert probe.send([row(0)]).status_code == 201
    act = only(DEVICE, PROBE, RevokeDeviceKey(settled.now(), "遗失"))
    settled.log.perform(act, request("test", None))
    refused(probe.send([row(10)]), 401, "key-unknown")
    assert len(kept(settled)) == 1


def test_who_sends_too_much_is_told_when_to_come_back(settled: Office) -> None:
    few = Limits(device_batches_per_s=1e-3, device_batches_at_once=2)
    with TestClient(create_app(settled, limits=few), base_url=HERE) as client:
        probe = Probe(client, key_of(settled))
        assert [probe.send([row(second)]).status_code for second in range(2)] == [201, 201]
        answer = probe.send([row(2)])
        refused(answer, 429, "too-many-requests")
        assert int(answer.headers["retry-after"]) > 0
    assert len(kept(settled)) == 2


def test_rows_are_metered_beside_batches(settled: Office) -> None:
    few = replace(PLENTY, device_rows_per_s=1, device_rows_at_once=5)
    with TestClient(create_app(settled, limits=few), base_url=HERE) as client:
        probe = Probe(client, key_of(settled))
        assert probe.send([row(second) for second in range(4)]).status_code == 201
        answer = probe.send([row(second) for second in range(4, 8)])
        refused(answer, 429, "too-many-requests")
        assert int(answer.headers["retry-after"]) in {2, 3}


class Shut:
    """A store that is away."""

    def __init__(self, store: TelemetryStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def keep(self, readings: Readings, received_ms: int) -> Kept:
        del readings, received_ms
        raise ReadingsNotKept


def test_a_store_that_is_away_answers_later_and_never_yes(
    settled: Office, clock: MovableClock
) -> None:
    shut: Any = Shut(settled.telemetry)
    away = replace(settled, intake=Intake(settled.log, shut, clock))
    with TestClient(create_app(away, limits=PLENTY), base_url=HERE) as client:
        answer = Probe(client, key_of(settled)).send([row(0)])
    refused(answer, 503, "readings-not-kept")
    assert answer.headers["retry-after"] == "5"


def test_where_too_many_wait_for_the_store_the_next_is_sent_away(
    settled: Office, clock: MovableClock
) -> None:
    begun, may_go_on = Event(), Event()

    class Slow(Shut):
        def keep(self, readings: Readings, received_ms: int) -> Kept:
            begun.set()
            assert may_go_on.wait(20)
            return self._store.keep(readings, received_ms)

    slow: Any = Slow(settled.telemetry)
    office = replace(settled, intake=Intake(settled.log, slow, clock))
    one = replace(PLENTY, intake_at_once=1)
    key = key_of(settled)
    with (
        TestClient(create_app(office, limits=one), base_url=HERE) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(Probe(client, key).send, [row(0)])
        assert begun.wait(20)
        answer = Probe(client, key).send([row(10)])
        may_go_on.set()
        assert first.result().status_code == 201
        assert Probe(client, key).send([row(20)]).status_code == 201
    refused(answer, 429, "intake-busy")
    assert answer.headers["retry-after"] == "2"


def test_a_place_in_the_queue_is_given_back_whatever_happens() -> None:
    counter = Counter.of(Limits(intake_at_once=1))

    async def fail() -> None:
        async with counter.room():
            raise Unanswerable.__new__(Unanswerable)

    for _ in range(3):
        with pytest.raises(Unanswerable):
            asyncio.run(fail())
    assert counter.waiting == 0
