"""预警: the warnings of one charge. Calm --raise--> Raised --resolve--> Over --raise--> Raised.

An episode begins when the charge leaves green and ends when it returns, or when its carbon is out.
In between it rises and falls through levels; an acknowledgement holds until it rises again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.code import Code, Reason
from domain.identifiers import CreditCode, TownCode
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

FIRE_RISK = "fire-risk"
"""The rule of a bed that is about to burn: it is told to all at once."""
SCHEMES_DELAY = "scheme-delay"
"""The rule of a swap that was booked in time and whose truck is late."""
LONGEST_NOTE = 200
"""Of an acknowledgement, in characters. Chosen."""


class PartyKind(StrEnum):
    """Who can be told."""

    ENTERPRISE = "enterprise"
    TOWN = "town"
    DISTRICT = "district"
    REGENERATOR = "regenerator"

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return {"enterprise": "企业", "town": "镇街", "district": "区局"}.get(self, "再生单位")


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Who is told: an enterprise by credit code, a town by division code, a regenerator by name.

    The district is one, and has no id.
    """

    kind: PartyKind
    id: str = ""


class Matter(StrEnum):
    """What somebody is told."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    FIRE = "fire"
    DELAYED = "delayed"
    """Orange, and the scheme's own delay."""
    RECOVERED = "recovered"
    REMINDER = "reminder"
    """提醒: still green, and no warning."""

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return _MATTERS[self]


_MATTERS = {
    Matter.YELLOW: "黄色预警",
    Matter.ORANGE: "橙色预警",
    Matter.RED: "红色预警",
    Matter.FIRE: "着火风险",
    Matter.DELAYED: "清运延误",
    Matter.RECOVERED: "预警解除",
    Matter.REMINDER: "提醒",
}


class Resolution(StrEnum):
    """Why an episode is over."""

    SWAP = "swap"
    DATA_RETURNED = "data-returned"
    CORRECTION = "correction"
    GREEN_AGAIN = "green-again"

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        return {
            "swap": "已换炭",
            "data-returned": "数据已恢复",
            "correction": "记录已更正",
        }.get(self, "已转绿")


# --- commands


@dataclass(frozen=True, slots=True)
class FollowCode:
    """Let the alert follow the code that the charge has; `why` it is over if that is green."""

    occurred: Occurred
    enterprise: CreditCode
    town: TownCode | None
    code: Code
    reasons: tuple[Reason, ...]
    why: Resolution = Resolution.GREEN_AGAIN


@dataclass(frozen=True, slots=True)
class EndWithCharge:
    """The carbon is out of the bed."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class NoteNotified:
    """Keep that somebody was told; `certain` where it is known that the message was accepted."""

    occurred: Occurred
    episode: int
    matter: Matter
    party: Party
    message: str
    way: str
    certain: bool


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert:
    """Somebody has seen it and says what is done."""

    occurred: Occurred
    episode: int
    by: str
    note: str


# --- facts


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """The charge has left green."""

    occurred: Occurred
    enterprise: CreditCode
    town: TownCode | None
    episode: int
    level: Code
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AlertEscalated:
    """It has become worse: another level, a risk of fire, or a delay that is the scheme's no
    longer.
    """

    occurred: Occurred
    episode: int
    former: Code
    level: Code
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AlertEased:
    """It has become better, and is not over."""

    occurred: Occurred
    episode: int
    former: Code
    level: Code
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AlertNotified:
    """Somebody was told; where it is not `certain`, the message may or may not have got through."""

    occurred: Occurred
    episode: int
    matter: Matter
    party: Party
    message: str
    way: str
    certain: bool


@dataclass(frozen=True, slots=True)
class AlertAcknowledged:
    """Somebody has seen it."""

    occurred: Occurred
    episode: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class AlertResolved:
    """It is over."""

    occurred: Occurred
    episode: int
    why: Resolution


# --- states


@dataclass(frozen=True, slots=True)
class Told:
    """How often a party was told of a matter, and when last."""

    times: int
    last: Occurred


@dataclass(frozen=True, slots=True)
class Calm:
    """Nothing was ever wrong."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An episode under way. `since` it has been at this level, with these reasons."""

    raised: AlertRaised
    level: Code
    reasons: tuple[Reason, ...]
    since: Occurred
    acknowledged: AlertAcknowledged | None = None
    told: Mapping[tuple[Matter, Party], Told] = field(
        default_factory=dict[tuple[Matter, Party], Told]
    )
    messages: frozenset[str] = frozenset()

    @property
    def episode(self) -> int:
        """The how many-th of this charge."""
        return self.raised.episode

    @property
    def matter(self) -> Matter:
        """What there is to be told now."""
        return matter_of(self.level, self.reasons)


@dataclass(frozen=True, slots=True)
class Over:
    """The last episode as it was, and how it ended."""

    last: Raised
    resolved: AlertResolved


Command = FollowCode | EndWithCharge | NoteNotified | AcknowledgeAlert
Fact = AlertRaised | AlertEscalated | AlertEased | AlertNotified | AlertAcknowledged | AlertResolved
State = Calm | Raised | Over


# --- refusals


class UnknownAlert(Refusal):
    """没有这条预警。

    There is no such alert.
    """


class AlertIsOver(Refusal):
    """这条预警已经解除。

    This alert is over.
    """


class AlertAlreadyAcknowledged(Refusal):
    """这条预警已有人签收。

    This alert has been acknowledged.
    """


class BadAcknowledgement(Refusal):
    """请写明处理情况(1 至 200 字)。

    Say what is being done about it, in 1 to 200 characters.
    """


def matter_of(level: Code, reasons: tuple[Reason, ...]) -> Matter:
    """What a level is about, given its reasons."""
    rules = {reason.rule for reason in reasons}
    if FIRE_RISK in rules:
        return Matter.FIRE
    if level is Code.ORANGE and SCHEMES_DELAY in rules:
        return Matter.DELAYED
    return Matter(level.value)


_GRAVITY = (Matter.YELLOW, Matter.DELAYED, Matter.ORANGE, Matter.RED, Matter.FIRE)


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about the alerts of a charge."""
    match command, state:
        case FollowCode(code=Code.GREEN), Raised(raised=raised):
            return (AlertResolved(command.occurred, raised.episode, command.why),)
        case FollowCode(code=Code.GREEN), Calm() | Over():
            return ()
        case FollowCode(), Raised():
            return _moved(command, state)
        case FollowCode(occurred, enterprise, town, code, reasons), Calm() | Over():
            episode = 1 + _episodes(state)
            return (AlertRaised(occurred, enterprise, town, episode, code, _told(reasons)),)
        case EndWithCharge(occurred), Raised(raised=raised):
            return (AlertResolved(occurred, raised.episode, Resolution.SWAP),)
        case EndWithCharge(), Calm() | Over():
            return ()
        case NoteNotified(), Calm():
            raise UnknownAlert
        case NoteNotified(), Raised() | Over():
            return _notified(command, state if isinstance(state, Raised) else state.last)
        case AcknowledgeAlert(), Calm() | Raised() | Over():
            return _acknowledged(command, state)


def _told(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """What speaks for green is no reason of an alert."""
    return tuple(reason for reason in reasons if reason.code is not Code.GREEN)


def _moved(command: FollowCode, state: Raised) -> tuple[Fact, ...]:
    reasons = _told(command.reasons)
    was, now = state.matter, matter_of(command.code, reasons)
    if (was, state.level) == (now, command.code):
        return ()
    gravities = [(_GRAVITY.index(was), state.level.rank), (_GRAVITY.index(now), command.code.rank)]
    kind = AlertEscalated if gravities[1] > gravities[0] else AlertEased
    return (kind(command.occurred, state.episode, state.level, command.code, reasons),)


def _notified(command: NoteNotified, episode: Raised) -> tuple[Fact, ...]:
    # What was on its way when a further episode began is noted of the former one.
    if not 1 <= command.episode <= episode.episode:
        raise UnknownAlert(episode=command.episode)
    if command.message in episode.messages:
        return ()
    return (
        AlertNotified(
            command.occurred,
            command.episode,
            command.matter,
            command.party,
            command.message,
            command.way,
            command.certain,
        ),
    )


def _acknowledged(command: AcknowledgeAlert, state: State) -> tuple[Fact, ...]:
    note = command.note.strip()
    if not 1 <= len(note) <= LONGEST_NOTE:
        raise BadAcknowledgement(characters=len(note))
    last = _episodes(state)
    if not 1 <= command.episode <= last:
        raise UnknownAlert(episode=command.episode)
    if not isinstance(state, Raised) or command.episode < last:
        raise AlertIsOver(episode=command.episode)
    if state.acknowledged is not None:
        raise AlertAlreadyAcknowledged(by=state.acknowledged.by, at=state.acknowledged.occurred)
    return (AlertAcknowledged(command.occurred, command.episode, command.by, note),)


def _episodes(state: State) -> int:
    match state:
        case Calm():
            return 0
        case Raised():
            return state.episode
        case Over(last=last):
            return last.episode


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case AlertRaised(level=level, reasons=reasons), _:
            return Raised(fact, level, reasons, fact.occurred)
        case AlertEscalated(level=level, reasons=reasons), Raised():
            return replace(
                state, level=level, reasons=reasons, since=fact.occurred, acknowledged=None
            )
        case AlertEased(level=level, reasons=reasons), Raised():
            return replace(state, level=level, reasons=reasons, since=fact.occurred)
        case AlertAcknowledged(), Raised():
            return replace(state, acknowledged=fact)
        case AlertNotified(), Raised():
            return _with(state, fact)
        case AlertNotified(), Over():
            return replace(state, last=_with(state.last, fact))
        case AlertResolved(), Raised():
            return Over(state, fact)
        case _:
            return state


def _with(episode: Raised, fact: AlertNotified) -> Raised:
    if fact.episode != episode.episode:
        return episode
    key = (fact.matter, fact.party)
    before = episode.told.get(key)
    told = Told(1 + (before.times if before else 0), fact.occurred)
    return replace(
        episode,
        told={**episode.told, key: told},
        messages=episode.messages | {fact.message},
    )


ALERT = Decider[Command, Fact, State]("alert", Calm(), decide, evolve)
