"""Rung when facts were written, so that followers in this process need not wait for a poll."""

from threading import Condition


class Bell:
    """Costs a writer next to nothing while nobody listens."""

    def __init__(self) -> None:
        """Hang it up."""
        self._condition = Condition()
        self._listeners = 0
        self._rung = 0

    def ring(self) -> None:
        """Wake everyone who listens."""
        self._rung += 1
        if self._listeners:
            with self._condition:
                self._condition.notify_all()

    def heard(self) -> int:
        """How often it has rung; taken before looking, it shows what was missed meanwhile."""
        return self._rung

    def listen(self, heard: int, timeout_s: float) -> None:
        """Wait until it rings after `heard`, or the time is over."""
        with self._condition:
            self._listeners += 1
            try:
                self._condition.wait_for(lambda: self._rung != heard, timeout_s)
            finally:
                self._listeners -= 1
