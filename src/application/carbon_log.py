"""The one log: read a life, decide, append. Everything that is written goes through here."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NoReturn, TypeVar

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, Mapper
from eventsourcing.utils import Environment

from application.act import Act, Change, Read, decided
from application.answering import (
    Answer,
    Conflict,
    ContradictsRecorded,
    LogNotWritable,
    LogUnreachable,
    first_answer,
    persistently,
)
from application.bundle import Bundle, Order
from application.metering import UNMEASURED, measured
from application.ports.clock import Clock
from application.ports.codec import Codec
from application.ports.fact_book import Known, OpenBook, StaleVersion
from application.ports.meter import Meter
from application.ports.vault import Vault
from application.recording import FactMapper, FactRecorder, recorded
from application.rest import NO_REST, Rest
from application.sitting import Sitting
from domain.occurred import SHANGHAI
from domain.record import Decider, Fact, Recorded, Request, Stream
from domain.refusal import Refusal

__all__ = [
    "Act",
    "Answer",
    "CarbonLog",
    "Change",
    "Conflict",
    "ContradictsRecorded",
    "LogNotWritable",
    "LogUnreachable",
    "Order",
    "Read",
    "decided",
]

S = TypeVar("S")


class CarbonLog(Application[str]):
    """Read lives, decide acts on them, and append what happened, atomically."""

    def __init__(
        self,
        book: FactRecorder,
        codec: Codec,
        vault: Vault,
        clock: Clock,
        meter: Meter = UNMEASURED,
    ) -> None:
        """Keep the log in a book; the parts are handed over, not named in the environment."""
        self._book = book
        self._codec = codec
        self._vault = vault
        self._clock = clock
        self._meter = meter
        self._rest = NO_REST
        super().__init__()

    def perform(self, act: Act, request: Request) -> Answer:
        """Carry out one act; it is durable on return.

        A known command id gets its first answer again. Raises the act's own refusals,
        `ContradictsRecorded`, `Conflict` after three decisions, `LogUnreachable` and
        `LogNotWritable`.
        """

        def attempt(*, in_doubt: bool) -> Answer:
            return self._book.alone(partial(self._one, act, request, in_doubt=in_doubt))

        with measured(self._meter) as outcomes:
            answer = persistently(attempt, self._meter)
            outcomes.append(answer)
        return answer

    def record(self, act: Act, request: Request) -> None:
        """Do the same without waiting for the positions, where a log gives them only afterwards."""

        def attempt(*, in_doubt: bool) -> Answer:
            work = partial(self._one, act, request, in_doubt=in_doubt, placed=False)
            return self._book.alone(work)

        with measured(self._meter) as outcomes:
            outcomes.append(persistently(attempt, self._meter))

    def perform_all(self, orders: Sequence[Order]) -> list[Answer | Refusal]:
        """Carry out many acts in one durable transaction, each for itself.

        A refusal takes the place of its answer and touches no other act; later acts see the
        earlier ones. Raises `LogUnreachable` and `LogNotWritable`; then none is
        known to be written, and all may be repeated.
        """

        def attempt(*, in_doubt: bool) -> list[Answer | Refusal]:
            outcomes, rest = self._book.together(partial(self._many, orders, in_doubt=in_doubt))
            self._rest = rest
            return outcomes

        with measured(self._meter) as outcomes:
            outcomes += persistently(attempt, self._meter)
        return outcomes

    def perform_in_turn(self, act: Act, request: Request) -> Answer:
        """Do the same while nobody else is in his turn, in whichever process.

        For an act that depends on lives of which it cannot know: a limit on how many there are.
        """
        (outcome,) = self.perform_all([(act, request)])
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    def read(
        self, decider: Decider[Any, Any, S], identity: str, version: int | None = None
    ) -> Stream[S]:
        """Read a life as it is, or as it was at a version."""
        name = decider.stream(identity)
        decode = self._codec.decode
        facts = [decode(spelling, body) for spelling, body in self._book.spelled(name, version)]
        return Stream(name, len(facts), decider.replay(facts))

    def beginning(
        self, decider: Decider[Any, Any, Any], identity: str, facts: int = 1
    ) -> tuple[Fact, ...]:
        """Read how a life began: its first facts, none if it has not."""
        spelled = self._book.spelled(decider.stream(identity), facts)
        return tuple(self._codec.decode(name, body) for name, body in spelled)

    def facts(self, stream: str) -> list[Recorded[Any]]:
        """All facts of one stream, in order."""
        return [recorded(row, self._codec) for row in self._book.rows(stream)]

    def page(self, after: int, limit: int) -> list[Recorded[Any]]:
        """The log in order of position, from the place after `after`."""
        codec = self._codec
        return [recorded(row, codec) for row in self._book.page(after, limit)]

    def head(self) -> int:
        """The last position; 0 in an empty log."""
        return self._book.head()

    def wait_beyond(self, after: int, timeout_s: float) -> bool:
        """Wait until a fact stands after a position; False if the time was over first."""
        return self._book.wait_beyond(after, timeout_s)

    def _one(
        self,
        act: Act,
        request: Request,
        book: OpenBook,
        *,
        in_doubt: bool,
        placed: bool = True,
    ) -> Answer:
        sitting = Sitting(book, self._codec)
        try:
            changes = act(sitting.read)
        except Refusal:
            # A repeated command is mostly refused for what its first self has done.
            known = book.known((request.command_id,)).get(request.command_id)
            if known is None:
                _must_be_current(sitting)
                raise
            return first_answer(known, request, self._vault, in_doubt=in_doubt)
        entry = sitting.entry(request, changes, self._recorded_at())
        written = book.append(entry, placed=placed)
        if isinstance(written, Known):
            return first_answer(written, request, self._vault, in_doubt=in_doubt)
        lines = len(entry.lines)
        return Answer(written, written + lines - 1) if lines else Answer(0, 0)

    def _many(
        self, orders: Sequence[Order], book: OpenBook, *, in_doubt: bool
    ) -> tuple[list[Answer | Refusal], Rest]:
        known = book.known([request.command_id for _, request in orders])
        # Taken out, so that it is gone if this transaction is lost.
        rest, self._rest = self._rest, NO_REST
        sitting = rest.resumed(book) or Sitting(book, self._codec)
        bundle = Bundle(sitting, known, self._vault, self._recorded_at(), in_doubt=in_doubt)
        outcomes = bundle.carry_out(orders, book)
        return outcomes, Rest(sitting, book.head())

    def _recorded_at(self) -> str:
        return self._clock.now().astimezone(SHANGHAI).isoformat(timespec="microseconds")

    # The library's seams.

    def construct_env(self, name: str, env: Mapping[str, str] | None = None) -> Environment:
        """Leave the process environment alone: what the log is made of was handed over."""
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[str]:
        """Map with published names."""
        return FactMapper(self._codec)

    def construct_recorder(self) -> ApplicationRecorder:
        """Record in the book."""
        return self._book

    def close(self) -> None:
        """Close the book as well; it was handed over for this."""
        super().close()
        self._book.close()

    def save(self, *_: object, **__: object) -> NoReturn:
        """Refuse the way round the commands: `perform` knows who asked, and under which id."""
        raise TypeError("facts are written by perform and perform_all only")


def _must_be_current(sitting: Sitting) -> None:
    """Let a refusal stand only if its reasons do; raises `StaleVersion`, and it is decided again.

    Where others write meanwhile, one life may have been read before and another after an entry
    that changed both: two halves that never were true together.
    """
    if sitting.outdated():
        raise StaleVersion("a life that a refusal was decided on")
