"""The record of access (访问记录): what one caller was refused, and took away, on one day.

A day of a caller is a life of its own, so that no stream grows for ever.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.access import Action, Role
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

MOST_A_DAY = 500
"""So many different refusals of one caller are listed in a day. Chosen."""


class Why(StrEnum):
    """Why access was refused."""

    FORBIDDEN = "forbidden"
    """The caller sees the thing and may not do this with it."""
    FOREIGN = "foreign"
    """The thing is there, and is none of the caller's."""
    EXPIRED = "expired"
    REVOKED = "revoked"


# --- commands


@dataclass(frozen=True, slots=True)
class NoteRefusal:
    """Write down that a caller was refused something."""

    occurred: Occurred
    role: Role
    why: Why
    action: Action | None
    asked: str
    thing: str


@dataclass(frozen=True, slots=True)
class NoteExport:
    """Write down that a caller took a copy of the books."""

    occurred: Occurred
    role: Role
    what: str
    form: str
    rows: int
    as_of: str
    known_at: str


# --- facts


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """A caller was refused something; who it was stands beside the fact, as the actor.

    `asked` is the method and the path. What is asked for again on the same day and refused for
    the same reason is one fact. `action` is unknown where the key itself was refused.
    """

    occurred: Occurred
    role: Role
    why: Why
    action: Action | None
    asked: str
    thing: str


@dataclass(frozen=True, slots=True)
class RefusalsUnlisted:
    """So many different things were refused on this day that further ones are only counted."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class AccessExported:
    """A caller took a copy: so many rows, as they were and were known at these times."""

    occurred: Occurred
    role: Role
    what: str
    form: str
    rows: int
    as_of: str
    known_at: str


# --- states


@dataclass(frozen=True, slots=True)
class Day:
    """How often the caller was refused something on this day."""

    refused: int = 0


Command = NoteRefusal | NoteExport
Fact = AccessRefused | RefusalsUnlisted | AccessExported
State = Day


# --- refusals


class TooManyToList(Refusal):
    """当日被拒的访问太多, 不再逐条记录, 只计数。

    Too many things were refused on this day to list more; they are counted only.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Write down what happened."""
    match command:
        case NoteExport():
            return (
                AccessExported(
                    command.occurred,
                    command.role,
                    command.what,
                    command.form,
                    command.rows,
                    command.as_of,
                    command.known_at,
                ),
            )
        case NoteRefusal() if state.refused >= MOST_A_DAY:
            raise TooManyToList
        case NoteRefusal(occurred, role, why, action, asked, thing):
            refused = AccessRefused(occurred, role, why, action, asked, thing)
            is_last = state.refused == MOST_A_DAY - 1
            return (refused, RefusalsUnlisted(occurred)) if is_last else (refused,)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    return Day(state.refused + 1) if isinstance(fact, AccessRefused) else state


ACCESS = Decider[Command, Fact, State]("access", Day(), decide, evolve)
