"""The life of one fill of one bed: NotStarted --start--> Running --end--> Ended.

While it runs, and afterwards where word comes late, its days are recorded, it is assessed and has a
health code. Nobody sets a code: it follows from evidence and policy, and an objection leads to a
site check and a decision on the evidence.
"""

from dataclasses import dataclass, replace

from domain.charge_course import NOTHING_NOTED, Course, CourseFact, went_on
from domain.charge_declaring import Declare, declared
from domain.charge_noting import (
    AssessSaturation,
    ChangeHealthCode,
    CheckSite,
    DecideObjection,
    LearnBehaviour,
    ObjectToCode,
    RecordOperation,
    noted,
    objected,
)
from domain.identifiers import AdsorberId, CreditCode, LotId
from domain.occurred import Occurred
from domain.quantities import positive
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class StartCharge:
    """Begin the life of a fill."""

    occurred: Occurred
    enterprise: CreditCode
    adsorber: AdsorberId
    bed: int
    lot: LotId
    fresh_g: int
    required_g: int


@dataclass(frozen=True, slots=True)
class EndCharge:
    """The carbon came out, with what it took up."""

    occurred: Occurred
    removed_g: int


@dataclass(frozen=True, slots=True)
class CorrectCharge:
    """Put right how the charge started or ended. What is None stays as recorded."""

    occurred: Occurred
    reason: str
    started: Occurred | None = None
    lot: LotId | None = None
    fresh_g: int | None = None
    ended: Occurred | None = None
    removed_g: int | None = None


# --- facts


@dataclass(frozen=True, slots=True)
class ChargeStarted:
    """`fresh_g` grams of a lot began to work in a bed that should hold `required_g`."""

    occurred: Occurred
    enterprise: CreditCode
    adsorber: AdsorberId
    bed: int
    lot: LotId
    fresh_g: int
    required_g: int


@dataclass(frozen=True, slots=True)
class ChargeEnded:
    """`removed_g` grams came out of what had been `fresh_g`; the difference was taken up."""

    occurred: Occurred
    removed_g: int
    fresh_g: int


@dataclass(frozen=True, slots=True)
class ChargeCorrected:
    """The charge was in truth this; supersedes its start and its end."""

    occurred: Occurred
    reason: str
    started: Occurred
    lot: LotId
    fresh_g: int
    ended: Occurred | None
    removed_g: int | None


# --- states


@dataclass(frozen=True, slots=True)
class NotStarted:
    """The bed has not had this fill yet."""


@dataclass(frozen=True, slots=True)
class Running:
    """At work."""

    lot: LotId
    fresh_g: int
    since: Occurred
    course: Course = NOTHING_NOTED


@dataclass(frozen=True, slots=True)
class Ended:
    """Out of the bed."""

    lot: LotId
    fresh_g: int
    since: Occurred
    removed_g: int
    until: Occurred
    course: Course = NOTHING_NOTED


Command = (
    StartCharge
    | EndCharge
    | CorrectCharge
    | RecordOperation
    | Declare
    | AssessSaturation
    | ChangeHealthCode
    | ObjectToCode
    | CheckSite
    | DecideObjection
    | LearnBehaviour
)
LifeFact = ChargeStarted | ChargeEnded | ChargeCorrected
"""Only these move mass in the books."""
Fact = LifeFact | CourseFact
State = NotStarted | Running | Ended


# --- refusals


class ChargeAlreadyStarted(Refusal):
    """这次填装已经开始。

    This charge has already started.
    """


class ChargeNotRunning(Refusal):
    """这次填装没有在运行。

    This charge is not running.
    """


class ChargeNotEnded(Refusal):
    """这次填装还在运行, 没有卸出记录可更正。

    This charge is still running, so there is no removal to correct.
    """


class ChargeEndsBeforeItStarts(Refusal):
    """卸出时间不晚于填装时间。

    Carbon cannot come out before it went in.
    """


class OutsideTheCharge(Refusal):
    """该日期不在这次填装的起止时间内。

    That day is not within the life of this charge.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a charge."""
    match command, state:
        case StartCharge(occurred, enterprise, adsorber, bed, lot, fresh_g, required_g), (
            NotStarted()
        ):
            mass_g = positive(fresh_g)
            return (ChargeStarted(occurred, enterprise, adsorber, bed, lot, mass_g, required_g),)
        case StartCharge(), Running() | Ended():
            raise ChargeAlreadyStarted(since=state.since)
        case EndCharge(occurred, removed_g), Running(fresh_g=fresh_g, since=since):
            if occurred <= since:
                raise ChargeEndsBeforeItStarts(started=since, ended=occurred)
            return (ChargeEnded(occurred, positive(removed_g), fresh_g),)
        case EndCharge(), NotStarted() | Ended():
            raise ChargeNotRunning
        case _, NotStarted():
            raise ChargeNotRunning
        case CorrectCharge(), Running() | Ended():
            return (_correct(command, state),)
        case ((ObjectToCode() | CheckSite() | DecideObjection()), Running() | Ended()):
            return (objected(command, state.course),)
        case ((AssessSaturation() | ChangeHealthCode()), Ended()):
            raise ChargeNotRunning
        case LearnBehaviour(), Running():
            raise ChargeNotEnded(since=state.since)
        case ((RecordOperation() | Declare()), Running() | Ended()):
            _must_be_within(command.occurred, state)
            if isinstance(command, Declare):
                return declared(command, state.course)
            return noted(command, state.course)
        case ((AssessSaturation() | ChangeHealthCode()), Running()):
            return noted(command, state.course)
        case LearnBehaviour(), Ended():
            return noted(command, state.course)


def _correct(command: CorrectCharge, state: Running | Ended) -> ChargeCorrected:
    corrects_end = command.ended is not None or command.removed_g is not None
    if corrects_end and isinstance(state, Running):
        raise ChargeNotEnded(since=state.since)
    ended = state.until if isinstance(state, Ended) else None
    removed_g = state.removed_g if isinstance(state, Ended) else None
    corrected = ChargeCorrected(
        command.occurred,
        command.reason,
        command.started or state.since,
        command.lot or state.lot,
        state.fresh_g if command.fresh_g is None else positive(command.fresh_g),
        ended if command.ended is None else command.ended,
        removed_g if command.removed_g is None else positive(command.removed_g),
    )
    if corrected.ended is not None and corrected.ended <= corrected.started:
        raise ChargeEndsBeforeItStarts(started=corrected.started, ended=corrected.ended)
    return corrected


def _must_be_within(occurred: Occurred, state: Running | Ended) -> None:
    ended = isinstance(state, Ended) and state.until.day < occurred.day
    if occurred.day < state.since.day or ended:
        until = state.until if isinstance(state, Ended) else ""
        raise OutsideTheCharge(day=occurred, started=state.since, ended=until)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case ChargeStarted(occurred=occurred, lot=lot, fresh_g=fresh_g), _:
            return Running(lot, fresh_g, occurred)
        case ChargeEnded(occurred, removed_g), Running(lot, fresh_g, since, course):
            return Ended(lot, fresh_g, since, removed_g, occurred, course)
        case ChargeCorrected(started=started, lot=lot, fresh_g=fresh_g), Running():
            return replace(state, lot=lot, fresh_g=fresh_g, since=started)
        case ChargeCorrected(ended=ended, removed_g=removed_g), Ended():
            return replace(
                state,
                lot=fact.lot,
                fresh_g=fact.fresh_g,
                since=fact.started,
                removed_g=state.removed_g if removed_g is None else removed_g,
                until=ended or state.until,
            )
        case ((ChargeEnded() | ChargeCorrected()), _):
            return state
        case _, Running() | Ended():
            return replace(state, course=went_on(state.course, fact))
        case _, NotStarted():
            return state


CHARGE = Decider[Command, Fact, State]("charge", NotStarted(), decide, evolve)
