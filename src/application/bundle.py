"""Many acts at one sitting: each passes or is refused by itself, all passed are written at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from application.act import Act
from application.answering import Answer, Conflict, first_answer, same_or_refused
from application.ports.fact_book import Entry, Known, OpenBook, StaleVersion
from application.ports.vault import Vault
from application.sitting import Sitting
from domain.record import Request
from domain.refusal import Refusal

Order = tuple[Act, Request]
"""An act and who asks for it."""


class Again(NamedTuple):
    """A command that stands in the bundle already."""

    command_id: str


class Bundle:
    """Acts that have passed, waiting to be written together."""

    def __init__(
        self,
        sitting: Sitting,
        known: Mapping[str, Known],
        vault: Vault,
        recorded_at: str,
        *,
        in_doubt: bool,
    ) -> None:
        """Begin with the command ids that the book already holds."""
        self._sitting = sitting
        self._known = known
        self._vault = vault
        self._recorded_at = recorded_at
        self._in_doubt = in_doubt
        self._passed: dict[str, Entry] = {}

    def carry_out(self, orders: Sequence[Order], book: OpenBook) -> list[Answer | Refusal]:
        """Decide each act, write those that passed, and answer all in their order."""
        outcomes = [self._take(act, request) for act, request in orders]
        entries = list(self._passed.values())
        answers = _answers(entries, book.append_all(entries) if entries else 0)
        return [_placed(outcome, answers) for outcome in outcomes]

    def _take(self, act: Act, request: Request) -> Entry | Again | Answer | Refusal:
        try:
            known = self._known.get(request.command_id)
            if known is not None:
                return first_answer(known, request, self._vault, in_doubt=self._in_doubt)
            passed = self._passed.get(request.command_id)
            if passed is not None:
                same_or_refused(passed.contents, request, self._vault)
                return Again(request.command_id)
            return self._decide(act, request)
        except Refusal as refusal:
            # Its traceback would keep everything alive that the act has read.
            return refusal.with_traceback(None)
        except StaleVersion as stale:
            return Conflict(stream=str(stale))

    def _decide(self, act: Act, request: Request) -> Entry:
        changes = act(self._sitting.read)
        entry = self._sitting.entry(request, changes, self._recorded_at)
        self._sitting.keep(changes)
        self._passed[request.command_id] = entry
        return entry


def _answers(entries: Sequence[Entry], position: int) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for entry in entries:
        following = position + len(entry.lines)
        answers[entry.command_id] = Answer(position, following - 1) if entry.lines else Answer(0, 0)
        position = following
    return answers


def _placed(
    outcome: Entry | Again | Answer | Refusal, answers: Mapping[str, Answer]
) -> Answer | Refusal:
    if isinstance(outcome, Entry):
        return answers[outcome.command_id]
    if isinstance(outcome, Again):
        first = answers[outcome.command_id]
        return Answer(first.first, first.last, repeated=True)
    return outcome
