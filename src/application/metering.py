"""What is counted of the commands that the log carries out."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from time import perf_counter

from application.answering import Answer
from application.ports.meter import Again, Meter, Reading
from domain.refusal import Refusal


class Unmeasured:
    """A meter that nobody reads."""

    def performed(self, *, written: int, repeated: int, facts: int, lasted_s: float) -> None:
        """Let it pass."""

    def refused(self, code: str) -> None:
        """Let it pass."""

    def tried_again(self, why: Again) -> None:
        """Let it pass."""

    def answered(
        self, method: str, route: str, status: int, lasted_s: float, code: str | None
    ) -> None:
        """Let it pass."""

    def unrecorded(self, code: str) -> None:
        """Let it pass."""

    def relayed(self, *, sent: int = 0, confirmed: int = 0, refused: int = 0) -> None:
        """Let it pass."""

    def told(self, way: str, events: int) -> None:
        """Let it pass."""

    def stream_opened(self) -> None:
        """Let it pass."""

    def stream_closed(self) -> None:
        """Let it pass."""

    def delivered(self, *, done: int, failed: int) -> None:
        """Let it pass."""

    def readings(self) -> Sequence[Reading]:
        """Nothing."""
        return ()


UNMEASURED = Unmeasured()


@contextmanager
def measured(meter: Meter) -> Generator[list[Answer | Refusal]]:
    """Count what becomes of commands: the outcomes put into the list, or the refusal raised."""
    outcomes: list[Answer | Refusal] = []
    began = perf_counter()
    try:
        yield outcomes
    except Refusal as no:
        outcomes.append(no)
        raise
    finally:
        _count(outcomes, perf_counter() - began, meter)


def _count(outcomes: Sequence[Answer | Refusal], lasted_s: float, meter: Meter) -> None:
    answers: list[Answer] = []
    for outcome in outcomes:
        if isinstance(outcome, Answer):
            answers.append(outcome)
        else:
            meter.refused(outcome.code)
    if answers:
        first_time = [answer for answer in answers if not answer.repeated]
        meter.performed(
            written=len(first_time),
            repeated=len(answers) - len(first_time),
            facts=sum(answer.last - answer.first + 1 for answer in first_time if answer.first),
            lasted_s=lasted_s,
        )
