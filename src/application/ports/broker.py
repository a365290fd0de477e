"""A message broker: what it takes from the log, and what it brings."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from application.ports.commands import TakeCommand
from application.ports.outlet import Outlet

Say = Callable[[str], None]


class Broker(Protocol):
    """One message broker, named by its settings. Nothing is connected before it is asked for."""

    @property
    def address(self) -> str:
        """Where it is, without any credentials."""
        ...

    def probe(self) -> None:
        """Connect and leave again; raises a `Refusal` in plain words."""
        ...

    def outlet(self) -> Outlet:
        """Where the events of a log are handed out."""
        ...

    def taking_commands(self, take: TakeCommand) -> AbstractContextManager[None]:
        """Take commands from the broker for as long as the context lasts."""
        ...

    def add_queue(self, name: str, types: Sequence[str]) -> str:
        """Keep events for a subscriber from now on; gives the queue's full name.

        Raises a `Refusal`.
        """
        ...

    def remove_queue(self, name: str) -> str:
        """Keep no more events for a subscriber, and throw away what is kept; raises a `Refusal`."""
        ...

    def listen(
        self, queue: str | None, types: Sequence[str], state: Path | None, out: int, say: Say
    ) -> None:
        """Write events to a file descriptor, a line each, until interrupted.

        `say` is told about the connection. Raises a `Refusal`.
        """
        ...
