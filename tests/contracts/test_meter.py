"""What every meter keeps to: it never fails, and what it tells it has counted."""

from collections.abc import Mapping
from threading import Thread

import pytest

from adapters.meter import MOST_SERIES, CountingMeter
from application.metering import Unmeasured
from application.ports.meter import Again, Meter, Sample, Spread

METERS = [CountingMeter, Unmeasured]


def told(meter: Meter, name: str) -> Mapping[tuple[tuple[str, str], ...], float]:
    """The numbers of one reading by their labels; of a histogram, how many were measured."""
    (reading,) = [each for each in meter.readings() if each.name == name]
    return {
        sample.labels: sample.value if isinstance(sample, Sample) else sample.count
        for sample in reading.samples
    }


@pytest.mark.parametrize("meter", [kind() for kind in METERS])
def test_a_meter_takes_whatever_it_is_told(meter: Meter) -> None:
    meter.performed(written=1, repeated=0, facts=3, lasted_s=0.01)
    meter.refused("lot-overdrawn")
    meter.tried_again(Again.CONFLICT)
    meter.answered("GET", "/v1/ledger", 200, 0.1, None)
    meter.relayed(sent=3, confirmed=2, refused=1)
    meter.told("pull", 0)
    meter.stream_opened()
    meter.stream_closed()
    names = [reading.name for reading in meter.readings()]
    assert len(set(names)) == len(names)


def test_what_was_told_is_counted() -> None:
    meter = CountingMeter()
    meter.performed(written=2, repeated=1, facts=5, lasted_s=0.01)
    meter.performed(written=1, repeated=0, facts=1, lasted_s=3)
    meter.refused("lot-overdrawn")
    meter.tried_again(Again.UNREACHABLE)
    meter.answered("GET", "/v1/ledger", 404, 0.1, "no-such-path")
    meter.told("sse", 3)
    meter.told("sse", 2)
    for _ in range(3):
        meter.stream_opened()
    meter.stream_closed()
    assert told(meter, "tanguanjia_events_told_total") == {(("way", "sse"),): 5}
    assert told(meter, "tanguanjia_event_streams_open") == {(): 2}
    assert told(meter, "tanguanjia_commands_total") == {
        (("outcome", "written"),): 3,
        (("outcome", "repeated"),): 1,
    }
    assert told(meter, "tanguanjia_facts_appended_total") == {(): 6}
    assert told(meter, "tanguanjia_append_duration_seconds") == {(): 2}
    assert told(meter, "tanguanjia_commands_refused_total") == {(("code", "lot-overdrawn"),): 1}
    assert told(meter, "tanguanjia_append_retries_total") == {(("reason", "unreachable"),): 1}
    labels = (("method", "GET"), ("route", "/v1/ledger"))
    assert told(meter, "tanguanjia_http_requests_total") == {(*labels, ("status", "4xx")): 1}
    assert told(meter, "tanguanjia_http_request_duration_seconds") == {labels: 1}
    assert told(meter, "tanguanjia_http_problems_total") == {(("code", "no-such-path"),): 1}
    meter.relayed(sent=3, refused=1)
    meter.relayed(sent=1, confirmed=2)
    assert told(meter, "tanguanjia_relay_events_total") == {
        (("outcome", "sent"),): 4,
        (("outcome", "confirmed"),): 2,
        (("outcome", "refused"),): 1,
    }


def test_a_histogram_tells_how_many_were_at_most_each_bound() -> None:
    meter = CountingMeter()
    for lasted_s in (0.001, 0.004, 99.0):
        meter.performed(written=1, repeated=0, facts=1, lasted_s=lasted_s)
    (reading,) = [each for each in meter.readings() if each.name.startswith("tanguanjia_append_d")]
    (spread,) = reading.samples
    assert isinstance(spread, Spread)
    upto = dict(spread.upto)
    assert (upto[0.001], upto[0.0025], upto[0.005], upto[10.0]) == (1, 1, 2, 2)
    assert (spread.count, round(spread.total, 3)) == (3, 99.005)


def test_nobody_can_make_it_keep_apart_more_than_so_many() -> None:
    meter = CountingMeter()
    for number in range(MOST_SERIES + 50):
        meter.refused(f"code-{number}")
        meter.answered("GET", f"/route-{number}", 200, 0.1, None)
    refused = told(meter, "tanguanjia_commands_refused_total")
    assert len(refused) == MOST_SERIES + 1
    assert refused[(("code", "other"),)] == 50
    assert sum(told(meter, "tanguanjia_http_requests_total").values()) == MOST_SERIES + 50


def test_many_threads_may_tell_it_at_once() -> None:
    meter = CountingMeter()

    def tell() -> None:
        for _ in range(2000):
            meter.refused("conflict")

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told(meter, "tanguanjia_commands_refused_total") == {(("code", "conflict"),): 8000}
