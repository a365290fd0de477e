"""What the log asks of the book it is written in. Texts and bytes only: no facts, no SQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")


Line = tuple[str, int, str, bytes, str]
"""A fact ready to be written: stream, version, name, body, and when it occurred.

The time is kept beside the body so that the book can be asked for it.
"""


class Entry(NamedTuple):
    """One command with all it caused, written whole or not at all."""

    command_id: str
    contents: tuple[tuple[str, str], ...]
    actor: str
    provenance: str
    recorded_at: str
    correlation_id: str
    causation_id: str | None
    lines: Sequence[Line]
    relied: Sequence[tuple[str, int]] = ()
    """Streams that gain nothing but were decided on, with the version they must still have.

    A book that lets one writer in at a time need not look again.
    """


class Row(NamedTuple):
    """A fact as it stands in the book."""

    position: int
    stream: str
    version: int
    name: str
    body: bytes
    command_id: str
    actor: str
    provenance: str
    recorded_at: str
    correlation_id: str
    causation_id: str | None


class Known(NamedTuple):
    """A command that the book already holds: what it said and where its facts stand."""

    first: int
    last: int
    contents: tuple[tuple[str, str], ...]


class StaleVersion(Exception):  # noqa: N818 - not an error: the log reads again and decides again
    """Another writer was faster on one of the streams."""


class Unreachable(Exception):  # noqa: N818 - the log tries again before it gives up
    """The book could not be reached; nothing was written."""


class InDoubt(Unreachable):
    """The connection was lost before the book said whether the entry is written."""


class Unwritable(Exception):  # noqa: N818 - the log turns it into its answer
    """The book cannot be written in: the disk is full, or the file is read-only or damaged."""


class OpenBook(Protocol):
    """The book, open for one writer."""

    def spelled(self, stream: str) -> Sequence[tuple[str, bytes]]:
        """Name and body of all facts of one stream, in order of version."""
        ...

    def known(self, command_ids: Sequence[str]) -> Mapping[str, Known]:
        """Tell which commands are written, by id."""
        ...

    def head(self) -> int:
        """The last position; 0 in an empty book."""
        ...

    def append(self, entry: Entry, *, placed: bool = True) -> Known | int:
        """Write one entry and give its first position, or what is known if its id is taken.

        Unless it is to be `placed`, positions may be told as 0 where they are given only later.
        """
        ...

    def append_all(self, entries: Sequence[Entry]) -> int:
        """Write entries whose ids are known to be free; gives the first of their positions.

        The positions that follow belong to the lines in their order, without a gap.
        """
        ...


class FactBook(Protocol):
    """The book of facts, durable and in one order."""

    def alone(self, work: Callable[[OpenBook], T]) -> T:
        """Let one command read and append; what it appended is durable on return.

        Raises `StaleVersion`, `Unreachable`, `InDoubt` and `Unwritable`.
        """
        ...

    def together(self, work: Callable[[OpenBook], T]) -> T:
        """Let many commands read and append in one transaction that no other writer enters.

        Raises `Unreachable`, `InDoubt` and `Unwritable`.
        """
        ...

    def spelled(self, stream: str, upto: int | None = None) -> Sequence[tuple[str, bytes]]:
        """Name and body of the facts of one stream, in order of version."""
        ...

    def rows(self, stream: str) -> Sequence[Row]:
        """All of one stream, in order of version."""
        ...

    def page(self, after: int, limit: int) -> Sequence[Row]:
        """The book from a position on, in order of position."""
        ...

    def head(self) -> int:
        """The last position; 0 in an empty book."""
        ...

    def wait_beyond(self, after: int, timeout_s: float) -> bool:
        """Wait until something stands after a position; False when the time is over first."""
        ...

    def close(self) -> None:
        """Close the book; closing it again does nothing."""
        ...
