"""Given facts, when a command, then facts: a decider's life told as an example.

    Given(UNIT).given(installed).when(RemoveUnit(MONDAY)).then(UnitRemoved(MONDAY))
    Given(UNIT).when(RemoveUnit(MONDAY)).then_refused(UnitNotInstalled)

Answers are compared whole: no fact more, no fact less, every field; of a refusal its class and
all the facts it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, NoReturn, TypeVar

from domain.record import Decider, Fact
from domain.refusal import Refusal

C = TypeVar("C")
F = TypeVar("F", bound=Fact)
S = TypeVar("S")


@dataclass(frozen=True)
class Given(Generic[C, F, S]):
    """A decider and what has happened to it."""

    decider: Decider[C, F, S]
    facts: tuple[F, ...] = ()

    def given(self, *facts: F) -> "Given[C, F, S]":
        """Let more happen."""
        return replace(self, facts=(*self.facts, *facts))

    def when(self, command: C) -> "When[F]":
        """Ask for something and keep the answer."""
        try:
            answer = self.decider.decide(command, self.state)
        except Refusal as refusal:
            return When(command, self.facts, refusal)
        return When(command, self.facts, answer)

    @property
    def state(self) -> S:
        """What all that has happened leads to."""
        return self.decider.replay(self.facts)


@dataclass(frozen=True)
class When(Generic[F]):
    """What was asked, after what, and what the answer was."""

    command: object
    facts: tuple[F, ...]
    answer: tuple[F, ...] | Refusal

    def then(self, *facts: F) -> None:
        """Expect exactly these facts."""
        if self.answer != facts:
            self._fail(facts)

    def then_nothing(self) -> None:
        """Expect that nothing had to happen."""
        self.then()

    def then_refused(self, kind: type[Refusal], **facts: object) -> None:
        """Expect this refusal, showing exactly these facts."""
        answer = self.answer
        if not isinstance(answer, Refusal) or (type(answer), answer.facts) != (kind, facts):
            self._fail((kind(**facts),))

    def _fail(self, expected: Iterable[object]) -> NoReturn:
        answer = (self.answer,) if isinstance(self.answer, Refusal) else self.answer
        raise AssertionError(
            "\n".join(
                [
                    *_told("given", self.facts),
                    *_told("when", [self.command]),
                    *_told("then, so it was expected,", expected),
                    *_told("but the answer was", answer),
                ]
            )
        )


def _told(heading: str, things: Iterable[object]) -> list[str]:
    return [heading, *([f"    {_one(thing)}" for thing in things] or ["    nothing"])]


def _one(thing: object) -> str:
    if isinstance(thing, Refusal):
        shown = ", ".join(f"{name}={value!r}" for name, value in thing.facts.items())
        return f"refused: {type(thing).__name__}({shown})"
    return repr(thing)
