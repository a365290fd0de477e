"""A caller's day: what was refused, what was taken away."""

from domain.access import Action, Role
from domain.access_record import (
    ACCESS,
    MOST_A_DAY,
    AccessExported,
    AccessRefused,
    NoteExport,
    NoteRefusal,
    RefusalsUnlisted,
    TooManyToList,
    Why,
)
from domain.occurred import Occurred
from tests.given import Given

NOON = Occurred("2022-11-01T12:00:00+08:00")
REFUSAL = NoteRefusal(NOON, Role.TOWN, Why.FOREIGN, Action.READ, "GET /v1/lots/L1", "lot=L1")
REFUSED = AccessRefused(NOON, Role.TOWN, Why.FOREIGN, Action.READ, "GET /v1/lots/L1", "lot=L1")
EXPORT = NoteExport(NOON, Role.DISTRICT, "ledger", "csv", 7, "2022-11-01", "2022-11-01")
EXPORTED = AccessExported(NOON, Role.DISTRICT, "ledger", "csv", 7, "2022-11-01", "2022-11-01")

day = Given(ACCESS)
nearly_full = day.given(*[REFUSED] * (MOST_A_DAY - 1))
full = nearly_full.given(REFUSED, RefusalsUnlisted(NOON))


def test_what_was_refused_is_noted_with_the_reason() -> None:
    day.when(REFUSAL).then(REFUSED)


def test_a_key_that_opens_nothing_is_noted_without_an_action() -> None:
    noted = NoteRefusal(NOON, Role.TOWN, Why.EXPIRED, None, "GET /v1/ledger", "")
    day.when(noted).then(AccessRefused(NOON, Role.TOWN, Why.EXPIRED, None, "GET /v1/ledger", ""))


def test_a_copy_that_was_taken_is_noted_with_its_size_and_viewpoint() -> None:
    day.when(EXPORT).then(EXPORTED)


def test_a_full_day_says_once_that_it_is_full() -> None:
    nearly_full.when(REFUSAL).then(REFUSED, RefusalsUnlisted(NOON))
    full.when(REFUSAL).then_refused(TooManyToList)


def test_exports_are_noted_however_full_the_day_is() -> None:
    full.when(EXPORT).then(EXPORTED)


def test_exports_do_not_fill_a_day() -> None:
    day.given(*[EXPORTED] * (MOST_A_DAY + 1)).when(REFUSAL).then(REFUSED)
