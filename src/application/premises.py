"""Where the books lie, as far as it decides whether they are safe there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Premises:
    """A database and the disk below it.

    `address` hides passwords. `unguarded` are tables of the log whose triggers against changes are
    missing. `free_bytes` is None where the disk is another machine's. `lent` and `idle` are the
    connections to the database.
    """

    address: str
    engine: str
    schema: int
    schema_of_program: int
    unguarded: tuple[str, ...]
    durability: str
    durable: bool
    free_bytes: int | None
    lent: int
    idle: int


class Survey(Protocol):
    """Look at the premises as they are now."""

    def __call__(self) -> Premises:
        """Ask the database itself; quick enough for a probe."""
        ...


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """What else decides whether the books can be lost or misread.

    Times are texts as the log spells them, None where there are none. `ahead` counts the facts
    whose time of recording is still to come by the clock; nobody sees them before. `mode` are the
    permissions of the secret's file.
    """

    secret: Path
    mode: int
    first_recorded_at: str | None
    last_recorded_at: str | None
    ahead: int
    backed_up_at: str | None
    backed_up_position: int


class LookAround(Protocol):
    """Look at everything else, from a time on the clock."""

    def __call__(self, now: str) -> Safekeeping:
        """Ask the database and the disk; reads the whole log, so it is for a person who waits."""
        ...
