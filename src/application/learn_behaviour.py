"""How beds turned out over charges that are over: fill by fill, since each starts from the last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any, TypeVar

from application.carbon_log import CarbonLog, Order
from application.charge_evidence import Case, ReadNow, case_of
from application.estimating import behaviours_of
from application.unless_moved_on import unless_moved_on
from domain.charge import CHARGE, Ended
from domain.charge_noting import LearnBehaviour, noted
from domain.estimate import Behaviour
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Decider, Provenance, Request, Stream
from domain.refusal import Refusal

ACTOR = "评估"
_AT_ONCE = 128
_PAGE = 1000

S = TypeVar("S")


class Learning:
    """Learns round after round.

    Mostly a charge that teaches nothing today will never teach anything, and of a district's years
    there are thousands. So what was looked at in vain rests until one of the lives that were read
    for it goes on. This is remembered by whoever keeps the object, and by nobody else.
    """

    def __init__(self, log: CarbonLog) -> None:
        """Begin without having looked at anything."""
        self._log = log
        self._in_vain: dict[ChargeId, frozenset[str]] = {}
        """By charge the streams that were read."""
        self._seen = 0

    def __call__(
        self, charges: Sequence[ChargeId], at: Occurred, moved: Callable[[int, int], None]
    ) -> list[ChargeId]:
        """Learn from charges that are over, and give those of which something new was learned.

        A charge from which nothing can be learned, or nothing new, is passed over. `moved` is
        called now and then, and may break off.
        """
        gone_on = self._gone_on()
        over = frozenset(charges)
        self._in_vain = {
            charge: lives
            for charge, lives in self._in_vain.items()
            if charge in over and lives.isdisjoint(gone_on)
        }
        learned: list[ChargeId] = []
        fills = sorted(charges, key=lambda charge: (charge.number, charge))
        for _, fill in groupby(fills, key=lambda charge: charge.number):
            # What the former fill has taught just now may change what this one teaches.
            taught = {CHARGE.stream(charge) for charge in learned}
            some = [charge for charge in fill if self._is_due(charge, taught)]
            for start in range(0, len(some), _AT_ONCE):
                learned += self._learn(some[start : start + _AT_ONCE], at)
                moved(start + _AT_ONCE, len(some))
        return learned

    def _gone_on(self) -> set[str]:
        """The streams that have gained something since the last look, which begins here."""
        if not self._in_vain:
            self._seen = self._log.head()
            return set()
        streams: set[str] = set()
        while page := self._log.page(self._seen, _PAGE):
            streams.update(each.stream for each in page)
            self._seen = page[-1].position
        return streams

    def _is_due(self, charge: ChargeId, taught: set[str]) -> bool:
        lives = self._in_vain.get(charge)
        return lives is None or not lives.isdisjoint(taught)

    def _learn(self, charges: Sequence[ChargeId], at: Occurred) -> list[ChargeId]:
        read = ReadNow(self._log)
        looks = {charge: _Look(read) for charge in charges}
        over = {charge: _over(look, charge) for charge, look in looks.items()}
        cases = [case for case in over.values() if case is not None]
        worth = [
            (case, command)
            for case, behaviour in zip(cases, behaviours_of(cases), strict=True)
            if behaviour is not None
            and noted(command := LearnBehaviour(at, behaviour, case.relied), case.state.course)
        ]
        orders: list[Order] = [
            (unless_moved_on(case, command), _request(case, command.behaviour))
            for case, command in worth
        ]
        in_vain = looks.keys() - {case.charge for case, _ in worth}
        self._in_vain |= {charge: frozenset(looks[charge].lives) for charge in in_vain}
        return [
            case.charge
            for (case, _), answer in zip(worth, self._log.perform_all(orders), strict=True)
            if not isinstance(answer, Refusal)
        ]


@dataclass(slots=True)
class _Look:
    """Reads lives, and notes whose."""

    read: ReadNow
    lives: set[str] = field(default_factory=set[str])

    def __call__(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        self.lives.add(decider.stream(identity))
        return self.read(decider, identity)


def _over(read: _Look, charge: ChargeId) -> Case | None:
    state = read(CHARGE, charge).state
    return case_of(read, charge, state.until.day) if isinstance(state, Ended) else None


def _request(case: Case, behaviour: Behaviour) -> Request:
    digest = sha256(repr((case.version, behaviour.model)).encode()).hexdigest()[:16]
    return Request(f"learn:{case.charge}:{digest}", ACTOR, Provenance.LIVE)
