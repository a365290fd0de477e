"""A broker behind TLS: its certificate is always checked, and ours is shown where there is one."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.rabbit.address import CA_VARIABLE, CERTIFICATE_VARIABLE, KEY_VARIABLE, BrokerAway
from adapters.rabbit.broker import broker
from tests import brokers, servers

SETTINGS = """
listeners.tcp = none
listeners.ssl.default = {port}
ssl_options.cacertfile = {folder}/authority.pem
ssl_options.certfile = {folder}/broker.pem
ssl_options.keyfile = {folder}/broker.key
ssl_options.verify = verify_peer
ssl_options.fail_if_no_peer_cert = true
"""


@dataclass
class Authority:
    """Signs certificates for a broker and its clients."""

    folder: Path

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
        own = self._certificate(self._name, self._key.public_key(), is_authority=True)
        (self.folder / "authority.pem").write_bytes(own)

    def certify(self, name: str) -> None:
        """Give somebody a key and a certificate, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        told = self._certificate(subject, key.public_key(), is_authority=False)
        (self.folder / f"{name}.pem").write_bytes(told)
        (self.folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, is_authority: bool
    ) -> bytes:
        now = datetime.now(UTC)
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        constraints = x509.BasicConstraints(ca=is_authority, path_length=None)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(constraints, critical=True)
            .add_extension(here, critical=False)
        )
        signed = builder.sign(self._key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.PEM)


@dataclass(frozen=True)
class Secured:
    """A broker behind TLS, and the files it takes to be let in."""

    url: str
    folder: Path

    def probe(self, **settings: str) -> None:
        """Connect with these settings; a file is told by its name."""
        named = {variable: str(self.folder / file) for variable, file in settings.items()}
        found = broker(self.url, named)
        assert found is not None
        found.probe()


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Generator[Secured]:
    program = brokers.installed_program()
    if program is None and servers.nothing_may_be_left_out():
        pytest.fail(brokers.LEFT_OUT)
    if program is None:
        pytest.skip(brokers.LEFT_OUT)
    folder = tmp_path_factory.mktemp("tls")
    authority = Authority(folder)
    authority.certify("broker")
    authority.certify("client")
    (port,) = brokers.free_ports(1)
    settings = SETTINGS.format(port=port, folder=folder)
    with brokers.own_rabbitmq(program, settings, answering_at=port):
        yield Secured(f"amqps://guest:guest@127.0.0.1:{port}/", folder)


OURS = {CERTIFICATE_VARIABLE: "client.pem", KEY_VARIABLE: "client.key"}


def test_who_shows_a_certificate_to_a_broker_he_knows_is_let_in(secured: Secured) -> None:
    secured.probe(**OURS, **{CA_VARIABLE: "authority.pem"})


def test_a_broker_that_nobody_vouches_for_is_not_trusted(secured: Secured) -> None:
    with pytest.raises(BrokerAway):
        secured.probe(**OURS)


def test_who_shows_no_certificate_is_not_let_in(secured: Secured) -> None:
    with pytest.raises(BrokerAway):
        secured.probe(**{CA_VARIABLE: "authority.pem"})
