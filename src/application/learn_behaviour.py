"""How beds turned out over charges that are over: fill by fill, since each starts from the last."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import groupby

from application.carbon_log import CarbonLog, Order
from application.charge_evidence import Case, ReadNow, case_of
from application.estimating import behaviours_of
from application.unless_moved_on import unless_moved_on
from domain.charge import CHARGE, Ended
from domain.charge_noting import LearnBehaviour, noted
from domain.estimate import Behaviour
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

ACTOR = "评估"
_AT_ONCE = 128


def learn_behaviours(
    log: CarbonLog, charges: Sequence[ChargeId], at: Occurred, moved: Callable[[int, int], None]
) -> list[ChargeId]:
    """Learn from charges that are over, and give those of which something new was learned.

    A charge from which nothing can be learned, or nothing new, is passed over. `moved` is called
    now and then, and may break off.
    """
    learned: list[ChargeId] = []
    fills = sorted(charges, key=lambda charge: (charge.number, charge))
    for _, fill in groupby(fills, key=lambda charge: charge.number):
        some = list(fill)
        for start in range(0, len(some), _AT_ONCE):
            learned += _learn(log, some[start : start + _AT_ONCE], at)
            moved(start + _AT_ONCE, len(some))
    return learned


def _learn(log: CarbonLog, charges: Sequence[ChargeId], at: Occurred) -> list[ChargeId]:
    read = ReadNow(log)
    cases = [case for each in charges if (case := _over(read, each)) is not None]
    told = [
        (case, LearnBehaviour(at, behaviour, case.relied))
        for case, behaviour in zip(cases, behaviours_of(cases), strict=True)
        if behaviour is not None
    ]
    worth = [(case, command) for case, command in told if noted(command, case.state.course)]
    orders: list[Order] = [
        (unless_moved_on(case, command), _request(case, command.behaviour))
        for case, command in worth
    ]
    answers = log.perform_all(orders)
    return [
        case.charge
        for (case, _), answer in zip(worth, answers, strict=True)
        if not isinstance(answer, Refusal)
    ]


def _over(read: ReadNow, charge: ChargeId) -> Case | None:
    state = read(CHARGE, charge).state
    return case_of(read, charge, state.until.day) if isinstance(state, Ended) else None


def _request(case: Case, behaviour: Behaviour) -> Request:
    digest = sha256(repr((case.version, behaviour.model)).encode()).hexdigest()[:16]
    return Request(f"learn:{case.charge}:{digest}", ACTOR, Provenance.LIVE)
