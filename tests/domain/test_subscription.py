"""Who is told what happens, and until when."""

import pytest

from domain.access import Role
from domain.occurred import Occurred
from domain.refusal import Refusal
from domain.subscription import (
    LONGEST_NAME,
    MOST_REPLAYED,
    SUBSCRIPTION,
    Closed,
    CloseSubscription,
    Command,
    Disabled,
    DisableSubscription,
    Fact,
    MoveSubscription,
    NoSuchPlace,
    Open,
    OpenSubscription,
    Paused,
    PauseSubscription,
    Payload,
    ReleaseEvent,
    ReplayEvents,
    ReplayTooLong,
    ResumeSubscription,
    RotateSecret,
    SkipEvent,
    SubscriptionAlreadyOpened,
    SubscriptionClosed,
    SubscriptionDisabled,
    SubscriptionEventReleased,
    SubscriptionEventSkipped,
    SubscriptionIsClosed,
    SubscriptionMoved,
    SubscriptionNeedsName,
    SubscriptionOpened,
    SubscriptionPaused,
    SubscriptionReplayed,
    SubscriptionResumed,
    SubscriptionSecretRotated,
    UnknownSubscription,
    Why,
)
from tests.given import Given

NOON = Occurred("2022-11-01T12:00:00+08:00")
LATER = Occurred("2022-11-02T09:00:00+08:00")
TOWNS = ("330411105", "330411106")

subscription = Given(SUBSCRIPTION)


def opening(name: str = "看板", place: int = 7) -> OpenSubscription:
    towns = (TOWNS[1], TOWNS[0], TOWNS[1])
    return OpenSubscription(
        NOON, name, "key:a", Role.TOWN, towns, "https://a.example", Payload.FULL, "[]", place
    )


OPENED = SubscriptionOpened(
    NOON, "看板", "key:a", Role.TOWN, TOWNS, "https://a.example", Payload.FULL, "[]", 7
)
OPEN = subscription.given(OPENED)
PAUSED = OPEN.given(SubscriptionPaused(LATER))
DISABLED = OPEN.given(SubscriptionDisabled(LATER, Why.GONE))
CLOSED = OPEN.given(SubscriptionClosed(LATER))

CHANGES: list[tuple[Command, Fact]] = [
    (MoveSubscription(LATER, 0), SubscriptionMoved(LATER, 0)),
    (RotateSecret(LATER), SubscriptionSecretRotated(LATER)),
    (ReplayEvents(LATER, 3, 5), SubscriptionReplayed(LATER, 3, 5)),
    (ReleaseEvent(LATER, 3), SubscriptionEventReleased(LATER, 3)),
    (SkipEvent(LATER, 3), SubscriptionEventSkipped(LATER, 3)),
    (CloseSubscription(LATER), SubscriptionClosed(LATER)),
]


def test_a_subscription_says_who_is_told_what_and_where() -> None:
    subscription.when(opening()).then(OPENED)
    assert OPEN.state == Open(OPENED, "key:a")


@pytest.mark.parametrize("name", ["", " ", "a\tb", " a", "字" * (LONGEST_NAME + 1)])
def test_it_has_a_name(name: str) -> None:
    subscription.when(opening(name)).then_refused(SubscriptionNeedsName, name=name)


def test_it_begins_after_a_place() -> None:
    subscription.when(opening(place=-1)).then_refused(NoSuchPlace, place=-1)
    OPEN.when(MoveSubscription(LATER, -1)).then_refused(NoSuchPlace, place=-1)


@pytest.mark.parametrize("life", [OPEN, PAUSED, DISABLED, CLOSED])
def test_an_id_is_given_once(life: Given[Command, Fact, object]) -> None:
    life.when(opening()).then_refused(SubscriptionAlreadyOpened)


@pytest.mark.parametrize("life", [OPEN, PAUSED, DISABLED])
@pytest.mark.parametrize(("command", "fact"), CHANGES)
def test_it_is_changed_whether_it_waits_or_not(
    life: Given[Command, Fact, object], command: Command, fact: Fact
) -> None:
    life.when(command).then(fact)


@pytest.mark.parametrize("command", [command for command, _ in CHANGES[:-1]])
def test_what_was_never_opened_or_is_closed_is_not_changed(command: Command) -> None:
    subscription.when(command).then_refused(UnknownSubscription)
    CLOSED.when(command).then_refused(SubscriptionIsClosed, since=LATER)


def test_it_is_paused_and_resumed_once() -> None:
    OPEN.when(PauseSubscription(LATER)).then(SubscriptionPaused(LATER))
    PAUSED.when(PauseSubscription(LATER)).then()
    resumed = SubscriptionResumed(LATER, "key:b")
    PAUSED.when(ResumeSubscription(LATER, "key:b")).then(resumed)
    OPEN.when(ResumeSubscription(LATER, "key:b")).then()
    assert PAUSED.state == Paused(OPENED, "key:a", LATER)
    assert PAUSED.given(resumed).state == Open(OPENED, "key:b")


def test_the_system_disables_what_runs_and_a_person_resumes_it() -> None:
    OPEN.when(DisableSubscription(LATER, Why.KEY)).then(SubscriptionDisabled(LATER, Why.KEY))
    PAUSED.when(DisableSubscription(LATER, Why.KEY)).then()
    DISABLED.when(DisableSubscription(LATER, Why.KEY)).then()
    DISABLED.when(PauseSubscription(LATER)).then(SubscriptionPaused(LATER))
    DISABLED.when(ResumeSubscription(LATER, "key:a")).then(SubscriptionResumed(LATER, "key:a"))
    assert DISABLED.state == Disabled(OPENED, "key:a", LATER, Why.GONE)


def test_closing_twice_is_closing_once() -> None:
    CLOSED.when(CloseSubscription(LATER)).then()
    assert CLOSED.state == Closed(OPENED, LATER)


@pytest.mark.parametrize(("first", "last"), [(0, 3), (5, 4), (1, MOST_REPLAYED + 1)])
def test_a_replay_is_a_range_of_bounded_length(first: int, last: int) -> None:
    OPEN.when(ReplayEvents(LATER, first, last)).then_refused(ReplayTooLong, first=first, last=last)
    assert issubclass(ReplayTooLong, Refusal)
