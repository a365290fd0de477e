"""The job by hand on psycopg, with nothing in between.

`fsync` and `synchronous_commit` as the server has them (on), one connection, statements prepared
at first use, bytes in binary. Position order is commit order: whoever appends holds an advisory
lock from before its first position until its commit. A single append is one round trip.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import psycopg

from domain.charge import CHARGE, State
from domain.occurred import SHANGHAI
from domain.record import Request
from domain.refusal import Refusal
from tests.bench.floors import postgres_statements as sql
from tests.bench.floors.balance import added
from tests.bench.floors.job import Answer, Asked, Entry, GivenTwice, Line, first_answer
from tests.bench.floors.spelling import DECODE, as_json, folded, spelled

TRIES = 3


class Overtaken(Exception):  # noqa: N818 - an answer, as a refusal is
    """Others were faster on the same stream, three times."""


class PostgresFloor:
    """One database, one connection."""

    def __init__(self, address: str) -> None:
        """Lay out an empty database."""
        self._connection = psycopg.connect(address, autocommit=True, prepare_threshold=0)
        self._connection.execute(sql.TABLES, prepare=False)
        self._execute = self._connection.cursor(binary=True).execute

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def perform(self, asked: Asked) -> Answer:
        """Read, decide, append one command; durable on return. A known id changes nothing."""
        for _ in range(TRIES):
            try:
                return self._append(asked.request, self._decide(asked, {}))
            except (Refusal, psycopg.errors.UniqueViolation) as no:
                known = self._known([asked]).get(asked.request.command_id)
                if known is not None:
                    return first_answer(known, asked.request)
                if isinstance(no, Refusal):
                    raise
        raise Overtaken

    def perform_all(
        self, batch: Sequence[Asked], *, read_ahead: bool = False
    ) -> list[Answer | Refusal]:
        """Many commands in one transaction; each may be refused alone and sees those before it.

        A command finds out which streams it needs as it goes; `read_ahead` is for a batch of
        which they are known beforehand.
        """
        with self._connection.transaction():
            self._execute(sql.LOCK)
            known = self._known(batch)
            lives = self._read(batch) if read_ahead else {}
            answers: list[Answer | Refusal | None] = []
            passed: dict[str, Entry] = {}
            for asked in batch:
                command_id = asked.request.command_id
                try:
                    if command_id in known:
                        answers.append(first_answer(known[command_id], asked.request))
                    elif command_id in passed:
                        raise GivenTwice(command_id=command_id)
                    else:
                        passed[command_id] = (asked.request, self._decide(asked, lives))
                        answers.append(None)
                except Refusal as refusal:
                    answers.append(refusal)
            written = iter(self._write(passed.values()))
            return [next(written) if answer is None else answer for answer in answers]

    def write(self, entries: Iterable[Entry]) -> None:
        """Write commands with their facts in one durable transaction, undecided."""
        with self._connection.transaction():
            self._execute(sql.LOCK)
            self._write(entries)

    def replay(self, stream: str) -> State:
        """Read a life and live it again."""
        return folded(self._execute(sql.LIFE, (stream,)).fetchall())

    def scan(self, page: int) -> int:
        """Page through the log, every row with its fact; give how many."""
        position, seen = 0, 0
        while rows := self._execute(sql.PAGE, (position, page)).fetchall():
            seen += len([(row, DECODE[row[3]](row[4])) for row in rows])
            position = rows[-1][0]
        return seen

    def catch_up(self, page: int) -> int:
        """Fold the log into balances, a page a transaction, exactly once; give how many facts."""
        seen = 0
        while rows := self._follow(page):
            seen += rows
        return seen

    def fall_back(self) -> None:
        """Forget the balances, so that they can be caught up again."""
        with self._connection.transaction():
            self._execute("TRUNCATE balance")
            self._execute("UPDATE follower SET position = 0")

    def _follow(self, page: int) -> int:
        with self._connection.transaction():
            (position,) = self._row(self._execute(sql.PLACE).fetchone())
            rows = self._execute(sql.PAGE_TO_FOLD, (position, page)).fetchall()
            if rows:
                self._execute(sql.ADD_TO_BALANCE, _columns(added(rows)))
                self._execute(sql.MOVE_ON, (rows[-1][0], position))
        return len(rows)

    def _known(self, batch: Sequence[Asked]) -> dict[str, tuple[str, int, int]]:
        ids = [asked.request.command_id for asked in batch]
        return {row[0]: row[1:] for row in self._execute(sql.KNOWN, (ids,))}

    def _read(self, batch: Sequence[Asked]) -> dict[str, tuple[int, State]]:
        streams = [CHARGE.stream(asked.charge) for asked in batch]
        rows: dict[str, list[tuple[str, bytes]]] = {stream: [] for stream in streams}
        for stream, name, body in self._execute(sql.LIVES, (streams,)):
            rows[stream].append((name, body))
        return {stream: (len(life), folded(life)) for stream, life in rows.items()}

    def _decide(self, asked: Asked, lives: dict[str, tuple[int, State]]) -> list[Line]:
        stream = CHARGE.stream(asked.charge)
        if stream not in lives:
            rows = self._execute(sql.LIFE, (stream,)).fetchall()
            lives[stream] = (len(rows), folded(rows))
        version, state = lives[stream]
        facts = CHARGE.decide(asked.command, state)
        lives[stream] = (version + len(facts), CHARGE.live_on(state, facts))
        return [(stream, at, fact) for at, fact in enumerate(facts, version + 1)]

    def _append(self, request: Request, lines: list[Line]) -> Answer:
        contents = as_json(request.contents)
        columns = _columns([_spelled(line) for line in lines])
        parameters = (*_whose(request, _now()), *columns, request.command_id, contents)
        first, last = self._row(self._execute(sql.APPEND, parameters).fetchone())
        return first, last

    def _write(self, entries: Iterable[Entry]) -> list[Answer]:
        now = _now()
        facts: list[tuple[Any, ...]] = []
        commands: list[tuple[str, str, int, int]] = []
        for request, lines in entries:
            whose = _whose(request, now)
            first = len(facts)
            facts.extend((*_spelled(line), *whose) for line in lines)
            contents = as_json(request.contents)
            commands.append((request.command_id, contents, first, len(facts) - 1))
        if not commands:
            return []
        (at,) = self._row(self._execute(sql.WRITE_FACTS, _columns(facts)).fetchone())
        placed = [(known, text, first + at, last + at) for known, text, first, last in commands]
        self._execute(sql.WRITE_COMMANDS, _columns(placed))
        return [(first, last) for _, _, first, last in placed]

    @staticmethod
    def _row(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
        assert row is not None, "the statement always gives a row"
        return row


def _now() -> str:
    return datetime.now(SHANGHAI).isoformat(timespec="microseconds")


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _spelled(line: Line) -> tuple[str, int, str, bytes, str]:
    stream, version, fact = line
    return stream, version, *spelled(fact), str(fact.occurred)


def _whose(request: Request, now: str) -> tuple[str, str, str, str, str, str | None]:
    return (
        request.command_id,
        request.actor,
        request.provenance.value,
        now,
        request.correlation_id or request.command_id,
        request.causation_id,
    )
