"""A use case before it is written down: what it reads, and what each stream would gain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from domain.record import Decider, Fact, Stream

C = TypeVar("C")
F = TypeVar("F", bound=Fact)
S = TypeVar("S")


class Read(Protocol):
    """Read a life as it stands now."""

    def __call__(self, decider: Decider[C, F, S], identity: str) -> Stream[S]:
        """Return the state and the version it was read at."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """What one stream gains, and the version at which that was decided."""

    stream: str
    version: int
    facts: tuple[Fact, ...]


Act = Callable[[Read], Sequence[Change]]
"""A use case: reads, decides, and returns all its changes, to be appended together or not at all.

A change without facts says that the act relied on that version of the stream."""


def decided(read: Read, decider: Decider[C, F, S], identity: str, *commands: C) -> Change:
    """Carry out commands on one stream, each on the state the one before it led to."""
    stream = read(decider, identity)
    state = stream.state
    facts: tuple[F, ...] = ()
    gained: list[F] = []
    for command in commands:
        state = decider.live_on(state, facts)
        facts = decider.decide(command, state)
        gained.extend(facts)
    return Change(stream.stream, stream.version, tuple(gained))


def only(decider: Decider[C, F, S], identity: str, *commands: C) -> Act:
    """Say that a use case touches a single stream."""
    return lambda read: (decided(read, decider, identity, *commands),)
