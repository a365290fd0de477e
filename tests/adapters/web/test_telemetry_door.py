"""Who may send readings, and how much: by the key of an instrument, metered, in a bounded queue."""

import asyncio
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
from application.intake import Intake
from application.office import Office, request
from application.ports.telemetry_store import Kept, ReadingsNotKept, TelemetryStore
from domain.device import DEVICE, RevokeDeviceKey
from domain.reading import Readings
from tests.adapters.web.conftest import HERE, MovableClock
from tests.adapters.web.probes import PLENTY, Probe, kept, probe, refused, row, settled
from tests.telemetry_district import (
    OTHER_PROBE,
    PROBE,
    install,
    key_of,
)

__all__ = ["probe", "settled"]


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


def test_a_place_in_the_queue_is_given_back_whatever_happens() -> None:
    counter = Counter.of(Limits(intake_at_once=1))

    async def fail() -> None:
        async with counter.room():
            raise Unanswerable.__new__(Unanswerable)

    for _ in range(3):
        with pytest.raises(Unanswerable):
            asyncio.run(fail())
    assert counter.waiting == 0


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
