"""A subscription (订阅): who is told what happens, at which address, until it is closed.

NotOpened --open--> Open --pause/disable--> Paused/Disabled --resume--> Open --close--> Closed.
Who may receive the district's data, and since when, is part of the record. The secret with which
deliveries are signed is not, nor is the address beyond its host: either may open a door.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.access import Role
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

LONGEST_NAME = 60
"""In characters. Chosen."""
MOST_REPLAYED = 1_000
"""So many positions one replay is about at most. Chosen."""


class Payload(StrEnum):
    """How much a delivery says."""

    FULL = "full"
    THIN = "thin"
    """That it happened, without what the fact says."""


class Why(StrEnum):
    """Why the system stopped telling somebody."""

    GONE = "gone"
    """The receiver said that the address is gone for good."""
    UNANSWERED = "unanswered"
    """For three days every delivery failed."""
    KEY = "key"
    """The key that answers for the subscription was revoked, or has expired."""


# --- commands


@dataclass(frozen=True, slots=True)
class OpenSubscription:
    """Begin to tell somebody what happens after a place in the log."""

    occurred: Occurred
    name: str
    holder: str
    role: Role
    jurisdiction: tuple[str, ...]
    origin: str
    payload: Payload
    wanted: str
    place: int


@dataclass(frozen=True, slots=True)
class PauseSubscription:
    """Stop telling for a while; the place stays."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class ResumeSubscription:
    """Go on from the place."""

    occurred: Occurred
    holder: str


@dataclass(frozen=True, slots=True)
class MoveSubscription:
    """Go on from another place; what was held back is let go."""

    occurred: Occurred
    place: int


@dataclass(frozen=True, slots=True)
class RotateSecret:
    """Sign with a new secret; the old one is good for a while."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class ReplayEvents:
    """Tell once more what happened at these positions, both included."""

    occurred: Occurred
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ReleaseEvent:
    """Try a parked event again, and those that wait behind it."""

    occurred: Occurred
    position: int


@dataclass(frozen=True, slots=True)
class SkipEvent:
    """Let a parked event go, and try those that wait behind it."""

    occurred: Occurred
    position: int


@dataclass(frozen=True, slots=True)
class DisableSubscription:
    """Stop telling, as the system finds it must; the place stays."""

    occurred: Occurred
    reason: Why


@dataclass(frozen=True, slots=True)
class CloseSubscription:
    """Tell nothing any more, for good."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class SubscriptionOpened:
    """Somebody is told what happens after a place.

    `holder` is the caller whose key answers for it; `role` and `jurisdiction` are what may be seen.
    `origin` is scheme, host and port of the address. `wanted` is the filter, in JSON.
    """

    occurred: Occurred
    name: str
    holder: str
    role: Role
    jurisdiction: tuple[str, ...]
    origin: str
    payload: Payload
    wanted: str
    place: int


@dataclass(frozen=True, slots=True)
class SubscriptionPaused:
    """It waits, at its own wish."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class SubscriptionResumed:
    """It goes on; this holder's key answers for it from now on."""

    occurred: Occurred
    holder: str


@dataclass(frozen=True, slots=True)
class SubscriptionMoved:
    """It goes on after another place."""

    occurred: Occurred
    place: int


@dataclass(frozen=True, slots=True)
class SubscriptionSecretRotated:
    """Deliveries are signed with a new secret."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class SubscriptionReplayed:
    """What happened at these positions is told once more."""

    occurred: Occurred
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SubscriptionEventReleased:
    """A parked event is tried again."""

    occurred: Occurred
    position: int


@dataclass(frozen=True, slots=True)
class SubscriptionEventSkipped:
    """Somebody decided that a parked event need not be told."""

    occurred: Occurred
    position: int


@dataclass(frozen=True, slots=True)
class SubscriptionDisabled:
    """The system stopped telling."""

    occurred: Occurred
    reason: Why


@dataclass(frozen=True, slots=True)
class SubscriptionClosed:
    """It is over."""

    occurred: Occurred


# --- states


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Nobody is told anything."""


@dataclass(frozen=True, slots=True)
class Open:
    """Somebody is told; `holder` is whose key answers for it now."""

    opened: SubscriptionOpened
    holder: str


@dataclass(frozen=True, slots=True)
class Paused(Open):
    """It waits until it is resumed."""

    since: Occurred


@dataclass(frozen=True, slots=True)
class Disabled(Open):
    """It waits until somebody has put right what was wrong, and resumes it."""

    since: Occurred
    reason: Why


@dataclass(frozen=True, slots=True)
class Closed:
    """It is over."""

    opened: SubscriptionOpened
    since: Occurred


Command = (
    OpenSubscription
    | PauseSubscription
    | ResumeSubscription
    | MoveSubscription
    | RotateSecret
    | ReplayEvents
    | ReleaseEvent
    | SkipEvent
    | DisableSubscription
    | CloseSubscription
)
Fact = (
    SubscriptionOpened
    | SubscriptionPaused
    | SubscriptionResumed
    | SubscriptionMoved
    | SubscriptionSecretRotated
    | SubscriptionReplayed
    | SubscriptionEventReleased
    | SubscriptionEventSkipped
    | SubscriptionDisabled
    | SubscriptionClosed
)
State = NotOpened | Open | Paused | Disabled | Closed


# --- refusals


class SubscriptionAlreadyOpened(Refusal):
    """这个编号的订阅已经有了。

    There is a subscription with this id already.
    """


class UnknownSubscription(Refusal):
    """没有这个编号的订阅。

    There is no subscription with this id.
    """


class SubscriptionIsClosed(Refusal):
    """该订阅已经关闭, 不能再变动; 需要时请新建。

    The subscription is closed for good; open another if there is need.
    """


class SubscriptionNeedsName(Refusal):
    """请给订阅起一个名称(不超过 60 字), 说明推送给谁用。

    Name the subscription in at most 60 characters, so that one knows whom it is for.
    """


class NoSuchPlace(Refusal):
    """总账中没有这个位置。

    There is no such place in the log.
    """


class ReplayTooLong(Refusal):
    """补发的范围须从小到大, 一次最多 1,000 个位置; 更长的请用 seek。

    A replay goes from a position to a later one, over 1,000 of them at most; for more, seek.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a subscription."""
    match command, state:
        case OpenSubscription(), NotOpened():
            return (_open(command),)
        case OpenSubscription(), _:
            raise SubscriptionAlreadyOpened
        case _, NotOpened():
            raise UnknownSubscription
        case CloseSubscription(), Closed():
            return ()
        case _, Closed(since=since):
            raise SubscriptionIsClosed(since=since)
        case _, _:
            return _change(command, state)


def _change(command: Command, state: State) -> tuple[Fact, ...]:
    waits = isinstance(state, Paused | Disabled)
    match command:
        case PauseSubscription(occurred):
            return () if isinstance(state, Paused) else (SubscriptionPaused(occurred),)
        case ResumeSubscription(occurred, holder):
            return (SubscriptionResumed(occurred, holder),) if waits else ()
        case DisableSubscription(occurred, reason):
            return () if waits else (SubscriptionDisabled(occurred, reason),)
        case MoveSubscription(occurred, place):
            _must_be_a_place(place)
            return (SubscriptionMoved(occurred, place),)
        case RotateSecret(occurred):
            return (SubscriptionSecretRotated(occurred),)
        case ReplayEvents(occurred, first, last):
            _must_be_a_range(first, last)
            return (SubscriptionReplayed(occurred, first, last),)
        case ReleaseEvent(occurred, position):
            return (SubscriptionEventReleased(occurred, position),)
        case SkipEvent(occurred, position):
            return (SubscriptionEventSkipped(occurred, position),)
        case CloseSubscription(occurred):
            return (SubscriptionClosed(occurred),)
        case OpenSubscription():
            raise SubscriptionAlreadyOpened


def _open(command: OpenSubscription) -> SubscriptionOpened:
    name = command.name
    if not name or name != name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise SubscriptionNeedsName(name=name)
    _must_be_a_place(command.place)
    return SubscriptionOpened(
        command.occurred,
        name,
        command.holder,
        command.role,
        tuple(sorted(set(command.jurisdiction))),
        command.origin,
        command.payload,
        command.wanted,
        command.place,
    )


def _must_be_a_place(place: int) -> None:
    if place < 0:
        raise NoSuchPlace(place=place)


def _must_be_a_range(first: int, last: int) -> None:
    if first < 1 or not 0 <= last - first < MOST_REPLAYED:
        raise ReplayTooLong(first=first, last=last)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case SubscriptionOpened(holder=holder), _:
            return Open(fact, holder)
        case _, NotOpened() | Closed():
            return state
        case SubscriptionPaused(occurred), Open(opened, holder):
            return Paused(opened, holder, occurred)
        case SubscriptionDisabled(occurred, reason), Open(opened, holder):
            return Disabled(opened, holder, occurred, reason)
        case SubscriptionResumed(_, holder), Open(opened):
            return Open(opened, holder)
        case SubscriptionClosed(occurred), Open(opened):
            return Closed(opened, occurred)
        case _, _:
            return state


SUBSCRIPTION = Decider[Command, Fact, State]("subscription", NotOpened(), decide, evolve)
