"""Commands that come by message: the operations of the API without HTTP."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Command:
    """One command as its sender wrote it; nothing of it has been looked at."""

    operation: str
    """The name of the operation, as the API calls it."""
    about: str
    """What the operation is about, where it is about something that is there already."""
    key: str
    """The number under which the sender repeats it."""
    authorization: str = field(repr=False)
    sender: str
    """Whom the broker knows him as; wrong keys are counted by it."""
    media_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: the status, body and media type that the API would have given."""

    status: int
    code: str
    """Why it was refused; empty where it was not."""
    body: bytes
    media_type: str
    later: bool = False
    """Whether it is the office that cannot take it now: the same command is to be tried again."""

    @property
    def taken(self) -> bool:
        """Whether it stands in the log."""
        return self.status < 300


class TakeCommand(Protocol):
    """Carry out a command, as if it had been sent to the API."""

    async def __call__(self, command: Command) -> Outcome:
        """Give its outcome; the same command may come again and has one effect."""
        ...
