"""Keys: made, given out, recognised and taken back. A key is read from the log, from no view."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

from application.act import Act, only
from application.carbon_log import CarbonLog
from application.ports.clock import Clock
from application.ports.streams import Streams
from domain.access import Caller
from domain.key import (
    KEY,
    Issued,
    IssueKey,
    KeyDigest,
    KeyIssued,
    NotIssued,
    Revoked,
    RevokeKey,
    State,
    has_expired,
)
from domain.occurred import Occurred

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 8
SECRET_LENGTH = 32
"""Letters of 5 bits each: the id has 40, the secret 160."""
_KEY = re.compile(rf"tgj_([a-z2-7]{{{_ID_LENGTH}}})_[a-z2-7]{{{SECRET_LENGTH}}}")
_LIKE_A_KEY = re.compile(r"(tgj_[a-z0-9]*)_\w+", re.IGNORECASE)
_LIKE_A_DEVICE_KEY = re.compile(r"(tgd)_[\w-]+", re.IGNORECASE)
"""An instrument's number may hold what ends it, so nothing of such a key is left."""

NOBODYS_DIGEST = KeyDigest("0" * 64)
"""Compared with where there is no such key, so that the answer takes as long as any other."""

_PAGE = 1000


class Trouble(StrEnum):
    """Why a key opens nothing."""

    UNKNOWN = "unknown"
    """There is none with this id, or its secret is another: nobody is told which of them."""
    EXPIRED = "expired"
    REVOKED = "revoked"


class NotRecognised(Exception):  # noqa: N818 - an answer, not an error
    """A key that opens nothing; `caller` is whose it was, if it was a good one once."""

    def __init__(self, trouble: Trouble, caller: Caller | None = None) -> None:
        """Keep what is to be told and recorded, and nothing of the key."""
        super().__init__(trouble.value)
        self.trouble = trouble
        self.caller = caller


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A key that has just been made. Its text is shown once and kept nowhere."""

    id: str
    text: str = field(repr=False)

    @property
    def digest(self) -> KeyDigest:
        """What is kept of it."""
        return digest_of(self.text)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key as it is listed."""

    id: str
    state: Issued | Revoked

    @property
    def issued(self) -> KeyIssued:
        """How it was given out."""
        return self.state.issued

    def standing(self, now: datetime) -> Trouble | None:
        """Why it opens nothing at a time; None while it is good."""
        return _trouble(self.state, now)


def digest_of(text: str) -> KeyDigest:
    """Hash a key whole, so that a digest that were moved to another id would fit nothing."""
    return KeyDigest(sha256(text.encode()).hexdigest())


def fresh_key(random_bytes: Callable[[int], bytes]) -> FreshKey:
    """Make a key; 32 letters divide the 256 values of a byte, so each is as likely as any other."""
    letters = "".join(
        ALPHABET[byte % len(ALPHABET)] for byte in random_bytes(_ID_LENGTH + SECRET_LENGTH)
    )
    identity, secret = letters[:_ID_LENGTH], letters[_ID_LENGTH:]
    return FreshKey(identity, f"tgj_{identity}_{secret}")


def issue(key: FreshKey, command: IssueKey) -> Act:
    """Give out a key."""
    return only(KEY, key.id, command)


def revoke(identity: str, occurred: Occurred, reason: str) -> Act:
    """Take a key back."""
    return only(KEY, identity, RevokeKey(occurred, reason))


def without_keys(text: str) -> str:
    """Make unusable what could be a key in a text that is kept or shown; the id of one that is
    no instrument's may stay."""
    return _LIKE_A_DEVICE_KEY.sub(r"\1_…", _LIKE_A_KEY.sub(r"\1_…", text))


class KeyRing:
    """The keys of these books."""

    def __init__(self, log: CarbonLog, streams: Streams, clock: Clock) -> None:
        """Read from the log."""
        self._log = log
        self._streams = streams
        self._clock = clock

    def ever_issued(self) -> bool:
        """Whether a key was ever given out; once this is true it stays true."""
        return bool(self._streams.of_kind(KEY.kind, limit=1))

    def any_good(self) -> bool:
        """Whether somebody holds a key that opens something now."""
        now = self._clock.now()
        return any(entry.standing(now) is None for entry in self.entries())

    def entries(self) -> Iterator[KeyEntry]:
        """All keys that were ever given out, in order of their id."""
        since = ""
        while identities := self._streams.of_kind(KEY.kind, since=since, limit=_PAGE):
            for identity in identities:
                state = self._log.read(KEY, identity).state
                if not isinstance(state, NotIssued):
                    yield KeyEntry(identity, state)
            # An id has letters and digits only, and a space comes before them.
            since = identities[-1] + " "

    def recognise(self, text: str) -> Caller:
        """Tell whose key it is; raises `NotRecognised`.

        What a wrong secret is told, and how long that takes, is the same as for an unknown id.
        """
        shaped = _KEY.fullmatch(text)
        if shaped is None:
            raise NotRecognised(Trouble.UNKNOWN)
        identity = shaped[1]
        state = self._log.read(KEY, identity).state
        kept = NOBODYS_DIGEST if isinstance(state, NotIssued) else state.issued.digest
        if not compare_digest(digest_of(text), kept) or isinstance(state, NotIssued):
            raise NotRecognised(Trouble.UNKNOWN)
        caller = _caller(identity, state.issued)
        trouble = _trouble(state, self._clock.now())
        if trouble is not None:
            raise NotRecognised(trouble, caller)
        return caller


def _caller(identity: str, issued: KeyIssued) -> Caller:
    return Caller(KEY.stream(identity), issued.role, frozenset(issued.jurisdiction))


def _trouble(state: State, now: datetime) -> Trouble | None:
    match state:
        case Revoked():
            return Trouble.REVOKED
        case Issued(issued) if has_expired(issued, now):
            return Trouble.EXPIRED
        case _:
            return None
