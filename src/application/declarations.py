"""What was declared of an adsorber, charge by charge, and what of it does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.carbon_log import CarbonLog
from application.viewpoint import Viewpoint
from application.watched_days import plant
from domain.charge import CHARGE, Ended, Running
from domain.charge_course import DeclaredFact
from domain.charge_lives import ChargeLife, charge_lives
from domain.contradiction import Contradiction
from domain.contradictions import contradictions
from domain.identifiers import AdsorberId
from domain.occurred import SHANGHAI


@dataclass(frozen=True, slots=True)
class DeclaredOfCharge:
    """The declarations that hold for one charge, by day, and the findings about them."""

    life: ChargeLife
    declared: tuple[DeclaredFact, ...]
    findings: tuple[Contradiction, ...]


def declarations(
    log: CarbonLog, adsorber: AdsorberId, at: Viewpoint, bed: int | None = None
) -> Sequence[DeclaredOfCharge]:
    """Those of each charge with any, by bed; whoever asks has been let in already."""
    found = plant(log, adsorber)
    lives = [] if found is None else charge_lives(found.state.changes)
    told = (_of(log, life, at) for life in lives if bed in {None, life.bed})
    return [each for each in told if each.declared]


def _of(log: CarbonLog, life: ChargeLife, at: Viewpoint) -> DeclaredOfCharge:
    """Fold what had happened, and was known, from where the books are looked at."""
    facts = [
        each.fact
        for each in log.facts(CHARGE.stream(life.charge))
        if each.fact.occurred <= at.as_of and _spelled(each.recorded_at) <= at.known_at
    ]
    state = CHARGE.replay(facts)
    if not isinstance(state, Running | Ended):
        return DeclaredOfCharge(life, (), ())
    declared = sorted(state.course.declared.values(), key=lambda fact: fact.occurred)
    return DeclaredOfCharge(life, tuple(declared), tuple(contradictions(state.course)))


def _spelled(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")
