"""A key (密钥) by which a program asks: NotIssued --issue--> Issued --revoke--> Revoked.

Who was given which right, until when, is part of the record. The key itself is not: only what it
hashes to is kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from domain.access import Role
from domain.identifiers import CreditCode, TownCode
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = timedelta(days=1)

LONGEST_LABEL = 60
"""In characters. Chosen."""


class BadKeyDigest(Refusal):
    """不是 SHA-256 摘要。

    This is not the digest of a key.
    """


class KeyDigest(str):
    """What a key hashes to: SHA-256 in 64 hexadecimal digits. It is shown to nobody."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what is no digest."""
        if not _DIGEST.fullmatch(text):
            raise BadKeyDigest
        return super().__new__(cls, text)


# --- commands


@dataclass(frozen=True, slots=True)
class IssueKey:
    """Give a right to whoever holds a key."""

    occurred: Occurred
    role: Role
    jurisdiction: tuple[str, ...]
    label: str
    expires: Occurred
    digest: KeyDigest


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """Take it back."""

    occurred: Occurred
    reason: str


# --- facts


@dataclass(frozen=True, slots=True)
class KeyIssued:
    """Whoever holds the key asks in this role until it expires; a bare date means its end.

    `jurisdiction` is what the role is about: credit codes, division codes, names on permits, or
    the subjects of drivers.
    """

    occurred: Occurred
    role: Role
    jurisdiction: tuple[str, ...]
    label: str
    expires: Occurred
    digest: KeyDigest


@dataclass(frozen=True, slots=True)
class KeyRevoked:
    """The key opens nothing any more."""

    occurred: Occurred
    reason: str


# --- states


@dataclass(frozen=True, slots=True)
class NotIssued:
    """Nobody holds it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Somebody holds it."""

    issued: KeyIssued


@dataclass(frozen=True, slots=True)
class Revoked:
    """It was taken back."""

    issued: KeyIssued
    since: Occurred
    reason: str


Command = IssueKey | RevokeKey
Fact = KeyIssued | KeyRevoked
State = NotIssued | Issued | Revoked


# --- refusals


class KeyAlreadyIssued(Refusal):
    """这个密钥编号已经用过。

    This key id is taken.
    """


class UnknownKey(Refusal):
    """没有这个编号的密钥; 编号见 tanguanjia key list。

    There is no key with this id; `tanguanjia key list` has them.
    """


class KeyAlreadyRevoked(Refusal):
    """该密钥已经吊销。

    This key is already revoked.
    """


class KeyWouldHaveExpired(Refusal):
    """到期时间已经过去。

    The key would have expired already.
    """


class KeyNeedsLabel(Refusal):
    """请说明密钥给谁用、作什么用(--label, 不超过 60 字)。

    Say by a label of at most 60 characters who is to use the key, and for what.
    """


class RoleNeedsJurisdiction(Refusal):
    """此身份必须说明管辖范围(--jurisdiction)。

    This role needs a jurisdiction.
    """


class RoleHasNoJurisdiction(Refusal):
    """此身份面向全区, 不能限定管辖范围。

    This role is about the whole district and takes no jurisdiction.
    """


def has_expired(issued: KeyIssued, now: datetime) -> bool:
    """Whether a key's time is over; a key that expires on a date is good on that day."""
    return now >= _end(issued.expires)


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a key."""
    match command, state:
        case IssueKey(), NotIssued():
            return (_issue(command),)
        case IssueKey(), Issued() | Revoked():
            raise KeyAlreadyIssued
        case RevokeKey(), NotIssued():
            raise UnknownKey
        case RevokeKey(), Revoked(since=since):
            raise KeyAlreadyRevoked(since=since)
        case RevokeKey(occurred, reason), Issued():
            return (KeyRevoked(occurred, reason),)


def _issue(command: IssueKey) -> KeyIssued:
    if _end(command.expires) <= command.occurred.moment:
        raise KeyWouldHaveExpired(expires=command.expires)
    if not _is_name(command.label) or len(command.label) > LONGEST_LABEL:
        raise KeyNeedsLabel(label=command.label)
    check = _JURISDICTIONS.get(command.role)
    if check is None and command.jurisdiction:
        raise RoleHasNoJurisdiction(role=command.role.value)
    if check is not None and not command.jurisdiction:
        raise RoleNeedsJurisdiction(role=command.role.value)
    for text in command.jurisdiction:
        if check is not None:
            check(text)
    return KeyIssued(
        command.occurred,
        command.role,
        tuple(sorted(set(command.jurisdiction))),
        command.label,
        command.expires,
        command.digest,
    )


def _end(expires: Occurred) -> datetime:
    return expires.moment + (_DAY if expires.is_date else timedelta())


def _is_name(text: str) -> bool:
    return bool(text) and text.isprintable() and text == text.strip()


def _name(text: str) -> None:
    if not _is_name(text):
        raise RoleNeedsJurisdiction(jurisdiction=text)


def _code_or_town(text: str) -> None:
    if text.isdigit() and len(text) == len("330411105"):
        TownCode(text)
    else:
        CreditCode(text)


_JURISDICTIONS: Mapping[Role, Callable[[str], object]] = {
    Role.ENTERPRISE: CreditCode,
    Role.TOWN: TownCode,
    Role.REGENERATOR: _name,
    Role.DRIVER: _name,
    Role.INTEGRATOR: _code_or_town,
}
"""What the jurisdiction of a role is made of. The other roles are about the whole district."""


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case KeyIssued(), _:
            return Issued(fact)
        case KeyRevoked(occurred, reason), Issued(issued):
            return Revoked(issued, occurred, reason)
        case KeyRevoked(), _:
            return state


KEY = Decider[Command, Fact, State]("key", NotIssued(), decide, evolve)
