"""What is particular to each way: the file, the mail, the gateway and what it reports."""

import json
from pathlib import Path
from time import time
from typing import cast

import pytest

from adapters.messaging.by_gateway import GatewayReports
from adapters.messaging.by_mail import MailMessenger, MailServer, Security
from adapters.messaging.chosen import MessengerNotSetUp, UnknownWay, messenger, reports
from adapters.messaging.into_file import FileMessenger
from application.ports.messenger import (
    BadReport,
    Message,
    Outcome,
    Report,
    Reports,
)
from tests.gateway import SECRET, report, sms_gateway
from tests.mailbox import mailbox
from tests.receiver import nobody_listens_at

ID, OTHER = "0f8b7c1e-58f0-5d6f-9a37-0c4f5a1c2b3d", "5b0f4a2d-9c55-5f61-8b0e-7a9d6f2c1e34"
TEXT = "【炭管家】嘉兴洛东电子TADF100001-1临近更换期限, 已转黄码, 请安排换炭"
PHONE = "13800000001"


def message(identity: str = ID, phone: str | None = PHONE) -> Message:
    return Message(identity, TEXT, "yellow", (("firm", "洛东"),), phone)


def _mail(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, Security.NONE, "tan@example.cn", "sms.example.cn")


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]


def text_of(letter: object) -> str:
    from email.message import EmailMessage

    return cast("EmailMessage", letter).get_content().strip()


# --- into a file


def test_a_line_that_a_crash_has_cut_short_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "outbox"
    FileMessenger(file).send(message(OTHER))
    whole = file.read_bytes()
    FileMessenger(file).send(message())
    file.write_bytes(file.read_bytes()[: len(whole) + 20])
    after = FileMessenger(file)
    assert after.status(ID) is Outcome.NOT_TAKEN
    after.send(message())
    assert [each["id"] for each in lines(file)] == [OTHER, ID]
    assert FileMessenger(file).status(ID) is Outcome.ACCEPTED


def test_the_file_shows_no_whole_number_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "outbox"
    FileMessenger(file).send(message())
    assert PHONE not in file.read_text()
    assert lines(file)[0]["to"] == "138****0001"
    assert file.stat().st_mode & 0o077 == 0


def test_what_one_process_writes_another_knows(tmp_path: Path) -> None:
    one, other = FileMessenger(tmp_path / "outbox"), FileMessenger(tmp_path / "outbox")
    assert other.status(ID) is Outcome.NOT_TAKEN
    one.send(message())
    other.send(message())
    assert len(lines(tmp_path / "outbox")) == 1


def test_a_folder_that_is_not_there_takes_nothing(tmp_path: Path) -> None:
    nowhere = FileMessenger(tmp_path / "nowhere" / "outbox")
    assert nowhere.send(message()).outcome is Outcome.NOT_TAKEN
    assert nowhere.status(ID) is Outcome.IN_DOUBT


# --- by mail


def test_a_letter_goes_to_the_mailbox_of_its_number_under_its_id() -> None:
    with mailbox() as box:
        MailMessenger(_mail(box.port)).send(message())
        (letter,) = box.letters
    assert letter["To"] == f"{PHONE}@sms.example.cn"
    assert letter["Message-ID"] == f"<{ID}@example.cn>"


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        ("451 try again", Outcome.NOT_TAKEN),
        ("550 no such mailbox", Outcome.REFUSED),
        ("hang up", Outcome.IN_DOUBT),
    ],
)
def test_what_a_mail_server_says_is_understood(says: str, outcome: Outcome) -> None:
    with mailbox() as box:
        box.answers = [says]
        assert MailMessenger(_mail(box.port)).send(message()).outcome is outcome


def test_a_mail_server_that_is_away_has_nothing() -> None:
    away = MailMessenger(_mail(nobody_listens_at()))
    assert away.send(message()).outcome is Outcome.NOT_TAKEN


def test_without_an_address_a_letter_is_refused() -> None:
    with mailbox() as box:
        assert MailMessenger(_mail(box.port)).send(message(phone=None)).outcome is Outcome.REFUSED
        mail = Message(ID, TEXT, "yellow", email="duty@example.cn")
        assert MailMessenger(_mail(box.port)).send(mail).outcome is Outcome.ACCEPTED


# --- by a gateway


@pytest.mark.parametrize(
    ("mood", "outcome"),
    [
        ("500", Outcome.IN_DOUBT),
        ("lost", Outcome.IN_DOUBT),
        ("busy", Outcome.NOT_TAKEN),
        ("no such number", Outcome.REFUSED),
    ],
)
def test_what_a_gateway_does_is_understood(mood: str, outcome: Outcome) -> None:
    with sms_gateway() as gateway:
        gateway.moods = [mood]
        assert gateway.messenger(within_s=0.3).send(message()).outcome is outcome


def test_an_answer_that_came_too_late_is_asked_for() -> None:
    with sms_gateway() as gateway:
        gateway.moods = ["lost", "500"]
        sender = gateway.messenger(within_s=0.3)
        sender.send(message())
        assert sender.status(ID) is Outcome.ACCEPTED
        sender.send(message(OTHER))
        assert sender.status(OTHER) is Outcome.NOT_TAKEN


def test_a_gateway_that_does_not_know_us_takes_nothing() -> None:
    with sms_gateway() as gateway:
        stranger = gateway.messenger(b"another secret")
        assert stranger.send(message()).outcome is Outcome.NOT_TAKEN
        assert gateway.taken == {}


def test_a_gateway_is_given_its_own_template_and_the_parameters() -> None:
    with sms_gateway() as gateway:
        gateway.messenger().send(message())
        told = gateway.taken[ID]
    assert (told["template"], told["parameters"]) == ("T-001", {"firm": "洛东"})


def test_a_gateway_that_is_down_leaves_no_doubt_and_none_is_resolved() -> None:
    with sms_gateway() as gateway:
        sender = gateway.messenger()
    assert sender.send(message()).outcome is Outcome.NOT_TAKEN
    assert sender.status(ID) is Outcome.IN_DOUBT


# --- what a gateway reports


def read(reads: Reports, headers: dict[str, str], body: bytes) -> Report | None:
    return reads.read(headers["X-Timestamp"], headers["X-Signature"], body)


def test_a_report_is_believed_if_it_is_signed_and_fresh() -> None:
    reads = GatewayReports(SECRET, time)
    assert read(reads, *report(ID, "delivered")) == Report(ID, delivered=True)
    assert read(reads, *report(ID, "undelivered")) == Report(ID, delivered=False)
    assert read(reads, *report(ID, "delivered", b"another secret")) is None
    assert read(reads, *report(ID, "delivered", at_s=int(time()) - 301)) is None
    headers, body = report(ID, "delivered")
    assert read(reads, headers, body + b" ") is None
    assert reads.read("٣", headers["X-Signature"], body) is None


def test_a_report_that_says_nothing_is_none() -> None:
    with pytest.raises(BadReport):
        read(GatewayReports(SECRET, time), *report(ID, "who knows"))


# --- which way


def test_the_way_is_chosen_by_the_environment(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush\n")
    sms = {
        "TANGUANJIA_MESSENGER": "sms",
        "TANGUANJIA_SMS_URL": "https://sms.example.cn/v1",
        "TANGUANJIA_SMS_KEY": "tan",
        "TANGUANJIA_SMS_SECRET_FILE": str(secret),
    }
    smtp = {
        "TANGUANJIA_MESSENGER": "smtp",
        "TANGUANJIA_SMTP_HOST": "mail.example.cn",
        "TANGUANJIA_SMTP_FROM": "tan@example.cn",
    }
    assert [messenger(each, tmp_path / "outbox").way for each in ({}, smtp, sms)] == [
        "file",
        "smtp",
        "sms",
    ]
    assert reports({}) is None
    assert reports(sms) is not None
    with pytest.raises(UnknownWay):
        messenger({"TANGUANJIA_MESSENGER": "pigeon"}, tmp_path / "outbox")
    for variable in sms.keys() - {"TANGUANJIA_MESSENGER"}:
        with pytest.raises(MessengerNotSetUp):
            messenger({**sms, variable: ""}, tmp_path / "outbox")
