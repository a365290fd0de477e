"""The life of one fill of one bed: NotStarted --start--> Running --end--> Ended."""

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Ended:
    """Out of the bed."""

    lot: LotId
    fresh_g: int
    since: Occurred
    removed_g: int
    until: Occurred


Command = StartCharge | EndCharge | CorrectCharge
Fact = ChargeStarted | ChargeEnded | ChargeCorrected
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
        case CorrectCharge(), NotStarted():
            raise ChargeNotRunning
        case CorrectCharge(), Running() | Ended():
            return (_correct(command, state),)


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


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case ChargeStarted(occurred=occurred, lot=lot, fresh_g=fresh_g), _:
            return Running(lot, fresh_g, occurred)
        case ChargeEnded(occurred, removed_g), Running(lot, fresh_g, since):
            return Ended(lot, fresh_g, since, removed_g, occurred)
        case ChargeCorrected(started=started, lot=lot, fresh_g=fresh_g), Running():
            return Running(lot, fresh_g, started)
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


CHARGE = Decider[Command, Fact, State]("charge", NotStarted(), decide, evolve)
