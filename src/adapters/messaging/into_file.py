"""Messages into a file, a line of JSON each: what there is where nothing else is set up.

The file only grows, and a message stands in it once, whoever writes. A line that a crash has cut
short is passed over, and what it was about is written again.
"""

import fcntl
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from application.ports.messenger import Message, Outcome, Receipt

_SHOWN_HEAD, _SHOWN_TAIL = 3, 4


class FileMessenger:
    """Appends to one file."""

    def __init__(self, file: Path) -> None:
        """Use a file, which is made when it is needed."""
        self._file = file
        self._known: set[str] = set()
        self._read_upto = 0

    @property
    def way(self) -> str:
        """What the way is called."""
        return "file"

    def send(self, message: Message) -> Receipt:
        """Write a message, unless it stands there."""
        try:
            with self._alone() as descriptor:
                self._learn(descriptor)
                if message.id not in self._known:
                    _write(descriptor, _line(message))
                    self._learn(descriptor)
        except OSError as broken:
            return Receipt(Outcome.NOT_TAKEN, type(broken).__name__)
        return Receipt(Outcome.ACCEPTED)

    def status(self, identity: str) -> Outcome | None:
        """Whether a message stands in the file."""
        try:
            with self._alone() as descriptor:
                self._learn(descriptor)
        except OSError:
            return Outcome.IN_DOUBT
        return Outcome.ACCEPTED if identity in self._known else Outcome.NOT_TAKEN

    @contextmanager
    def _alone(self) -> Generator[int]:
        """Open the file, and let nobody else write meanwhile."""
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)

    def _learn(self, descriptor: int) -> None:
        """Read what has been written since."""
        size = os.fstat(descriptor).st_size
        written = os.pread(descriptor, size - self._read_upto, self._read_upto)
        whole, end, _ = written.rpartition(b"\n")
        for line in whole.split(b"\n"):
            self._note(line)
        self._read_upto += len(whole) + len(end)

    def _note(self, line: bytes) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return
        if isinstance(told, dict) and "id" in told:
            self._known.add(str(told["id"]))  # pyright: ignore[reportUnknownArgumentType] - any id


def _write(descriptor: int, line: bytes) -> None:
    size = os.fstat(descriptor).st_size
    torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    whole = b"\n" + line if torn else line
    written = os.write(descriptor, whole)
    if written < len(whole):
        raise OSError("the disk is full")
    os.fsync(descriptor)


def _line(message: Message) -> bytes:
    """Spell a message; of a number only the ends are shown, since a file forgets nobody."""
    phone = message.phone
    shown = f"{phone[:_SHOWN_HEAD]}****{phone[-_SHOWN_TAIL:]}" if phone else None
    told = {"id": message.id, "to": shown, "template": message.template, "text": message.text}
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
