"""An instrument sends its readings: answered once durable, with what was not taken in and why."""

import gzip
import json
from dataclasses import replace

from litestar.testing import TestClient

from adapters.web.app import create_app
from application.intake import MOST_ROWS
from application.office import Office
from tests.adapters.web.conftest import HERE
from tests.adapters.web.probes import AT_MS, PLENTY, Probe, kept, probe, refused, row, settled
from tests.telemetry_district import (
    PROBE,
    key_of,
)

__all__ = ["probe", "settled"]


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
