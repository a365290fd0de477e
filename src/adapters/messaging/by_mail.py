"""Messages by SMTP (RFC 5321), to a mailbox or to a gateway that has one for every number.

SMTP keeps no account that could be asked, so a message whose last answer never came is in doubt.
"""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from enum import StrEnum

from application.ports.messenger import Message, Outcome, Receipt

WITHIN_S = 20.0
"""For connecting, and for every answer."""
_TEMPORARY, _PERMANENT = 400, 500


class Security(StrEnum):
    """How the connection is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server and how we show who we are; its text holds no credentials."""

    host: str
    port: int
    security: Security
    sender: str
    phone_domain: str = ""
    """Where numbers have mailboxes: `139.com` makes 13800000000@139.com."""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    tls: ssl.SSLContext | None = field(default=None, repr=False)


class MailMessenger:
    """Hands each message to a server in a connection of its own."""

    def __init__(self, server: MailServer, within_s: float = WITHIN_S) -> None:
        """Use a server."""
        self._server = server
        self._within_s = within_s

    @property
    def way(self) -> str:
        """What the way is called."""
        return "smtp"

    def status(self, identity: str) -> Outcome | None:
        """Nobody keeps an account."""
        del identity

    def send(self, message: Message) -> Receipt:
        """Hand a message over."""
        to = self._address(message)
        if to is None:
            return Receipt(Outcome.REFUSED, "no-address")
        try:
            connection = self._connected()
        except smtplib.SMTPAuthenticationError as refused:
            return Receipt(Outcome.NOT_TAKEN, f"authentication {refused.smtp_code}")
        except (OSError, smtplib.SMTPException) as away:
            return Receipt(Outcome.NOT_TAKEN, type(away).__name__)
        try:
            return self._handed(connection, message, to)
        finally:
            connection.close()

    def _address(self, message: Message) -> str | None:
        if message.email:
            return message.email
        domain = self._server.phone_domain
        return f"{message.phone}@{domain}" if message.phone and domain else None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.security is Security.TLS:
            tls = server.tls or ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._within_s, context=tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._within_s)
        try:
            if server.security is Security.STARTTLS:
                connection.starttls(context=server.tls or ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _handed(self, connection: smtplib.SMTP, message: Message, to: str) -> Receipt:
        """Say whom it is for; only what is lost after the text has gone out is in doubt."""
        try:
            connection.ehlo_or_helo_if_needed()
            for code, _ in (connection.mail(self._server.sender), connection.rcpt(to)):
                if code >= _TEMPORARY:
                    return Receipt(_outcome(code), f"smtp {code}")
        except (OSError, smtplib.SMTPException) as away:
            return Receipt(Outcome.NOT_TAKEN, type(away).__name__)
        try:
            code, _ = connection.data(self._letter(message, to))
        except smtplib.SMTPDataError as refused:
            return Receipt(_outcome(refused.smtp_code), f"smtp {refused.smtp_code}")
        except (OSError, smtplib.SMTPException) as lost:
            return Receipt(Outcome.IN_DOUBT, type(lost).__name__)
        return Receipt(_outcome(code), f"smtp {code}")

    def _letter(self, message: Message, to: str) -> bytes:
        letter = EmailMessage(POLICY)
        domain = self._server.sender.rpartition("@")[2]
        letter["From"] = Address("炭管家", addr_spec=self._server.sender)
        letter["To"] = to
        letter["Subject"] = message.text.partition(",")[0]
        letter["Message-ID"] = f"<{message.id}@{domain}>"
        letter.set_content(message.text)
        return bytes(letter)


def _outcome(code: int) -> Outcome:
    if code >= _PERMANENT:
        return Outcome.REFUSED
    return Outcome.NOT_TAKEN if code >= _TEMPORARY else Outcome.ACCEPTED
