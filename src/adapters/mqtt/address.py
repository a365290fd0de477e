"""Where the MQTT broker is, and how we show who we are. Credentials are never shown."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from domain.refusal import Refusal

URL_VARIABLE = "TANGUANJIA_MQTT"
PASSWORD_FILE_VARIABLE = "TANGUANJIA_MQTT_PASSWORD_FILE"  # noqa: S105 - a variable's name
CA_VARIABLE = "TANGUANJIA_MQTT_CA_FILE"
CERTIFICATE_VARIABLE = "TANGUANJIA_MQTT_CERT_FILE"
KEY_VARIABLE = "TANGUANJIA_MQTT_KEY_FILE"

_PORTS = {"mqtt": 1883, "mqtts": 8883}


class BadMqttUrl(Refusal):
    """MQTT 服务的地址不正确, 应为 mqtt://用户:密码@主机:端口 或 mqtts://…。

    This is not the address of an MQTT broker; write mqtt://user:password@host:port or mqtts://….
    """


class MqttFileUnreadable(Refusal):
    """MQTT 服务的密码或证书文件读不出, 请检查路径、权限和内容。

    The file with the MQTT broker's password or a certificate cannot be read; check its path, its
    permissions and what is in it.
    """


@dataclass(frozen=True, slots=True)
class MqttAddress:
    """The settings of one broker; its text holds no credentials."""

    secure: bool
    host: str
    port: int
    user: str | None = field(repr=False, default=None)
    password: str | None = field(repr=False, default=None)
    tls: ssl.SSLContext | None = field(repr=False, default=None)

    @classmethod
    def chosen(cls, named: str | None, environment: Mapping[str, str]) -> Self | None:
        """Read the settings; None where no broker is named. Raises a `Refusal`."""
        url = named or environment.get(URL_VARIABLE)
        if not url:
            return None
        parts = _split(url)
        secure = parts.scheme == "mqtts"
        return cls(
            secure,
            parts.hostname or "localhost",
            parts.port or _PORTS[parts.scheme],
            None if parts.username is None else unquote(parts.username),
            _password(parts, environment),
            _tls(environment) if secure else None,
        )

    def __str__(self) -> str:
        """Where it is."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'mqtts' if self.secure else 'mqtt'}://{host}:{self.port}"


def _split(url: str) -> SplitResult:
    # An error of the standard library would quote the address, credentials and all.
    try:
        parts = urlsplit(url)
        well = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise BadMqttUrl from None
    if not well or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadMqttUrl(scheme=parts.scheme)
    return parts


def _password(parts: SplitResult, environment: Mapping[str, str]) -> str | None:
    file = environment.get(PASSWORD_FILE_VARIABLE)
    if not file:
        return None if parts.password is None else unquote(parts.password)
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as wrong:
        raise MqttFileUnreadable(file=file, reason=type(wrong).__name__) from wrong


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
        raise MqttFileUnreadable(file=file, reason=type(wrong).__name__) from wrong
    return context
