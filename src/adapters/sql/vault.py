"""The keys of persons in SQL: one row each, and erasing a person deletes the row.

Each key is random and wrapped under the installation's secret. A person is found by a keyed hash
of scope and name, which is deleted with the key: a name that is entered again is a new subject.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256, sha512
from hmac import compare_digest, digest
from secrets import token_bytes, token_hex
from time import monotonic

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Connection, Engine, text

from adapters.sql.engine import writing
from domain.personal import Personal
from domain.refusal import Refusal

CACHE_S = 1.0
"""How long another process may still show a person who has been erased, in seconds."""

_FIND = text("SELECT subject, sealed_key FROM subject_key WHERE lookup = :lookup")
_KEY = text("SELECT sealed_key FROM subject_key WHERE subject = :subject")
_ADD = text("""
    INSERT INTO subject_key VALUES (:subject, :lookup, :sealed_key) ON CONFLICT (lookup) DO NOTHING
""")
_ERASE = text("DELETE FROM subject_key WHERE subject = :subject")
_LAST_ERASURE = text("SELECT value FROM installation WHERE name = 'erasure'")
_NOTE_ERASURE = text("""
    INSERT INTO installation VALUES ('erasure', :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
""")
_FINGERPRINT = text("SELECT value FROM installation WHERE name = 'secret'")
_LEAVE_FINGERPRINT = text("""
    INSERT INTO installation VALUES ('secret', :value) ON CONFLICT (name) DO NOTHING
""")


class SecretDoesNotFit(Refusal):
    """密钥文件与数据库不匹配, 个人信息无法读写; 请使用该数据库原来的密钥文件。

    The secret does not belong to this database; use the file that was made with it.
    """


def is_laid_out(engine: Engine) -> bool:
    """Whether a vault was opened in this database before, so that only its secret fits."""
    with engine.connect() as connection:
        return connection.execute(_FINGERPRINT).scalar() is not None


class SqlVault:
    """Seals with AES-SIV, which gives equal bytes for equal texts under one key."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        """Open the vault; raises `SecretDoesNotFit`."""
        self._engine = engine
        self._lookup_key = digest(secret, b"lookup", sha256)
        self._wrapping = AESSIV(digest(secret, b"wrap", sha512))
        self._last_erasure: bytes | None = None
        self._forget()
        self._compare(digest(secret, b"fingerprint", sha256))

    def seal(self, scope: str, text: str, *, name: str | None = None) -> Personal:
        """Seal a text under the key of the person called `name`, by default the text itself."""
        self._refresh()
        person = (scope, text if name is None else name)
        subject, cipher = self._people.get(person) or self._meet(person)
        sealed = cipher.encrypt(text.encode(), [subject.encode()])
        return Personal(subject, urlsafe_b64encode(sealed).decode())

    def open(self, personal: Personal) -> str | None:
        """Read a sealed text; None once the key is gone.

        Raises `cryptography.exceptions.InvalidTag` where the text was not sealed for its subject.
        """
        self._refresh()
        subject = personal.subject
        ciphers = self._ciphers  # another thread may be forgetting meanwhile
        if subject not in ciphers:
            ciphers[subject] = self._fetch_cipher(subject)
        cipher = ciphers[subject]
        if cipher is None:
            return None
        return cipher.decrypt(urlsafe_b64decode(personal.sealed), [subject.encode()]).decode()

    def erase(self, subject: str) -> bool:
        """Destroy a person's key and what they were found by."""
        with writing(self._engine) as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            erased = connection.execute(_ERASE, {"subject": subject}).rowcount > 0
            # Other processes forget what they have cached when this changes.
            connection.execute(_NOTE_ERASURE, {"value": token_bytes(8)})
        self._forget()
        self._scrub()
        return erased

    def find(self, scope: str, name: str) -> str | None:
        """Tell under which subject a person is kept, if any."""
        with self._engine.connect() as connection:
            return connection.execute(_FIND, {"lookup": self._lookup((scope, name))}).scalar()

    def _meet(self, person: tuple[str, str]) -> tuple[str, AESSIV]:
        lookup = self._lookup(person)
        with self._engine.connect() as connection:
            found = connection.execute(_FIND, {"lookup": lookup}).first()
        if found is None:
            with writing(self._engine) as connection:
                found = self._add(lookup, connection)
        subject, sealed_key = found
        met = (subject, self._unwrapped(subject, sealed_key))
        self._people[person] = met
        return met

    def _add(self, lookup: bytes, connection: Connection) -> tuple[str, bytes]:
        subject = token_hex(8)
        sealed_key = self._wrapping.encrypt(AESSIV.generate_key(512), [subject.encode()])
        row = {"subject": subject, "lookup": lookup, "sealed_key": sealed_key}
        connection.execute(_ADD, row)
        # Somebody else may have met the same person meanwhile.
        met, key = connection.execute(_FIND, {"lookup": lookup}).one()
        return met, key

    def _fetch_cipher(self, subject: str) -> AESSIV | None:
        with self._engine.connect() as connection:
            sealed_key = connection.execute(_KEY, {"subject": subject}).scalar()
        return None if sealed_key is None else self._unwrapped(subject, sealed_key)

    def _unwrapped(self, subject: str, sealed_key: bytes) -> AESSIV:
        return AESSIV(self._wrapping.decrypt(sealed_key, [subject.encode()]))

    def _lookup(self, person: tuple[str, str]) -> bytes:
        scope, name = person
        return digest(self._lookup_key, f"{len(scope)}:{scope}{name}".encode(), sha256)

    def _refresh(self) -> None:
        if monotonic() - self._since <= CACHE_S:
            return
        with self._engine.connect() as connection:
            erasure = connection.execute(_LAST_ERASURE).scalar()
        if erasure != self._last_erasure:
            self._last_erasure = erasure
            self._forget()
        self._since = monotonic()

    def _forget(self) -> None:
        self._since = monotonic()
        self._people: dict[tuple[str, str], tuple[str, AESSIV]] = {}
        self._ciphers: dict[str, AESSIV | None] = {}

    def _scrub(self) -> None:
        """Overwrite what the deleted row leaves in the files, as far as the engine lets us."""
        sqlite = self._engine.dialect.name == "sqlite"
        scrub = "PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "VACUUM subject_key"
        with self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(scrub)

    def _compare(self, fingerprint: bytes) -> None:
        with self._engine.connect() as connection:
            left = connection.execute(_FINGERPRINT).scalar()
        if left is None:
            with writing(self._engine) as connection:
                connection.execute(_LEAVE_FINGERPRINT, {"value": fingerprint})
                left = connection.execute(_FINGERPRINT).scalar_one()
        if not compare_digest(left, fingerprint):
            raise SecretDoesNotFit
