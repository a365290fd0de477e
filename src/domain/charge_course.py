"""What is on record of a charge at work: its days, what is declared, its assessments and codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.code import Code, Reason
from domain.estimate import Behaviour, Due, Physical, Relied
from domain.occurred import Occurred
from domain.operation import (
    DeclaredOperation,
    Electricity,
    Materials,
    Operation,
    Shutdown,
    StackTest,
)


@dataclass(frozen=True, slots=True)
class OperationRecorded:
    """What the instruments showed of the day `occurred`; supersedes what was recorded of it."""

    occurred: Occurred
    operation: Operation


@dataclass(frozen=True, slots=True)
class OperationDeclared:
    """How the bed worked from `occurred` on, as declared."""

    occurred: Occurred
    declared: DeclaredOperation


@dataclass(frozen=True, slots=True)
class MaterialsUsed:
    """What was used from `occurred` on, as declared."""

    occurred: Occurred
    declared: Materials


@dataclass(frozen=True, slots=True)
class ElectricityRead:
    """What a meter stood at, as declared."""

    occurred: Occurred
    declared: Electricity


@dataclass(frozen=True, slots=True)
class StackTested:
    """What a laboratory measured at the stack, as declared."""

    occurred: Occurred
    declared: StackTest


@dataclass(frozen=True, slots=True)
class ShutdownDeclared:
    """No exhaust goes through from `occurred` on, as declared."""

    occurred: Occurred
    declared: Shutdown


@dataclass(frozen=True, slots=True)
class SaturationAssessed:
    """How full the carbon is and when it breaks through, and apart from that what rules say.

    Tells of the morning of `day`. What streams it relied on, and how far, is enough to compute it
    again. `physical` is None where the carbon cannot be estimated.
    """

    occurred: Occurred
    day: Occurred
    physical: Physical | None
    due: tuple[Due, ...]
    relied: tuple[Relied, ...]


@dataclass(frozen=True, slots=True)
class HealthCodeChanged:
    """The code is now this, for these reasons, the gravest first, under this policy.

    `former` is None for the first code. `pending`: the swap that began the charge is to be
    verified.
    """

    occurred: Occurred
    code: Code
    former: Code | None
    reasons: tuple[Reason, ...]
    policy: str
    pending: bool


@dataclass(frozen=True, slots=True)
class CodeObjected:
    """The enterprise holds the code for wrong."""

    occurred: Occurred
    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class SiteChecked:
    """What was found on the spot."""

    occurred: Occurred
    inspector: str
    found: str


@dataclass(frozen=True, slots=True)
class ObjectionDecided:
    """The objection was upheld or rejected; readings of the disregarded days count no more."""

    occurred: Occurred
    upheld: bool
    reason: str
    disregarded_from: Occurred | None
    disregarded_until: Occurred | None


@dataclass(frozen=True, slots=True)
class BehaviourLearned:
    """How the bed turned out over this charge."""

    occurred: Occurred
    behaviour: Behaviour
    relied: tuple[Relied, ...]


DeclaredFact = OperationDeclared | MaterialsUsed | ElectricityRead | StackTested | ShutdownDeclared
CourseFact = (
    OperationRecorded
    | OperationDeclared
    | MaterialsUsed
    | ElectricityRead
    | StackTested
    | ShutdownDeclared
    | SaturationAssessed
    | HealthCodeChanged
    | CodeObjected
    | SiteChecked
    | ObjectionDecided
    | BehaviourLearned
)


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection that is not decided; a site check has come, or has not."""

    raised: CodeObjected
    checked: SiteChecked | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is on record of a charge at work.

    `days` by day; `declared` by kind and day. `disregarded` are periods, both days included, whose
    readings do not count.
    """

    days: Mapping[Occurred, Operation] = field(default_factory=dict[Occurred, Operation])
    declared: Mapping[tuple[type, Occurred, str], DeclaredFact] = field(
        default_factory=dict[tuple[type, Occurred, str], DeclaredFact]
    )
    disregarded: tuple[tuple[Occurred, Occurred], ...] = ()
    assessed: SaturationAssessed | None = None
    coded: HealthCodeChanged | None = None
    objection: Objection | None = None
    behaviour: BehaviourLearned | None = None

    def counted(self) -> Mapping[Occurred, Operation]:
        """The days that count, in their order."""
        return {
            day: self.days[day]
            for day in sorted(self.days)
            if not any(first <= day <= last for first, last in self.disregarded)
        }


NOTHING_NOTED = Course()


def went_on(course: Course, fact: CourseFact) -> Course:
    """Go on with one more fact."""
    match fact:
        case OperationRecorded(occurred, operation):
            return replace(course, days={**course.days, occurred: operation})
        case SaturationAssessed():
            return replace(course, assessed=fact)
        case HealthCodeChanged():
            return replace(course, coded=fact)
        case CodeObjected():
            return replace(course, objection=Objection(fact))
        case SiteChecked():
            objection = course.objection
            return replace(course, objection=objection and replace(objection, checked=fact))
        case ObjectionDecided(disregarded_from=first, disregarded_until=last):
            more = () if first is None or last is None else ((first, last),)
            return replace(course, objection=None, disregarded=(*course.disregarded, *more))
        case BehaviourLearned():
            return replace(course, behaviour=fact)
        case _:
            return replace(course, declared={**course.declared, key_of(fact): fact})


def key_of(fact: DeclaredFact) -> tuple[type, Occurred, str]:
    """What a later declaration of the same supersedes: the kind, the day, and what is named."""
    day = Occurred.on(fact.occurred.day)
    match fact:
        case MaterialsUsed(declared=Materials(material=named)):
            return MaterialsUsed, day, named
        case ElectricityRead(declared=Electricity(meter=named)):
            return ElectricityRead, day, named
        case StackTested(declared=StackTest(report=named)):
            return StackTested, day, named
        case OperationDeclared() | ShutdownDeclared():
            return type(fact), day, ""
