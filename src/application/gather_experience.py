"""A district's experience, gathered from the charges whose outlets were watched."""

from collections.abc import Sequence

import numpy as np

from application.act import only
from application.carbon_log import CarbonLog
from application.charge_evidence import ReadNow, case_of, covariance_told, gaussian, mean_told
from application.estimating import MODEL
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_prior import declared_mean, moved_towards
from domain.adsorption.shipped_belief import OTHERS
from domain.charge import CHARGE, Ended
from domain.estimate import Relied
from domain.experience import (
    DISTRICT,
    EXPERIENCE,
    ExperienceGathered,
    Gathered,
    GatherExperience,
    State,
    is_due,
)
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Provenance, Request

ACTOR = "评估"


def gather_experience(log: CarbonLog, watched: Sequence[ChargeId], at: Occurred) -> str | None:
    """Gather what charges have taught since the last time, if that is due; give its name."""
    life = log.read(EXPERIENCE, DISTRICT)
    known = _gathered_before(life.state)
    new = [charge for charge in watched if charge not in known]
    if not is_due(life.state, len(new), at):
        return None
    command = gathered(ReadNow(log), life.state, new, at)
    log.perform(
        only(EXPERIENCE, DISTRICT, command),
        Request(f"gather:{DISTRICT}:{life.version + 1}", ACTOR, Provenance.LIVE),
    )
    after = log.read(EXPERIENCE, DISTRICT).state
    return after.last.name if isinstance(after, Gathered) else None


def gathered(
    read: ReadNow, state: State, new: Sequence[ChargeId], at: Occurred
) -> GatherExperience:
    """Say by how much beds differ from their declaration, with what these charges add."""
    relied: dict[Relied, None] = {}
    apart: list[Floats] = []
    counted: list[ChargeId] = []
    for charge in new:
        ended = read(CHARGE, charge).state
        if not isinstance(ended, Ended) or ended.course.behaviour is None:
            continue
        case = case_of(read, charge, ended.until.day)
        if case is None or case.known is None:
            continue
        behaviour = ended.course.behaviour.behaviour
        belief = gaussian(behaviour.mean, behaviour.covariance)
        apart.append(belief.mean - declared_mean(case.known.charge.fill))
        counted.append(charge)
        relied |= dict.fromkeys(case.relied)
    average, watched = _averaged(state, apart)
    believed = moved_towards(OTHERS, average, watched)
    return GatherExperience(
        at,
        tuple(counted),
        tuple(map(float, average.tolist())),
        mean_told(believed),
        covariance_told(believed),
        MODEL,
        tuple(relied),
    )


def _averaged(state: State, apart: Sequence[Floats]) -> tuple[Floats, int]:
    """The mean over what was gathered before and what is new, and over how many charges."""
    total: Floats = np.sum(apart, axis=0) if apart else np.zeros_like(OTHERS.mean)
    before = _before(state)
    if before is None:
        return total / max(len(apart), 1), len(apart)
    watched = before.watched + len(apart)
    average: Floats = (np.array(before.apart) * before.watched + total) / watched
    return average, watched


def _before(state: State) -> ExperienceGathered | None:
    same_model = isinstance(state, Gathered) and state.last.model == MODEL
    return state.last if isinstance(state, Gathered) and same_model else None


def _gathered_before(state: State) -> frozenset[ChargeId]:
    return state.charges if isinstance(state, Gathered) and _before(state) else frozenset()
