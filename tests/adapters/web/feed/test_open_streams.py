"""A stream is counted while it is open, holds its reader's pace, and ends when it must."""

import asyncio
import json
import logging
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.feed.stream import AT_ONCE
from adapters.web.limits import Limits
from application.office import Office
from domain.access import Role
from tests.adapters.web.conftest import HERE
from tests.adapters.web.feed.conftest import Station, streams_open, told_by_stream, until
from tests.demo_books import copied
from tests.key_desk import give, revoke, shown
from tests.served import served
from tests.sse import PATIENCE_S, Reader, ends, heard, opened, pieces, whole_messages

STREAM = "/v1/events/stream"


def test_a_key_that_is_revoked_ends_its_stream_and_no_other(station: Station) -> None:
    lost, kept = (give(station.office, Role.DISTRICT) for _ in range(2))
    head = station.office.log.head()
    with (
        opened(station.port, f"{STREAM}?after={head}", shown(lost)) as answer,
        opened(station.port, f"{STREAM}?after={head}", shown(kept)) as other,
    ):
        revoke(station.office, lost)
        assert ends(answer)
        messages = heard(other)
        while next(messages).event != "key-revoked.v1":
            pass
    with opened(station.port, STREAM, shown(lost)) as answer:
        assert answer.status == 401


def test_the_first_key_ends_the_streams_of_who_showed_none(station: Station) -> None:
    with opened(station.port, STREAM) as answer:
        give(station.office, Role.DISTRICT)
        assert ends(answer)


def test_so_many_streams_are_open_at_once_and_counted_down_again(station: Station) -> None:
    station.receive()
    with ExitStack() as open_ones:
        for _ in range(3):
            answer = open_ones.enter_context(opened(station.port, STREAM))
            assert next(heard(answer)).id == "1"
        with opened(station.port, STREAM) as answer:
            assert answer.status == 429
            assert answer.headers["retry-after"] == "1"
            assert json.loads(answer.read())["code"] == "too-many-streams"
        # Somebody else is not held up by it, and neither is a page.
        with opened(station.port, "/v1/events") as answer:
            assert answer.status == 200
        assert streams_open(station) == 3
    until(lambda: streams_open(station) == 0)
    with opened(station.port, STREAM) as answer:
        assert answer.status == 200


def test_asking_for_the_head_of_a_stream_opens_none(station: Station) -> None:
    with TestClient(create_app(station.office), base_url=HERE) as client:
        answer = client.head(STREAM)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.content == b""
    assert streams_open(station) == 0


def test_a_stream_ends_after_its_time_and_its_client_goes_on(station: Station) -> None:
    head = station.receive(2)
    limits = Limits(stream_s=0.01)
    with TestClient(create_app(station.office, limits=limits), base_url=HERE) as client:
        station.office.catch_up()
        reader = Reader()
        assert len(list(reader.take(client.get(STREAM).content))) == head
        station.receive()
        station.office.catch_up()
        again = client.get(STREAM, headers={"last-event-id": reader.last_id})
    assert [each.id for each in whole_messages(again.content)] == [str(head + 1)]


def test_for_a_reader_who_takes_nothing_no_more_is_made_ready(demo_office: Office) -> None:
    app = create_app(demo_office, limits=Limits(stream_s=0.01))
    before = told_by_stream(demo_office)
    sent: list[Any] = []

    async def follow() -> float:
        takes_more = asyncio.Event()

        async def send(message: Any) -> None:
            sent.append(message)
            # The head, the opening, and the first events that he does not take.
            if len(sent) == 3:
                await takes_more.wait()

        following = asyncio.create_task(app(SCOPE, never, send))
        while len(sent) < 3:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        made_ready = told_by_stream(demo_office) - before
        takes_more.set()
        await following
        return made_ready

    assert asyncio.run(follow()) == AT_ONCE
    messages = whole_messages(b"".join(each.get("body", b"") for each in sent))
    assert len(messages) == told_by_stream(demo_office) - before > AT_ONCE


SCOPE: dict[str, Any] = {
    "type": "http",
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "path": STREAM,
    "raw_path": STREAM.encode(),
    "root_path": "",
    "query_string": b"",
    "headers": [(b"host", b"127.0.0.1")],
    "client": ("127.0.0.1", 1),
    "server": ("127.0.0.1", 8000),
}


async def never() -> Any:
    """A client who says no more and stays."""
    await asyncio.Event().wait()


def test_a_database_that_is_lost_ends_the_stream_and_is_noted(
    station: Station, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="adapters")
    with opened(station.port, STREAM) as answer:
        next(pieces(answer))

        def lost(*_: object) -> Any:
            raise TimeoutError("no connection")

        monkeypatch.setattr(type(station.office.events.feed), "page", lost)
        station.receive()
        assert ends(answer)
    noted = [each for each in caplog.records if each.__dict__.get("event") == "database-away"]
    assert noted
    assert noted[0].__dict__["told"]["route"] == STREAM


def test_a_server_that_stops_ends_its_streams_and_answers_who_waits(
    loaded: Path, tmp_path: Path
) -> None:
    waited: list[Any] = []

    def wait(port: int) -> None:
        with opened(port, "/v1/events?wait=30&type=never-happened.v1") as answer:
            waited.append(json.loads(answer.read()))

    with ExitStack() as streams:
        folder = copied(loaded, tmp_path)
        with served(folder, "--demo") as port:
            # A filter that fits nothing keeps the answers short.
            asked = f"{STREAM}?type=never-happened.v1"
            answers = [streams.enter_context(opened(port, asked)) for _ in range(3)]
            for answer in answers:
                next(pieces(answer))
            waiting = Thread(target=wait, args=(port,))
            waiting.start()
            # Long enough to be waiting; if he were not yet, the test would only see less.
            sleep(1)
        # `served` has sent it home, and it has gone.
        assert all(map(ends, answers))
    waiting.join(timeout=PATIENCE_S)
    assert [page["events"] for page in waited] == [[]]
    noise = (folder / "errors.txt").read_text()
    assert "Cancel" not in noise
    assert "Traceback" not in noise
