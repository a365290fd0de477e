"""What a key may be about, and how long it opens something."""

from datetime import datetime, timedelta

import pytest

from domain.access import Role
from domain.identifiers import BadCreditCode, BadDivisionCode
from domain.key import (
    KEY,
    LONGEST_LABEL,
    BadKeyDigest,
    IssueKey,
    KeyAlreadyIssued,
    KeyAlreadyRevoked,
    KeyDigest,
    KeyIssued,
    KeyNeedsLabel,
    KeyRevoked,
    KeyWouldHaveExpired,
    RevokeKey,
    RoleHasNoJurisdiction,
    RoleNeedsJurisdiction,
    UnknownKey,
    has_expired,
)
from domain.occurred import SHANGHAI, Occurred
from domain.refusal import Refusal
from tests.given import Given

NOON = Occurred("2022-11-01T12:00:00+08:00")
LATER = Occurred("2022-11-02T09:00:00+08:00")
NEW_YEAR = Occurred("2022-12-31")
DIGEST = KeyDigest("0123456789abcdef" * 4)
FIRM, TOWN = "91130200699229617X", "330411105"

key = Given(KEY)


def issue(
    role: Role = Role.DISTRICT,
    *jurisdiction: str,
    expires: Occurred = NEW_YEAR,
    label: str = "看板",
) -> IssueKey:
    return IssueKey(NOON, role, jurisdiction, label, expires, DIGEST)


def issued(
    role: Role = Role.DISTRICT, *jurisdiction: str, expires: Occurred = NEW_YEAR
) -> KeyIssued:
    return KeyIssued(NOON, role, jurisdiction, "看板", expires, DIGEST)


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.AUDITOR, Role.OPERATOR])
def test_a_role_of_the_district_is_about_nothing_smaller(role: Role) -> None:
    key.when(issue(role)).then(issued(role))
    key.when(issue(role, TOWN)).then_refused(RoleHasNoJurisdiction, role=role.value)


@pytest.mark.parametrize(
    ("role", "about"),
    [
        (Role.ENTERPRISE, FIRM),
        (Role.TOWN, TOWN),
        (Role.REGENERATOR, "嘉善再生中心"),
        (Role.DRIVER, "0123456789abcdef"),
        (Role.INTEGRATOR, FIRM),
        (Role.INTEGRATOR, TOWN),
    ],
)
def test_every_other_role_is_about_something(role: Role, about: str) -> None:
    key.when(issue(role, about)).then(issued(role, about))
    key.when(issue(role)).then_refused(RoleNeedsJurisdiction, role=role.value)


@pytest.mark.parametrize(
    ("role", "about", "refusal"),
    [
        (Role.ENTERPRISE, "911302006992296170", BadCreditCode),
        (Role.ENTERPRISE, TOWN, BadCreditCode),
        (Role.TOWN, FIRM, BadDivisionCode),
        (Role.TOWN, "33041110", BadDivisionCode),
        (Role.INTEGRATOR, "330411", BadCreditCode),
        (Role.INTEGRATOR, "990411105", BadDivisionCode),
        (Role.REGENERATOR, "", RoleNeedsJurisdiction),
        (Role.REGENERATOR, " 嘉善", RoleNeedsJurisdiction),
        (Role.DRIVER, "a\nb", RoleNeedsJurisdiction),
    ],
)
def test_a_jurisdiction_is_what_its_role_can_be_about(
    role: Role, about: str, refusal: type[Refusal]
) -> None:
    answer = key.when(issue(role, about)).answer
    assert isinstance(answer, refusal)


def test_a_jurisdiction_is_kept_in_order_and_once() -> None:
    other = "330411106"
    key.when(issue(Role.TOWN, other, TOWN, other)).then(issued(Role.TOWN, TOWN, other))


@pytest.mark.parametrize("expires", [NOON, Occurred("2022-10-31")])
def test_a_key_that_has_expired_already_is_not_made(expires: Occurred) -> None:
    key.when(issue(expires=expires)).then_refused(KeyWouldHaveExpired, expires=expires)


def test_a_key_may_expire_at_the_end_of_the_day_on_which_it_is_made() -> None:
    today = Occurred("2022-11-01")
    key.when(issue(expires=today)).then(issued(expires=today))


@pytest.mark.parametrize("label", ["", " ", "a\tb", "字" * (LONGEST_LABEL + 1)])
def test_a_key_says_what_it_is_for(label: str) -> None:
    key.when(issue(label=label)).then_refused(KeyNeedsLabel, label=label)


def test_an_id_is_given_once() -> None:
    key.given(issued()).when(issue()).then_refused(KeyAlreadyIssued)
    revoked = key.given(issued(), KeyRevoked(LATER, "遗失"))
    revoked.when(issue()).then_refused(KeyAlreadyIssued)


def test_a_key_is_revoked_once_and_for_a_reason() -> None:
    revoke = RevokeKey(LATER, "遗失")
    key.when(revoke).then_refused(UnknownKey)
    key.given(issued()).when(revoke).then(KeyRevoked(LATER, "遗失"))
    revoked = key.given(issued(), KeyRevoked(LATER, "遗失"))
    revoked.when(revoke).then_refused(KeyAlreadyRevoked, since=LATER)


def test_a_date_is_over_when_its_day_is() -> None:
    midnight = datetime(2023, 1, 1, tzinfo=SHANGHAI)
    assert not has_expired(issued(), midnight - timedelta(microseconds=1))
    assert has_expired(issued(), midnight)


def test_a_moment_is_over_when_it_comes() -> None:
    assert not has_expired(issued(expires=LATER), LATER.moment - timedelta(microseconds=1))
    assert has_expired(issued(expires=LATER), LATER.moment)


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "G" * 64, "ABCDEF01" * 8])
def test_a_digest_is_64_hexadecimal_digits_and_is_not_repeated_in_the_refusal(text: str) -> None:
    with pytest.raises(BadKeyDigest) as refused:
        KeyDigest(text)
    assert not refused.value.facts
