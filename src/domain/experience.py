"""A district's experience of beds: NothingGathered --gather--> Gathered --gather--> Gathered.

How beds differ from what is declared of them, as charges that are over have shown where their
outlets were watched. Each gathering adds the charges that were learned from since the last one;
assessments name the experience that they started from.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.estimate import Relied
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

DISTRICT = "district"
"""The identity of the one life of this kind."""
ENOUGH_NEW = 10
LONGEST_WAIT = timedelta(days=30)
"""Experience is gathered once so many charges are new, or the oldest gathering is so old. Chosen.
"""

# --- commands


@dataclass(frozen=True, slots=True)
class GatherExperience:
    """Keep what these charges, none of them counted before, have added."""

    occurred: Occurred
    charges: tuple[ChargeId, ...]
    apart: tuple[float, ...]
    mean: tuple[float, ...]
    covariance: tuple[float, ...]
    model: str
    relied: tuple[Relied, ...]


# --- facts


@dataclass(frozen=True, slots=True)
class ExperienceGathered:
    """Beds are believed to differ like this from what is declared of them.

    `number` counts the gatherings; `watched` charges stand behind it, `charges` are those that were
    new. `apart` is by how much all of them differed on average, `mean` and `covariance` (the lower
    triangle, row by row) what is believed of other beds from then on.
    """

    occurred: Occurred
    number: int
    charges: tuple[ChargeId, ...]
    watched: int
    apart: tuple[float, ...]
    mean: tuple[float, ...]
    covariance: tuple[float, ...]
    model: str
    relied: tuple[Relied, ...]

    @property
    def name(self) -> str:
        """How assessments name it."""
        return f"{DISTRICT}-{self.number}"


# --- states


@dataclass(frozen=True, slots=True)
class NothingGathered:
    """No charge of the district has been learned from."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered last, and which charges stand behind it."""

    last: ExperienceGathered
    charges: frozenset[ChargeId]


Command = GatherExperience
Fact = ExperienceGathered
State = NothingGathered | Gathered


# --- refusals


class ChargeCountedAlready(Refusal):
    """这些填装中有的已计入本区经验, 不能再计一次。

    Some of these charges count in the district's experience already.
    """


def is_due(state: State, new: int, now: Occurred) -> bool:
    """Whether what is new is worth gathering."""
    if new == 0:
        return False
    waited = isinstance(state, Gathered) and (now.day - state.last.occurred.day >= LONGEST_WAIT)
    return new >= ENOUGH_NEW or waited


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Gather, unless nothing is new. Another model begins anew: its unknowns are others."""
    known, number, watched = frozenset[ChargeId](), 0, 0
    if isinstance(state, Gathered):
        number = state.last.number
        if state.last.model == command.model:
            known, watched = state.charges, state.last.watched
    if known.issuperset(command.charges):
        return ()
    if again := known & {*command.charges}:
        raise ChargeCountedAlready(charges=", ".join(sorted(again)))
    return (
        ExperienceGathered(
            command.occurred,
            number + 1,
            command.charges,
            watched + len(command.charges),
            command.apart,
            command.mean,
            command.covariance,
            command.model,
            command.relied,
        ),
    )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    same = isinstance(state, Gathered) and state.last.model == fact.model
    before = state.charges if same and isinstance(state, Gathered) else frozenset[ChargeId]()
    return Gathered(fact, before | {*fact.charges})


EXPERIENCE = Decider[Command, Fact, State]("experience", NothingGathered(), decide, evolve)
