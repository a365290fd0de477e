"""What every `Messenger` keeps to, and what `Reports` does: into a file, by mail, by a gateway."""

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import cast

import pytest

from adapters.messaging.by_gateway import GatewayReports
from adapters.messaging.by_mail import MailMessenger, MailServer, Security
from adapters.messaging.into_file import FileMessenger
from application.ports.messenger import (
    Message,
    Messenger,
    Outcome,
    Report,
    Reports,
)
from tests.gateway import SECRET, report, sms_gateway
from tests.mailbox import mailbox
from tests.messengers import Pigeon

ID, OTHER = "0f8b7c1e-58f0-5d6f-9a37-0c4f5a1c2b3d", "5b0f4a2d-9c55-5f61-8b0e-7a9d6f2c1e34"
TEXT = "【炭管家】嘉兴洛东电子TADF100001-1临近更换期限, 已转黄码, 请安排换炭"
PHONE = "13800000001"


def message(identity: str = ID, phone: str | None = PHONE) -> Message:
    return Message(identity, TEXT, "yellow", (("firm", "洛东"),), phone)


@dataclass
class Way:
    """A messenger, and what came out at the other end."""

    messenger: Messenger
    arrived: Callable[[], list[str]]


def _mail(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, Security.NONE, "tan@example.cn", "sms.example.cn")


@pytest.fixture(params=["fake", "file", "smtp", "sms"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Way]:
    match request.param:
        case "fake":
            pigeon = Pigeon()
            yield Way(pigeon, lambda: [each.text for each in pigeon.heard])
        case "file":
            file = tmp_path / "outbox"
            yield Way(FileMessenger(file), lambda: [each["text"] for each in lines(file)])
        case "smtp":
            with mailbox() as box:
                sender = MailMessenger(_mail(box.port))
                yield Way(sender, lambda: [text_of(letter) for letter in box.letters])
        case _:
            with sms_gateway() as gateway:
                yield Way(
                    gateway.messenger(), lambda: [each["text"] for each in gateway.taken.values()]
                )


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]


def text_of(letter: object) -> str:
    from email.message import EmailMessage

    return cast("EmailMessage", letter).get_content().strip()


def test_a_message_that_is_accepted_arrives_as_it_was_written(way: Way) -> None:
    assert way.messenger.send(message()).outcome is Outcome.ACCEPTED
    assert way.arrived() == [TEXT]


def test_where_an_account_is_kept_a_message_arrives_once(way: Way) -> None:
    if way.messenger.status(ID) is None:
        return
    assert way.messenger.status(ID) is Outcome.NOT_TAKEN
    for _ in range(3):
        assert way.messenger.send(message()).outcome is Outcome.ACCEPTED
    assert way.arrived() == [TEXT]
    assert way.messenger.status(ID) is Outcome.ACCEPTED
    assert way.messenger.status(OTHER) is Outcome.NOT_TAKEN


def test_a_report_is_read_only_if_the_gateway_has_signed_it() -> None:
    reads: Reports = GatewayReports(SECRET, time)
    headers, body = report(ID, "delivered")
    signed = (headers["X-Timestamp"], headers["X-Signature"])
    assert reads.read(*signed, body) == Report(ID, delivered=True)
    assert reads.read(*signed, body + b" ") is None
