"""What an enterprise declares of its charges, whether it has instruments or not."""

from dataclasses import dataclass

from domain.charge_course import (
    Course,
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
    key_of,
)
from domain.occurred import Occurred
from domain.operation import (
    DeclaredOperation,
    Electricity,
    Materials,
    Shutdown,
    StackTest,
)
from domain.quantities import positive
from domain.refusal import Refusal

Declared = DeclaredOperation | Materials | Electricity | StackTest | Shutdown


@dataclass(frozen=True, slots=True)
class Declare:
    """Keep what the enterprise says; another declaration of that day and kind supersedes it."""

    occurred: Occurred
    declared: Declared


class PeriodEndsBeforeItStarts(Refusal):
    """截止日期早于起始日期。

    The last day comes before the first.
    """


class ImplausibleDeclaration(Refusal):
    """申报的数值不可能, 请核对。

    What is declared cannot be; please check the number.
    """


def declared(command: Declare, course: Course) -> tuple[DeclaredFact, ...]:
    """One more fact, or none where it would say what is on record; raises refusals."""
    fact = _as_fact(command.occurred, command.declared)
    return () if course.declared.get(key_of(fact)) == fact else (fact,)


def _as_fact(occurred: Occurred, declared: Declared) -> DeclaredFact:
    match declared:
        case DeclaredOperation(until, run_h_per_day, airflow, inlet):
            _must_follow(until, occurred)
            _must_be(0 <= run_h_per_day <= 24, run_h_per_day=run_h_per_day)
            _must_be(airflow is None or airflow >= 0, airflow_m3_per_h=airflow)
            _must_be(inlet is None or inlet >= 0, inlet_mg_per_m3=inlet)
            return OperationDeclared(occurred, declared)
        case Materials(until, _, used_g, voc_percent):
            _must_follow(until, occurred)
            _must_be(0 <= voc_percent <= 100, voc_percent=voc_percent)
            positive(used_g)
            return MaterialsUsed(occurred, declared)
        case Electricity(_, reading_kwh):
            _must_be(reading_kwh >= 0, reading_kwh=reading_kwh)
            return ElectricityRead(occurred, declared)
        case StackTest(_, _, outlet, inlet, airflow):
            _must_be(outlet >= 0, outlet_mg_per_m3=outlet)
            _must_be(inlet is None or inlet >= 0, inlet_mg_per_m3=inlet)
            _must_be(airflow is None or airflow >= 0, airflow_m3_per_h=airflow)
            return StackTested(occurred, declared)
        case Shutdown(until):
            _must_follow(until, occurred)
            return ShutdownDeclared(occurred, declared)


def _must_follow(until: Occurred | None, occurred: Occurred) -> None:
    if until is not None and until.day < occurred.day:
        raise PeriodEndsBeforeItStarts(first=occurred, last=until)


def _must_be(plausible: bool, **declared: float | None) -> None:  # noqa: FBT001 - it is the question
    if not plausible:
        raise ImplausibleDeclaration(**declared)
