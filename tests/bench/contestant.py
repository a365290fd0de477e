"""Whoever does the job is asked in the same words."""

from collections.abc import Sequence
from typing import Protocol

from domain.charge import CHARGE, State
from domain.refusal import Refusal
from tests.bench.floors.job import Answer, Asked, Entry, charge_of, lived


class Contestant(Protocol):
    """A log on one engine, with a view that follows it."""

    def load(self, first_life: int, lives: int, corrections: int = 1) -> None:
        """Write lives that have been lived; not measured."""
        ...

    def perform(self, asked: Asked) -> object:
        """Read, decide, append one command; durable on return."""
        ...

    def perform_all(self, batch: Sequence[Asked]) -> object:
        """Read, decide, append many commands in one durable transaction."""
        ...

    def perform_known(self, batch: Sequence[Asked]) -> object:
        """Do the same where all streams of the batch are known beforehand."""
        ...

    def replay(self, life: int) -> object:
        """Read a life and live it again."""
        ...

    def scan(self, page: int) -> int:
        """Page through the log; give how many facts it holds."""
        ...

    def catch_up(self, page: int) -> int:
        """Follow the log from its beginning into a view; give how many facts."""
        ...

    def fall_back(self) -> None:
        """Empty the view; not measured."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class Floor(Protocol):
    """What both floors offer."""

    def perform(self, asked: Asked) -> Answer: ...
    def perform_all(
        self, batch: Sequence[Asked], *, read_ahead: bool = False
    ) -> list[Answer | Refusal]: ...
    def write(self, entries: list[Entry]) -> None: ...
    def replay(self, stream: str) -> State: ...
    def scan(self, page: int) -> int: ...
    def catch_up(self, page: int) -> int: ...
    def fall_back(self) -> None: ...
    def close(self) -> None: ...


class ByHand:
    """A floor, driven like the others."""

    def __init__(self, floor: Floor) -> None:
        """Drive a floor."""
        self._floor = floor
        self.perform = floor.perform
        self.scan = floor.scan
        self.catch_up = floor.catch_up
        self.fall_back = floor.fall_back
        self.close = floor.close

    def load(self, first_life: int, lives: int, corrections: int = 1) -> None:
        """Write lives that have been lived."""
        self._floor.write(lived(first_life, lives, corrections))

    def perform_all(self, batch: Sequence[Asked]) -> list[Answer | Refusal]:
        """Many commands in one durable transaction."""
        return self._floor.perform_all(batch)

    def perform_known(self, batch: Sequence[Asked]) -> list[Answer | Refusal]:
        """The same, all lives read by one statement."""
        return self._floor.perform_all(batch, read_ahead=True)

    def replay(self, life: int) -> State:
        """Read a life and live it again."""
        return self._floor.replay(CHARGE.stream(charge_of(life)))
