"""Which way messages go: as the environment says, by default into a file beside the books.

Passwords and secrets come from files alone, or from the environment; none is ever shown.
"""

import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from time import time
from urllib.parse import urlsplit

from adapters.messaging.by_gateway import Gateway, GatewayMessenger, GatewayReports
from adapters.messaging.by_mail import MailMessenger, MailServer, Security
from adapters.messaging.into_file import FileMessenger
from application.ports.messenger import Messenger, Reports
from domain.refusal import Refusal

WAY = "TANGUANJIA_MESSENGER"
OUTBOX = "TANGUANJIA_OUTBOX_FILE"
SMS_SECRET_FILE = "TANGUANJIA_SMS_SECRET_FILE"  # noqa: S105 - a variable's name
SMTP_PASSWORD_FILE = "TANGUANJIA_SMTP_PASSWORD_FILE"  # noqa: S105 - a variable's name
_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class UnknownWay(Refusal):
    """TANGUANJIA_MESSENGER 应为 file、smtp 或 sms。

    TANGUANJIA_MESSENGER is file, smtp or sms.
    """


class MessengerNotSetUp(Refusal):
    """发送方式的设置不全或不正确, 请对照 docs/operating/alerts.md 检查所示变量。

    The way that messages go is not set up; see docs/operating/alerts.md about this variable.
    """


def messenger(
    environment: Mapping[str, str], beside_books: Path, now_s: Callable[[], float] = time
) -> Messenger:
    """Choose a way; raises `UnknownWay` and `MessengerNotSetUp`."""
    match environment.get(WAY, "file"):
        case "file":
            return FileMessenger(Path(environment.get(OUTBOX) or beside_books))
        case "smtp":
            return MailMessenger(_mail_server(environment))
        case "sms":
            return GatewayMessenger(_gateway(environment), now_s)
        case other:
            raise UnknownWay(way=other)


def reports(environment: Mapping[str, str], now_s: Callable[[], float] = time) -> Reports | None:
    """Who reads what the gateway reports; None where there is no gateway."""
    if environment.get(WAY) != "sms":
        return None
    return GatewayReports(_secret(environment, SMS_SECRET_FILE), now_s)


def _mail_server(environment: Mapping[str, str]) -> MailServer:
    host, sender = _needed(environment, "TANGUANJIA_SMTP_HOST"), _sender(environment)
    try:
        security = Security(environment.get("TANGUANJIA_SMTP_SECURITY", Security.STARTTLS))
        port = int(environment.get("TANGUANJIA_SMTP_PORT") or _PORTS[security])
    except ValueError as wrong:
        raise MessengerNotSetUp(
            variable="TANGUANJIA_SMTP_SECURITY, TANGUANJIA_SMTP_PORT"
        ) from wrong
    user = environment.get("TANGUANJIA_SMTP_USER", "")
    return MailServer(
        host,
        port,
        security,
        sender,
        environment.get("TANGUANJIA_SMTP_PHONE_DOMAIN", ""),
        user,
        _secret(environment, SMTP_PASSWORD_FILE).decode() if user else "",
        _trusted(environment, "TANGUANJIA_SMTP_CA_FILE"),
    )


def _sender(environment: Mapping[str, str]) -> str:
    sender = _needed(environment, "TANGUANJIA_SMTP_FROM")
    if sender.count("@") != 1 or not sender.isascii() or any(char.isspace() for char in sender):
        raise MessengerNotSetUp(variable="TANGUANJIA_SMTP_FROM")
    return sender


def _gateway(environment: Mapping[str, str]) -> Gateway:
    url = _needed(environment, "TANGUANJIA_SMS_URL")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise MessengerNotSetUp(variable="TANGUANJIA_SMS_URL")
    templates = environment.get("TANGUANJIA_SMS_TEMPLATES", "")
    named = (each.partition("=") for each in templates.split(",") if each)
    return Gateway(
        url,
        _needed(environment, "TANGUANJIA_SMS_KEY"),
        _secret(environment, SMS_SECRET_FILE),
        tuple((ours.strip(), theirs.strip()) for ours, _, theirs in named),
        _trusted(environment, "TANGUANJIA_SMS_CA_FILE"),
    )


def _needed(environment: Mapping[str, str], variable: str) -> str:
    text = environment.get(variable, "").strip()
    if not text:
        raise MessengerNotSetUp(variable=variable)
    return text


def _secret(environment: Mapping[str, str], variable: str) -> bytes:
    try:
        secret = Path(_needed(environment, variable)).read_bytes().strip()
    except OSError as unreadable:
        raise MessengerNotSetUp(variable=variable, reason=unreadable.strerror) from unreadable
    if not secret:
        raise MessengerNotSetUp(variable=variable)
    return secret


def _trusted(environment: Mapping[str, str], variable: str) -> ssl.SSLContext | None:
    file = environment.get(variable)
    if not file:
        return None
    try:
        return ssl.create_default_context(cafile=file)
    except OSError as unreadable:
        raise MessengerNotSetUp(variable=variable, reason=unreadable.strerror) from unreadable
