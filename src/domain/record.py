"""A life written down: facts in order, the state they lead to, and who decides the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import Generic, Protocol, TypeVar

from domain.occurred import Occurred


class Fact(Protocol):
    """Something that happened. Facts are frozen dataclasses and compare by value."""

    @property
    def occurred(self) -> Occurred:
        """When it happened."""
        ...


C_contra = TypeVar("C_contra", contravariant=True)
F = TypeVar("F", bound=Fact)
S = TypeVar("S")


# No slots here: on Python 3.11 `Decider[C, F, S](…)` cannot be made of a class that is generic,
# frozen and slotted at once (TypeError in `typing`, which wants to note the parameters on it).
@dataclass(frozen=True)
class Decider(Generic[C_contra, F, S]):
    """One kind of life: how it starts, what it answers to a command, how a fact changes it.

    `decide` may refuse; `evolve` never does, since what happened, happened.
    """

    kind: str
    initial: S
    decide: Callable[[C_contra, S], tuple[F, ...]]
    evolve: Callable[[S, F], S]

    def stream(self, identity: str) -> str:
        """Where this life is written down: `adsorber:TADF100001`."""
        return f"{self.kind}:{identity}"

    def replay(self, facts: Iterable[F]) -> S:
        """Live the life again."""
        return self.live_on(self.initial, facts)

    def live_on(self, state: S, facts: Iterable[F]) -> S:
        """Live on with more facts."""
        return reduce(self.evolve, facts, state)


class Provenance(StrEnum):
    """How a fact came to be recorded."""

    LIVE = "live"
    PAPER = "paper"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for something to be written down, under which id, and why.

    `contents` is what the client said, field by field, in the client's words: a second request
    with the same id is the same request only if its contents are the same.
    """

    command_id: str
    actor: str
    provenance: Provenance
    contents: tuple[tuple[str, str], ...] = ()
    correlation_id: str | None = None
    causation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded(Generic[F]):
    """A fact as it stands in the log. `version` counts from 1 within its stream."""

    stream: str
    version: int
    fact: F
    recorded_at: datetime
    command_id: str
    actor: str
    provenance: Provenance
    correlation_id: str
    causation_id: str | None = None
    position: int = 0
    """The place in the log; 0 until the log has given one."""


@dataclass(frozen=True, slots=True)
class Stream(Generic[S]):
    """A life read up to a version."""

    stream: str
    version: int
    state: S
