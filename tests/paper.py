"""A log kept on paper: what the real log means, without a database, codec or clock.

An act is written down whole or not at all; every stream counts its versions; a known command id
gets its first answer again, or is refused if it now says something else.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from application.act import Act, Change
from application.answering import Answer, Conflict, ContradictsRecorded
from domain.access_record import ACCESS
from domain.adsorber import ADSORBER
from domain.batch import BATCH
from domain.charge import CHARGE
from domain.container import CONTAINER
from domain.enterprise import ENTERPRISE
from domain.key import KEY
from domain.lot import LOT
from domain.manifest import MANIFEST
from domain.receiver import RECEIVER
from domain.record import Decider, Fact, Stream
from domain.subscription import SUBSCRIPTION
from domain.tariff import TARIFF
from domain.unit import UNIT

S = TypeVar("S")

DECIDERS: Mapping[str, Decider[Any, Any, Any]] = {
    decider.kind: decider
    for decider in (
        ENTERPRISE,
        UNIT,
        ADSORBER,
        CHARGE,
        LOT,
        CONTAINER,
        MANIFEST,
        BATCH,
        RECEIVER,
        TARIFF,
        KEY,
        ACCESS,
        SUBSCRIPTION,
    )
}
NO_CONTENTS: Mapping[str, str] = MappingProxyType({})


class PaperLog:
    """Performs acts and remembers what happened, in order."""

    def __init__(self) -> None:
        """Begin with an empty book."""
        self.written: list[tuple[str, Fact]] = []
        self._lives: dict[str, Stream[Any]] = {}
        self._answers: dict[str, tuple[dict[str, str], Answer]] = {}

    def read(self, decider: Decider[Any, Any, S], identity: str) -> Stream[S]:
        """Give a life as it stands now."""
        stream = decider.stream(identity)
        return self._lives.get(stream, Stream(stream, 0, decider.initial))

    def state(self, decider: Decider[Any, Any, S], identity: str) -> S:
        """Give only what a life has come to."""
        return self.read(decider, identity).state

    def perform(
        self, act: Act, command_id: str | None = None, contents: Mapping[str, str] = NO_CONTENTS
    ) -> Answer:
        """Carry out one act, under a command id if it has one."""
        if command_id in self._answers:
            return self._first_answer(command_id, dict(contents))
        answer = self._write(act(self.read))
        if command_id is not None:
            self._answers[command_id] = (dict(contents), answer)
        return answer

    def knows(self, command_id: str) -> bool:
        """Whether something was written down under this id."""
        return command_id in self._answers

    def facts(self, stream: str) -> tuple[Fact, ...]:
        """Everything that happened in one stream."""
        return tuple(fact for written_in, fact in self.written if written_in == stream)

    def streams(self) -> dict[str, tuple[Fact, ...]]:
        """Everything that happened, stream by stream."""
        lives: dict[str, list[Fact]] = defaultdict(list)
        for stream, fact in self.written:
            lives[stream].append(fact)
        return {stream: tuple(facts) for stream, facts in lives.items()}

    def lives(self) -> dict[str, Stream[Any]]:
        """Every life as it was lived, fact by fact."""
        return dict(self._lives)

    def _first_answer(self, command_id: str, contents: dict[str, str]) -> Answer:
        recorded, answer = self._answers[command_id]
        for field in {**recorded, **contents}:
            said, says = recorded.get(field), contents.get(field)
            if said != says:
                raise ContradictsRecorded(field=field, recorded=said, given=says)
        return Answer(answer.first, answer.last, repeated=True)

    def _write(self, changes: Sequence[Change]) -> Answer:
        lives = dict(self._lives)
        lines: list[tuple[str, Fact]] = []
        for change in changes:
            lives[change.stream] = _lived_on(lives.get(change.stream), change)
            lines.extend((change.stream, fact) for fact in change.facts)
        first = len(self.written) + 1
        self._lives = {stream: life for stream, life in lives.items() if life.version}
        self.written.extend(lines)
        return Answer(first, len(self.written)) if lines else Answer(0, 0)


def _lived_on(life: Stream[Any] | None, change: Change) -> Stream[Any]:
    decider = DECIDERS[change.stream.partition(":")[0]]
    before = life or Stream(change.stream, 0, decider.initial)
    if before.version != change.version:
        raise Conflict(stream=change.stream)
    state = decider.live_on(before.state, change.facts)
    return Stream(change.stream, before.version + len(change.facts), state)
