"""What an assessment relies on, read from the log: and read again, as far as it was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

import numpy as np

from application.carbon_log import CarbonLog
from domain.adsorber import ADSORBER, Commissioned
from domain.adsorption import shipped_belief
from domain.adsorption.evidence import Charge
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import COUNT, Gaussian
from domain.adsorption.service_life import VERSION
from domain.charge import CHARGE, Ended, Running
from domain.charge_evidence import ChargeEvidence, evidence_of
from domain.estimate import Relied
from domain.experience import DISTRICT, EXPERIENCE, ExperienceGathered, Gathered
from domain.identifiers import ChargeId
from domain.lot import LOT, AtKiln, InStock
from domain.record import Decider, Stream
from domain.setting import SETTING
from domain.setting_registry import Group
from domain.settings_in_force import Adopted

S = TypeVar("S")


class ReadLife(Protocol):
    """Reads a life, now or as it was."""

    def __call__(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        """Return the state and the version it was read at."""
        ...


@dataclass(slots=True)
class ReadNow:
    """Reads lives as they are, each once."""

    log: CarbonLog
    known: dict[str, Stream[Any]] = field(default_factory=dict[str, Stream[Any]])

    def __call__(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        """Read, or give what was read before."""
        name = decider.stream(identity)
        if name not in self.known:
            self.known[name] = self.log.read(decider, identity)
        return self.known[name]


@dataclass(frozen=True, slots=True)
class ReadAsOf:
    """Reads lives as far as an assessment knew them; what it did not rely on had not begun."""

    log: CarbonLog
    versions: Mapping[str, int]

    @classmethod
    def of(cls, log: CarbonLog, relied: Sequence[Relied]) -> "ReadAsOf":
        """As far as these say."""
        return cls(log, {each.stream: each.version for each in relied})

    def __call__(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        """Read up to the noted version."""
        name = decider.stream(identity)
        version = self.versions.get(name, 0)
        if not version:
            return Stream(name, 0, decider.initial)
        return self.log.read(decider, identity, version)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of other beds, and what assessments call it."""

    name: str
    others: Gaussian


SHIPPED = Prior(shipped_belief.NAME, shipped_belief.OTHERS)


@dataclass(frozen=True, slots=True)
class Former:
    """The bed's charge before, and how the bed turned out over it."""

    charge: ChargeId
    evidence: Charge
    belief: Gaussian


@dataclass(frozen=True, slots=True)
class Case:
    """A charge on the morning of a day, with all that its estimate starts from.

    `plant` is None where the adsorber is no longer in service; `known` where the charge cannot be
    estimated.
    """

    charge: ChargeId
    day: date
    version: int
    state: Running | Ended
    plant: Commissioned | None
    known: ChargeEvidence | None
    former: Former | None
    prior: Prior
    rules: Adopted
    """What the district has set for health codes."""
    relied: tuple[Relied, ...]


def case_of(read: ReadLife, charge: ChargeId, day: date) -> Case | None:
    """Read everything on a charge; None where it had not started by that morning."""
    relying = _Relying(read)
    life = relying(CHARGE, charge)
    state = life.state
    if not isinstance(state, Running | Ended) or state.since.day > day:
        return None
    plant = relying(ADSORBER, charge.adsorber).state
    in_service = plant if isinstance(plant, Commissioned) else None
    known = None if in_service is None else _known(relying, charge, state, in_service, day)
    former = None if in_service is None else _former(relying, charge, in_service)
    prior = _prior(relying)
    rules = relying(SETTING, Group.HEALTH.value).state.adopted
    relied = relying.relied()
    return Case(charge, day, life.version, state, in_service, known, former, prior, rules, relied)


class _Relying:
    """Notes what is read, and how far."""

    def __init__(self, read: ReadLife) -> None:
        self._read = read
        self._versions: dict[str, int] = {}

    def __call__(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        stream = self._read(decider, identity)
        self._versions[stream.stream] = stream.version
        return stream

    def relied(self) -> tuple[Relied, ...]:
        """What was there."""
        return tuple(Relied(*each) for each in self._versions.items() if each[1])


def _known(
    read: ReadLife, charge: ChargeId, state: Running | Ended, plant: Commissioned, until: date
) -> ChargeEvidence | None:
    lot = read(LOT, state.lot).state
    iodine = lot.iodine_mg_per_g if isinstance(lot, AtKiln | InStock) else None
    return evidence_of(charge, state, plant, iodine, until)


def _former(read: ReadLife, charge: ChargeId, plant: Commissioned) -> Former | None:
    """The charge before, where it was learned from by the model of this program."""
    if charge.before is None:
        return None
    state = read(CHARGE, charge.before).state
    if not isinstance(state, Ended) or state.course.behaviour is None:
        return None
    behaviour = state.course.behaviour.behaviour
    known = _known(read, charge.before, state, plant, state.until.day)
    if behaviour.model != VERSION or known is None:
        return None
    return Former(charge.before, known.charge, gaussian(behaviour.mean, behaviour.covariance))


def _prior(read: ReadLife) -> Prior:
    state = read(EXPERIENCE, DISTRICT).state
    if isinstance(state, Gathered) and state.last.model == VERSION:
        return prior_of(state.last)
    return SHIPPED


def prior_of(gathered: ExperienceGathered) -> Prior:
    """What is believed of other beds after a gathering."""
    return Prior(gathered.name, gaussian(gathered.mean, gathered.covariance))


_LOWER = np.tril_indices(COUNT)


def gaussian(mean: Sequence[float], covariance: Sequence[float]) -> Gaussian:
    """Read a distribution as facts keep it: the covariance's lower triangle, row by row."""
    square: Floats = np.zeros((COUNT, COUNT))
    square[_LOWER] = covariance
    square.T[_LOWER] = covariance
    return Gaussian(np.array(mean, dtype=float), square)


def mean_told(belief: Gaussian) -> tuple[float, ...]:
    """The mean as facts keep it."""
    return tuple(map(float, belief.mean.tolist()))


def covariance_told(belief: Gaussian) -> tuple[float, ...]:
    """The covariance as facts keep it."""
    lower: Floats = belief.covariance[_LOWER]
    return tuple(map(float, lower.tolist()))
