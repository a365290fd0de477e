"""填装簿: every charge, what came in on it and when, and how it was assessed.

The assessments themselves stay in the log; here stands where to find them, and what a list shows.
"""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from domain import charge
from domain import charge_course as course
from domain.charge_course import DeclaredFact
from domain.occurred import Occurred
from projections.rows import Assert, Change, Noted, Projection, Recall, Supersede, Table, since


class Life(NamedTuple):
    """A charge from its start."""

    position: int
    line: int
    slot: str
    charge: str
    adsorber: str
    bed: int
    number: int
    enterprise: str
    lot: str
    fresh_g: int
    required_g: int
    started: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Over(NamedTuple):
    """A charge from its end."""

    position: int
    line: int
    slot: str
    charge: str
    removed_g: int
    ended: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Told(NamedTuple):
    """What an estimate would start from was last changed by this fact."""

    position: int
    line: int
    slot: str
    charge: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Assessed(NamedTuple):
    """An assessment in short; days and percentages are None where there is no estimate."""

    position: int
    line: int
    charge: str
    day: str
    low_percent: float | None
    middle_percent: float | None
    high_percent: float | None
    early_day: str | None
    middle_day: str | None
    late_day: str | None
    binding_day: str | None
    instruments: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Coded(NamedTuple):
    """A health code in short; `pending` is 0 or 1."""

    position: int
    line: int
    charge: str
    code: str
    pending: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Learned(NamedTuple):
    """How a bed turned out was learned from a charge; `watched` is 0 or 1."""

    position: int
    line: int
    charge: str
    watched: int
    model: str
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


LIFE = Table("charge_life", Life, (("charge",), ("enterprise", "charge"), ("adsorber", "charge")))
OVER = Table("charge_over", Over, (("charge",),))
TOLD = Table("charge_told", Told, (("charge",),))
ASSESSED = Table("charge_assessed", Assessed, (("charge", "position"),))
CODED = Table("charge_coded", Coded, (("charge", "position"),))
LEARNED = Table("charge_learned", Learned, (("charge", "position"),))

_EARLY, _MIDDLE, _LATE = 0.05, 0.50, 0.95


def charge_book(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of a charge."""
    match noted.fact:
        case charge.ChargeStarted() as fact:
            return [_started(noted, fact), *_told(noted)]
        case charge.ChargeEnded(occurred=ended, removed_g=removed_g):
            return [_ended(noted, ended, removed_g), *_told(noted)]
        case charge.ChargeCorrected() as fact:
            return [*_corrected(noted, fact, recall), *_told(noted)]
        case course.SaturationAssessed() as fact:
            return [_assessed(noted, fact)]
        case course.HealthCodeChanged(occurred=when, code=code, pending=pending):
            row = Coded(noted.position, 0, noted.id, code.value, int(pending), *since(when, noted))
            return [Assert(CODED, row)]
        case course.BehaviourLearned(occurred=when, behaviour=learned):
            watched, model = int(learned.watched), learned.model
            row = Learned(noted.position, 0, noted.id, watched, model, *since(when, noted))
            return [Assert(LEARNED, row)]
        case _:
            return _told(noted)


def _started(noted: Noted, fact: charge.ChargeStarted) -> Change:
    where, bed, number = noted.id.split("-")
    row = Life(
        noted.position,
        0,
        f"{noted.stream}/start",
        noted.id,
        where,
        int(bed),
        int(number),
        str(fact.enterprise),
        str(fact.lot),
        fact.fresh_g,
        fact.required_g,
        str(fact.occurred),
        *since(fact.occurred, noted),
    )
    return Assert(LIFE, row)


def _ended(noted: Noted, ended: Occurred, removed_g: int) -> Change:
    slot = f"{noted.stream}/end"
    when = since(ended, noted)
    return Assert(OVER, Over(noted.position, 0, slot, noted.id, removed_g, str(ended), *when))


def _told(noted: Noted) -> Iterable[Change]:
    """Assessments that came before are outdated, whenever this happened."""
    slot = f"{noted.stream}/told"
    yield Supersede(TOLD, slot)
    row = Told(noted.position, 0, slot, noted.id, *since(noted.fact.occurred, noted))
    yield Assert(TOLD, row)


def _assessed(noted: Noted, fact: course.SaturationAssessed) -> Change:
    physical = fact.physical
    full = None if physical is None else physical.saturation
    through = () if physical is None else physical.breakthrough
    days = {each.probability: str(each.day) for each in through}
    binding = sorted(str(each.day) for each in fact.due if each.binding)
    row = Assessed(
        noted.position,
        0,
        noted.id,
        str(fact.day),
        None if full is None else full.low_percent,
        None if full is None else full.middle_percent,
        None if full is None else full.high_percent,
        days.get(_EARLY),
        days.get(_MIDDLE),
        days.get(_LATE),
        binding[0] if binding else None,
        None if physical is None else physical.instruments,
        *since(fact.occurred, noted),
    )
    return Assert(ASSESSED, row)


def _corrected(noted: Noted, fact: charge.ChargeCorrected, recall: Recall) -> Iterable[Change]:
    slot = f"{noted.stream}/start"
    yield Supersede(LIFE, slot)
    for line, row in enumerate(recall(LIFE, slot)):
        yield Assert(
            LIFE,
            row._replace(
                position=noted.position,
                line=line,
                lot=str(fact.lot),
                fresh_g=fact.fresh_g,
                started=str(fact.started),
                **since(fact.started, noted)._asdict(),
            ),
        )
    if fact.ended is not None and fact.removed_g is not None:
        yield Supersede(OVER, f"{noted.stream}/end")
        yield _ended(noted, fact.ended, fact.removed_g)


EVIDENCE = frozenset(
    {
        *get_args(charge.LifeFact),
        *get_args(DeclaredFact),
        course.OperationRecorded,
        course.ObjectionDecided,
    }
)
"""What an estimate starts from."""

CHARGE_BOOK = Projection(
    "charges",
    EVIDENCE | {course.SaturationAssessed, course.HealthCodeChanged, course.BehaviourLearned},
    (LIFE, OVER, TOLD, ASSESSED, CODED, LEARNED),
    charge_book,
)
