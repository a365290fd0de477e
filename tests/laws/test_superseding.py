"""Whoever adds up facts, leaving out what is superseded, counts nothing twice and nothing short."""

from collections.abc import Iterator
from typing import Any

from hypothesis import example, given

from domain.charge import CHARGE, ChargeEnded, Ended, Running
from domain.lot import LotCorrected, LotDrawn
from domain.record import Fact
from domain.superseding import superseded
from tests.district import opened
from tests.lives import A_LATE_ORIGIN, A_WHOLE_LIFE, Life, lives, living
from tests.paper import PaperLog


def in_force(log: PaperLog) -> Iterator[tuple[str, Fact]]:
    """The facts that nothing supersedes."""
    gone: set[int] = set()
    for place, (stream, fact) in enumerate(log.written):
        earlier = [
            (number, before)
            for number, (where, before) in enumerate(log.written[:place])
            if where == stream
        ]
        gone |= set(superseded(fact, earlier))
    for place, written in enumerate(log.written):
        if place not in gone:
            yield written


@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
@given(lives())
def test_masses_add_up_once(life: Life) -> None:
    log = opened()
    for _ in living(log, life):
        pass
    added = Sums()
    for stream, fact in in_force(log):
        added.take(stream.partition(":")[0], fact)
    charges = {stream for stream, _ in log.written if stream.startswith("charge:")}
    states = [log.state(CHARGE, stream.partition(":")[2]) for stream in charges]
    lived = [state for state in states if isinstance(state, Running | Ended)]
    assert added.fresh_g == sum(state.fresh_g for state in lived)
    assert added.removed_g == sum(state.removed_g for state in lived if isinstance(state, Ended))
    assert added.filled_g == added.drawn_g == added.fresh_g
    assert added.taken_out_g == added.removed_g


class Sums:
    """What a subscriber adds up who knows nothing of the books."""

    fresh_g = removed_g = filled_g = taken_out_g = drawn_g = 0

    def take(self, kind: str, fact: Any) -> None:
        """Add one fact."""
        if kind == "charge":
            # What came out is told beside what had gone in.
            self.fresh_g += 0 if isinstance(fact, ChargeEnded) else fact.fresh_g
            self.removed_g += getattr(fact, "removed_g", None) or 0
        elif kind == "adsorber":
            self.filled_g += getattr(fact, "filled_g", 0)
            self.taken_out_g += getattr(fact, "removed_g", 0)
        elif isinstance(fact, LotDrawn | LotCorrected):
            self.drawn_g += fact.mass_g
