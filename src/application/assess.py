"""评估: how full every charge is, what follows for its code, and what ended charges have taught.

The numbers are computed outside of any transaction, from lives as they were read; an assessment is
recorded only where its charge has not moved on meanwhile, else it is made again. So what stands
before an assessment in the life of its charge is what it knew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from application.carbon_log import CarbonLog
from application.charge_evidence import Case, ReadNow, case_of
from application.due_dates import due_dates, rules_of
from application.estimating import MODEL, physical_of
from application.gather_experience import gather_experience
from application.health_codes import ChangedCode, change_codes
from application.learn_behaviour import Learning
from application.office import Office
from application.unless_moved_on import unless_moved_on
from application.view import View
from domain.charge import Ended
from domain.charge_noting import AssessSaturation, noted
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

ACTOR = "评估"
_AT_ONCE = 128
"""So many charges are read, computed and written together."""
_ATTEMPTS = 3

Moved = Callable[[int, int], None]
"""Told how many charges are done, and how many there are."""


@dataclass(slots=True)
class Round:
    """What a round of assessment has done."""

    looked_at: int = 0
    assessed: list[ChargeId] = field(default_factory=list[ChargeId])
    """Charges of which an assessment was recorded."""
    without_estimate: list[ChargeId] = field(default_factory=list[ChargeId])
    """Of these, those whose saturation cannot be estimated."""
    moved_on: list[ChargeId] = field(default_factory=list[ChargeId])
    """Charges of which so much was recorded meanwhile that they wait for the next round."""
    learned: list[ChargeId] = field(default_factory=list[ChargeId])
    prior: str | None = None
    """The experience that was gathered, if it was time to."""
    codes: list[ChangedCode] = field(default_factory=list[ChangedCode])


def quietly(done: int, expected: int) -> None:
    """Tell nobody."""
    del done, expected


def assess(
    office: Office,
    at: Occurred | None = None,
    *,
    all_of_them: bool = False,
    moved: Moved = quietly,
    learning: Learning | None = None,
) -> Round:
    """Learn from what is over, assess what runs, and change the codes that follow.

    Charges are assessed for the morning of the day of `at`: those that were not yet, or that know
    more since; or all of them. Asking twice writes nothing the second time. Who goes round again
    and again keeps the `learning`. Raises `ViewStopped` and what the log raises.
    """
    learning = learning or Learning(office.log)
    at = at or office.now()
    done = Round()
    office.catch_up(View.CHARGES, View.HEALTH)
    done.learned = learning(office.charges.to_learn_from(MODEL), at, _only_looking(moved))
    office.catch_up(View.CHARGES)
    done.prior = gather_experience(office.log, office.charges.watched(MODEL), at)
    waiting = office.charges.to_assess(at.day, all_of_them=all_of_them)
    done.looked_at = len(waiting)
    for _ in range(_ATTEMPTS):
        waiting = _assess_all(office.log, waiting, at, done, moved)
    done.moved_on = list(waiting)
    office.catch_up(View.CHARGES, View.HEALTH)
    done.codes = change_codes(office, at)
    office.catch_up(View.CHARGES, View.HEALTH)
    return done


def _only_looking(moved: Moved) -> Moved:
    """Lets a round be broken off while it learns; how far it is with assessing is not yet told."""

    def looked(*_: int) -> None:
        moved(0, 0)

    return looked


def _assess_all(
    log: CarbonLog, charges: Sequence[ChargeId], at: Occurred, done: Round, moved: Moved
) -> Sequence[ChargeId]:
    """Assess charges, and give those that have moved on meanwhile."""
    again: list[ChargeId] = []
    for start in range(0, len(charges), _AT_ONCE):
        read = ReadNow(log)
        some = charges[start : start + _AT_ONCE]
        again += _record(log, list(_at_work(read, some, at)), at, done)
        moved(start + len(some), len(charges))
    return again


def _at_work(read: ReadNow, charges: Sequence[ChargeId], at: Occurred) -> Iterator[Case]:
    for charge in charges:
        case = case_of(read, charge, at.day)
        if case is not None and not isinstance(case.state, Ended):
            yield case


def _record(log: CarbonLog, cases: Sequence[Case], at: Occurred, done: Round) -> Iterator[ChargeId]:
    said = [
        AssessSaturation(
            at, Occurred.on(case.day), physical, due_dates(case, rules_of(case)), case.relied
        )
        for case, physical in zip(cases, physical_of(cases), strict=True)
    ]
    worth = [
        (case, command)
        for case, command in zip(cases, said, strict=True)
        if noted(command, case.state.course)
    ]
    orders = [(unless_moved_on(case, command), _request(case)) for case, command in worth]
    for (case, command), outcome in zip(worth, log.perform_all(orders), strict=True):
        if isinstance(outcome, Refusal):
            # Whatever it was, the charge is not as it was read; the next look says what it is.
            yield case.charge
            continue
        done.assessed.append(case.charge)
        if command.physical is None:
            done.without_estimate.append(case.charge)


def _request(case: Case) -> Request:
    """Known by the charge, its day and all that was relied on: asked again, it is the same."""
    relied = "".join(f"{each.stream}@{each.version};" for each in case.relied)
    digest = sha256(relied.encode()).hexdigest()[:16]
    return Request(f"assess:{case.charge}:{case.day}:{digest}", ACTOR, Provenance.LIVE)
