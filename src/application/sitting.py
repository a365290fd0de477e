"""One writer at the open book: what has been read and decided so far, before it is written."""

from collections.abc import Sequence
from typing import Any, TypeVar

from application.act import Change
from application.ports.codec import Codec
from application.ports.fact_book import Entry, Line, OpenBook, StaleVersion
from domain.record import Decider, Fact, Request, Stream

S = TypeVar("S")


class Sitting:
    """Reads each life once, and lets later acts see what earlier ones decided.

    A refused act leaves no trace: nothing is taken over before the whole act has passed.
    """

    def __init__(self, book: OpenBook, codec: Codec) -> None:
        """Sit down at an open book."""
        self._decode = codec.decode
        self._encode = codec.encode
        self._lives: dict[str, Stream[Any]] = {}
        # Most lives are not read again, so what happened to them is folded only when they are.
        self._not_yet_folded: dict[str, tuple[Fact, ...]] = {}
        self.resume(book)

    @property
    def lives(self) -> int:
        """How many lives it knows."""
        return len(self._lives)

    def resume(self, book: OpenBook) -> None:
        """Sit down again at a book in which nobody else has written since."""
        self._spelled = book.spelled
        # What happened to lives that were never read; by the next time it stands in the book.
        self._unread: dict[str, tuple[Fact, ...]] = {}

    def read(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        """Give a life as this sitting knows it."""
        name = decider.stream(identity)
        life = self._lives.get(name)
        if life is None:
            life = self._open(name, decider)
        elif name in self._not_yet_folded:
            life = self._fold(name, decider, life)
        return life

    def entry(self, request: Request, changes: Sequence[Change], recorded_at: str) -> Entry:
        """Spell what an act decided; raises `StaleVersion` if it was decided on something else."""
        self._check(changes)
        encode = self._encode
        lines: list[Line] = [
            (change.stream, version, *encode(fact), str(fact.occurred))
            for change in changes
            for version, fact in enumerate(change.facts, change.version + 1)
        ]
        return Entry(
            request.command_id,
            request.contents,
            request.actor,
            request.provenance.value,
            recorded_at,
            request.correlation_id or request.command_id,
            request.causation_id,
            lines,
            tuple((change.stream, change.version) for change in changes if not change.facts),
        )

    def outdated(self) -> bool:
        """Whether somebody has written since in a life that was read here."""
        return any(len(self._spelled(name)) != life.version for name, life in self._lives.items())

    def keep(self, changes: Sequence[Change]) -> None:
        """Let later acts of this sitting see an act that has passed."""
        for change in changes:
            if change.facts:
                waiting = self._waiting(change.stream)
                waiting[change.stream] = waiting.get(change.stream, ()) + change.facts

    def _check(self, changes: Sequence[Change]) -> None:
        gained: dict[str, int] = {}
        for change in changes:
            name = change.stream
            if self._version(name) + gained.get(name, 0) != change.version:
                raise StaleVersion(name)
            gained[name] = gained.get(name, 0) + len(change.facts)

    def _version(self, name: str) -> int:
        life = self._lives.get(name)
        written = len(self._spelled(name)) if life is None else life.version
        return written + len(self._waiting(name).get(name, ()))

    def _waiting(self, name: str) -> dict[str, tuple[Fact, ...]]:
        return self._not_yet_folded if name in self._lives else self._unread

    def _open(self, name: str, decider: Decider[Any, Any, S]) -> Stream[S]:
        decode = self._decode
        facts = [decode(spelling, body) for spelling, body in self._spelled(name)]
        facts.extend(self._unread.pop(name, ()))
        life = Stream(name, len(facts), decider.replay(facts))
        self._lives[name] = life
        return life

    def _fold(self, name: str, decider: Decider[Any, Any, S], life: Stream[S]) -> Stream[S]:
        facts = self._not_yet_folded.pop(name)
        life = Stream(name, life.version + len(facts), decider.live_on(life.state, facts))
        self._lives[name] = life
        return life
