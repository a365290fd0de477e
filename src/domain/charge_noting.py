"""What is noted of a charge at work, asked for and answered: whether it is worth a fact."""

from dataclasses import dataclass

from domain.charge_course import (
    BehaviourLearned,
    CodeObjected,
    Course,
    CourseFact,
    HealthCodeChanged,
    ObjectionDecided,
    OperationRecorded,
    SaturationAssessed,
    SiteChecked,
)
from domain.code import Code, Reason
from domain.estimate import Behaviour, Due, Physical, Relied
from domain.occurred import Occurred
from domain.operation import Operation
from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class RecordOperation:
    """Keep what the instruments showed of a day; another answer for the day supersedes it."""

    occurred: Occurred
    operation: Operation


@dataclass(frozen=True, slots=True)
class AssessSaturation:
    """Keep an assessment, unless today's says as much."""

    occurred: Occurred
    day: Occurred
    physical: Physical | None
    due: tuple[Due, ...]
    relied: tuple[Relied, ...]


@dataclass(frozen=True, slots=True)
class ChangeHealthCode:
    """Say which code follows from the evidence, unless it is known."""

    occurred: Occurred
    code: Code
    reasons: tuple[Reason, ...]
    policy: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class ObjectToCode:
    """The enterprise holds its code for wrong."""

    occurred: Occurred
    reason: str


@dataclass(frozen=True, slots=True)
class CheckSite:
    """Somebody has looked on the spot."""

    occurred: Occurred
    inspector: str
    found: str


@dataclass(frozen=True, slots=True)
class DecideObjection:
    """Uphold an objection, with the days whose readings do not count, or reject it."""

    occurred: Occurred
    upheld: bool
    reason: str
    disregarded_from: Occurred | None = None
    disregarded_until: Occurred | None = None


@dataclass(frozen=True, slots=True)
class LearnBehaviour:
    """Keep how the bed turned out, once the charge is over."""

    occurred: Occurred
    behaviour: Behaviour
    relied: tuple[Relied, ...]


Noting = RecordOperation | AssessSaturation | ChangeHealthCode | LearnBehaviour
Objecting = ObjectToCode | CheckSite | DecideObjection


class NoCodeYet(Refusal):
    """这次填装还没有健康码, 无从申诉。

    This charge has no health code yet to object to.
    """


class ObjectionUnderWay(Refusal):
    """对该填装健康码的申诉正在处理中。

    An objection to this charge's code is being dealt with.
    """


class NoObjection(Refusal):
    """没有待处理的申诉。

    There is no objection to deal with.
    """


class SiteNotChecked(Refusal):
    """请先现场核查, 再作决定。

    The site has to be checked before the objection is decided.
    """


class RejectionDisregards(Refusal):
    """驳回申诉时不能剔除读数; 剔除读数须写明起止日期, 且起不晚于止。

    A rejected objection leaves the readings as they are; disregarding some needs the first and the
    last day, in this order.
    """


def noted(command: Noting, course: Course) -> tuple[CourseFact, ...]:
    """One more fact, or none where it would say what is on record."""
    match command:
        case RecordOperation(occurred, operation):
            day = Occurred.on(occurred.day)
            known = course.days.get(day) == operation
            return () if known else (OperationRecorded(day, operation),)
        case AssessSaturation():
            fact = SaturationAssessed(
                command.occurred, command.day, command.physical, command.due, command.relied
            )
            return () if _says_as_much(fact, course.assessed) else (fact,)
        case ChangeHealthCode():
            return changed_code(command, course.coded)
        case LearnBehaviour(occurred, behaviour, relied):
            known = course.behaviour is not None and course.behaviour.behaviour == behaviour
            return () if known else (BehaviourLearned(occurred, behaviour, relied),)


_MATERIAL_PERCENT, _MATERIAL_DAYS = 2.0, 1
"""An assessment of the same day is worth a fact only if it moved by more than this. Chosen."""


def _says_as_much(new: SaturationAssessed, last: SaturationAssessed | None) -> bool:
    if last is not None and new.day < last.day:
        return True  # nobody asks any more how it looked before
    if last is None or last.day != new.day or last.due != new.due:
        return False
    if last.physical is None or new.physical is None:
        return last.physical == new.physical
    was, now = last.physical, new.physical
    moved = abs(now.saturation.middle_percent - was.saturation.middle_percent)
    days = (
        abs((one.day.day - other.day.day).days)
        for one, other in zip(now.breakthrough, was.breakthrough, strict=True)
    )
    return moved <= _MATERIAL_PERCENT and max(days, default=0) <= _MATERIAL_DAYS


def changed_code(
    command: ChangeHealthCode, last: HealthCodeChanged | None
) -> tuple[HealthCodeChanged, ...]:
    """A reason that comes or goes is worth telling, its number of today is not."""
    if last is not None:
        told = {(reason.rule, reason.code) for reason in last.reasons}
        tells = {(reason.rule, reason.code) for reason in command.reasons}
        if (last.code, last.pending, told) == (command.code, command.pending, tells):
            return ()
    former = None if last is None else last.code
    return (
        HealthCodeChanged(
            command.occurred,
            command.code,
            former,
            command.reasons,
            command.policy,
            command.pending,
        ),
    )


def objected(command: Objecting, course: Course) -> CourseFact:
    """Take an objection on; raises refusals where it is not its turn."""
    objection = course.objection
    if isinstance(command, ObjectToCode):
        if course.coded is None:
            raise NoCodeYet
        if objection is not None:
            raise ObjectionUnderWay(since=objection.raised.occurred)
        return CodeObjected(command.occurred, course.coded.code, command.reason)
    if objection is None:
        raise NoObjection
    if isinstance(command, CheckSite):
        return SiteChecked(command.occurred, command.inspector, command.found)
    if objection.checked is None:
        raise SiteNotChecked(objected=objection.raised.occurred)
    return _decided(command)


def _decided(command: DecideObjection) -> ObjectionDecided:
    first, last = _day(command.disregarded_from), _day(command.disregarded_until)
    named = first is not None or last is not None
    whole = first is not None and last is not None and first <= last
    if named and not (command.upheld and whole):
        raise RejectionDisregards(upheld=command.upheld, first=first or "", last=last or "")
    return ObjectionDecided(command.occurred, command.upheld, command.reason, first, last)


def _day(occurred: Occurred | None) -> Occurred | None:
    """Days are recorded and disregarded whole."""
    return None if occurred is None else Occurred.on(occurred.day)
