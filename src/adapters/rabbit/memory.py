"""Which events a listener has had: a repeated one is known, whatever order it comes in.

Every message says up to which position everything was confirmed before it was sent. What stands
below that has been in the queue before it, so only the few events above it need be remembered one
by one.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.refusal import Refusal


class StateUnreadable(Refusal):
    """状态文件读不出或写不进, 或不是 tanguanjia listen 写的。

    The state file cannot be read or written, or was not written by `tanguanjia listen`.
    """


@dataclass
class Known:
    """What is known of one installation: all up to `settled`, and these beyond."""

    settled: int = 0
    beyond: set[int] = field(default_factory=set[int])

    def has(self, position: int) -> bool:
        """Whether an event has been there before."""
        return position <= self.settled or position in self.beyond

    def add(self, position: int, settled: int) -> None:
        """Remember an event, and what its message said."""
        self.beyond.add(position)
        self.settled = max(self.settled, settled)
        self.beyond = {each for each in self.beyond if each > self.settled}


class Memory:
    """Remembers by installation; in a file, where one is named."""

    def __init__(self, file: Path | None) -> None:
        """Take up what the file says, if it is there; raises `StateUnreadable`."""
        self._file = file
        self._known = {} if file is None else _read(file)

    def of(self, source: str) -> Known:
        """What is known of an installation."""
        return self._known.setdefault(source, Known())

    def keep(self) -> None:
        """Write the file anew, whole or not at all; raises `StateUnreadable`."""
        if self._file is None:
            return
        told = {
            source: {"settled": known.settled, "beyond": sorted(known.beyond)}
            for source, known in self._known.items()
        }
        try:
            _replace(self._file, json.dumps(told).encode())
        except OSError as wrong:
            raise StateUnreadable(file=self._file, reason=wrong.strerror) from wrong


def _read(file: Path) -> dict[str, Known]:
    try:
        told: dict[str, Any] = json.loads(file.read_bytes())
        return {
            source: Known(int(each["settled"]), {int(position) for position in each["beyond"]})
            for source, each in told.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise StateUnreadable(file=file, reason=type(wrong).__name__) from wrong


def _replace(file: Path, told: bytes) -> None:
    draft = file.with_name(f"{file.name}.draft")
    with draft.open("wb") as opened:
        opened.write(told)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
