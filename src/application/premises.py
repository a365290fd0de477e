"""Where the books lie, as far as it decides whether they are safe there."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Premises:
    """A database and the disk below it.

    `address` hides passwords. `unguarded` are tables of the log whose triggers against changes are
    missing. `free_bytes` is None where the disk is another machine's.
    """

    address: str
    engine: str
    schema: int
    schema_of_program: int
    unguarded: tuple[str, ...]
    durability: str
    durable: bool
    free_bytes: int | None


class Survey(Protocol):
    """Look at the premises as they are now."""

    def __call__(self) -> Premises:
        """Ask the database itself."""
        ...
