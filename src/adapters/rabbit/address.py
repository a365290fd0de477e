"""Where the message broker is, and how we show who we are. Credentials are never shown."""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

import aio_pika
import aiormq
from aio_pika.abc import AbstractConnection

from domain.refusal import Refusal

URL_VARIABLE = "TANGUANJIA_RABBITMQ"
PASSWORD_FILE_VARIABLE = "TANGUANJIA_RABBITMQ_PASSWORD_FILE"  # noqa: S105 - a variable's name
CA_VARIABLE = "TANGUANJIA_RABBITMQ_CA_FILE"
CERTIFICATE_VARIABLE = "TANGUANJIA_RABBITMQ_CERT_FILE"
KEY_VARIABLE = "TANGUANJIA_RABBITMQ_KEY_FILE"

CONNECT_S = 10
HEARTBEAT_S = 15
"""A broker whose machine is gone is noticed after two of them."""

_PORTS = {"amqp": 5672, "amqps": 5671}


class BadBrokerUrl(Refusal):
    """消息服务的地址不正确, 应为 amqp://用户:密码@主机:端口/虚拟主机 或 amqps://…。

    This is not the address of a message broker; write amqp://user:password@host:port/vhost or
    amqps://….
    """


class BrokerFileUnreadable(Refusal):
    """消息服务的密码或证书文件读不出, 请检查路径、权限和内容。

    The file with the broker's password or a certificate cannot be read; check its path, its
    permissions and what is in it.
    """


class BrokerAway(Refusal):
    """消息服务(RabbitMQ)连接不上, 请检查地址、网络、证书, 以及服务是否已启动。

    The message broker cannot be reached; check its address, the network, the certificates, and
    whether it is running.
    """


class BrokerRefusesUs(Refusal):
    """消息服务拒绝了用户名、密码或虚拟主机。

    The message broker does not accept the user, the password or the virtual host.
    """


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """The settings of one broker; its text holds no credentials."""

    secure: bool
    host: str
    port: int
    vhost: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    tls: ssl.SSLContext | None = field(repr=False, default=None)

    @classmethod
    def chosen(cls, named: str | None, environment: Mapping[str, str]) -> Self | None:
        """Read the settings; None where no broker is named. Raises a `Refusal`."""
        url = named or environment.get(URL_VARIABLE)
        if not url:
            return None
        parts = _split(url)
        secure = parts.scheme == "amqps"
        return cls(
            secure,
            parts.hostname or "localhost",
            parts.port or _PORTS[parts.scheme],
            unquote(parts.path[1:]) or "/",
            unquote(parts.username or "guest"),
            _password(parts, environment),
            _tls(environment) if secure else None,
        )

    def __str__(self) -> str:
        """Where it is."""
        scheme = "amqps" if self.secure else "amqp"
        return f"{scheme}://{self.host}:{self.port}/{'' if self.vhost == '/' else self.vhost}"

    async def connect(self, what_for: str) -> AbstractConnection:
        """Connect; raises a `Refusal`."""
        # Whoever loses a connection says so himself, once; the libraries say it at every attempt.
        for library in ("aio_pika", "aiormq"):
            logging.getLogger(library).setLevel(logging.CRITICAL)
        try:
            return await aio_pika.connect(
                host=self.host,
                port=self.port,
                login=self.user,
                password=self.password,
                virtualhost=self.vhost,
                ssl=self.secure,
                ssl_context=self.tls,
                timeout=CONNECT_S,
                heartbeat=HEARTBEAT_S,
                client_properties={"connection_name": f"tanguanjia {what_for}"},
            )
        except _NOT_ACCEPTED as no:
            raise BrokerRefusesUs(broker=self, reason=type(no).__name__) from no
        except LOST as away:
            raise BrokerAway(broker=self, reason=type(away).__name__) from away


_NOT_ACCEPTED = (
    aiormq.exceptions.AuthenticationError,
    aiormq.exceptions.ProbableAuthenticationError,
    # A virtual host that is not there or not ours: RabbitMQ says so where the library expects
    # another frame.
    aiormq.exceptions.ConnectionNotAllowed,
    aiormq.exceptions.InvalidFrameError,
)
LOST = (aiormq.exceptions.AMQPError, aio_pika.exceptions.ChannelInvalidStateError, OSError)
"""What is raised where the broker, a connection or a channel is gone or was closed by it."""


def _split(url: str) -> SplitResult:
    # An error of the standard library would quote the address, credentials and all.
    try:
        parts = urlsplit(url)
        well = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise BadBrokerUrl from None
    if not well or parts.query or parts.fragment:
        raise BadBrokerUrl(scheme=parts.scheme)
    return parts


def _password(parts: SplitResult, environment: Mapping[str, str]) -> str:
    file = environment.get(PASSWORD_FILE_VARIABLE)
    if not file:
        return unquote(parts.password or "guest")
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BrokerFileUnreadable(file=file, reason=type(wrong).__name__) from wrong


def _tls(environment: Mapping[str, str]) -> ssl.SSLContext:
    """Check the broker's certificate always; show one of ours where there is one."""
    authority = environment.get(CA_VARIABLE) or None
    certificate = environment.get(CERTIFICATE_VARIABLE)
    try:
        context = ssl.create_default_context(cafile=authority)
        if certificate:
            context.load_cert_chain(certificate, environment.get(KEY_VARIABLE) or None)
    except OSError as wrong:
        file = certificate or authority
        raise BrokerFileUnreadable(file=file, reason=type(wrong).__name__) from wrong
    return context
