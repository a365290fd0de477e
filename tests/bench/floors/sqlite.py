"""The job by hand on the standard library's sqlite3, with nothing in between.

WAL, `synchronous=FULL`, one connection, one writer at a time (BEGIN IMMEDIATE), prepared
statements, published names, command ids kept with their contents, tables that only grow.
"""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.charge import CHARGE, State
from domain.occurred import SHANGHAI
from domain.refusal import Refusal
from tests.bench.floors.balance import added
from tests.bench.floors.job import Answer, Asked, Entry, GivenTwice, Line, first_answer
from tests.bench.floors.spelling import DECODE, as_json, folded, spelled

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE fact (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    command_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    provenance TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    causation_id TEXT,
    occurred TEXT NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE command (
    id TEXT PRIMARY KEY,
    contents TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE balance (
    adsorber TEXT PRIMARY KEY,
    filled_g INTEGER NOT NULL,
    removed_g INTEGER NOT NULL,
    corrections INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE follower (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO follower VALUES ('balance', 0);
CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER command_is_never_changed BEFORE UPDATE ON command
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER command_is_never_deleted BEFORE DELETE ON command
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
"""
LIFE = "SELECT name, body FROM fact WHERE stream = ? ORDER BY version"
LIVES = """
SELECT stream, name, body FROM fact
WHERE stream IN (SELECT value FROM json_each(?)) ORDER BY stream, version
"""
KNOWN = "SELECT contents, first, last FROM command WHERE id = ?"
KNOWN_OF = """
SELECT id, contents, first, last FROM command WHERE id IN (SELECT value FROM json_each(?))
"""
HEAD = "SELECT coalesce(max(position), 0) FROM fact"
WRITE_FACT = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
WRITE_COMMAND = "INSERT INTO command VALUES (?, ?, ?, ?)"
PAGE = "SELECT * FROM fact WHERE position > ? ORDER BY position LIMIT ?"
PAGE_TO_FOLD = """
SELECT position, stream, name, body FROM fact WHERE position > ? ORDER BY position LIMIT ?
"""
ADD_TO_BALANCE = """
INSERT INTO balance VALUES (?, ?, ?, ?) ON CONFLICT (adsorber) DO UPDATE SET
    filled_g = filled_g + excluded.filled_g,
    removed_g = removed_g + excluded.removed_g,
    corrections = corrections + excluded.corrections
"""
PLACE = "SELECT position FROM follower WHERE name = 'balance'"
MOVE_ON = "UPDATE follower SET position = ? WHERE name = 'balance' AND position = ?"


class SqliteFloor:
    """One file, one connection."""

    def __init__(self, file: Path) -> None:
        """Open a new file."""
        self._connection = sqlite3.connect(file, isolation_level=None, cached_statements=256)
        self._connection.executescript(TABLES)
        self._execute = self._connection.execute

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def perform(self, asked: Asked) -> Answer:
        """Read, decide, append one command; durable on return. A known id changes nothing."""
        with self._transaction():
            known = self._execute(KNOWN, (asked.request.command_id,)).fetchone()
            if known is not None:
                return first_answer(known, asked.request)
            lines = self._decide(asked, {})
            return self._write([(asked.request, lines)])[0]

    def perform_all(
        self, batch: Sequence[Asked], *, read_ahead: bool = False
    ) -> list[Answer | Refusal]:
        """Many commands in one transaction; each may be refused alone and sees those before it.

        A command finds out which streams it needs as it goes; `read_ahead` is for a batch of
        which they are known beforehand.
        """
        with self._transaction():
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
        with self._transaction():
            self._write(entries)

    def replay(self, stream: str) -> State:
        """Read a life and live it again."""
        return folded(self._execute(LIFE, (stream,)).fetchall())

    def scan(self, page: int) -> int:
        """Page through the log, every row with its fact; give how many."""
        position, seen = 0, 0
        while rows := self._execute(PAGE, (position, page)).fetchall():
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
        self._connection.executescript(
            "BEGIN; DELETE FROM balance; UPDATE follower SET position = 0; COMMIT"
        )

    def _follow(self, page: int) -> int:
        with self._transaction():
            (position,) = self._execute(PLACE).fetchone()
            rows = self._execute(PAGE_TO_FOLD, (position, page)).fetchall()
            if rows:
                self._connection.executemany(ADD_TO_BALANCE, added(rows))
                self._execute(MOVE_ON, (rows[-1][0], position))
        return len(rows)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._execute("ROLLBACK")
            raise
        self._execute("COMMIT")

    def _known(self, batch: Sequence[Asked]) -> dict[str, tuple[str, int, int]]:
        ids = as_json([asked.request.command_id for asked in batch])
        return {row[0]: row[1:] for row in self._execute(KNOWN_OF, (ids,))}

    def _read(self, batch: Sequence[Asked]) -> dict[str, tuple[int, State]]:
        streams = [CHARGE.stream(asked.charge) for asked in batch]
        rows: dict[str, list[tuple[str, bytes]]] = {stream: [] for stream in streams}
        for stream, name, body in self._execute(LIVES, (as_json(streams),)):
            rows[stream].append((name, body))
        return {stream: (len(life), folded(life)) for stream, life in rows.items()}

    def _decide(self, asked: Asked, lives: dict[str, tuple[int, State]]) -> list[Line]:
        stream = CHARGE.stream(asked.charge)
        if stream not in lives:
            rows = self._execute(LIFE, (stream,)).fetchall()
            lives[stream] = (len(rows), folded(rows))
        version, state = lives[stream]
        facts = CHARGE.decide(asked.command, state)
        lives[stream] = (version + len(facts), CHARGE.live_on(state, facts))
        return [(stream, at, fact) for at, fact in enumerate(facts, version + 1)]

    def _write(self, entries: Iterable[Entry]) -> list[Answer]:
        now = datetime.now(SHANGHAI).isoformat(timespec="microseconds")
        position = self._execute(HEAD).fetchone()[0]
        facts: list[tuple[Any, ...]] = []
        commands: list[tuple[str, str, int, int]] = []
        for request, lines in entries:
            first = position + 1
            whose = (
                request.command_id,
                request.actor,
                request.provenance.value,
                now,
                request.correlation_id or request.command_id,
                request.causation_id,
            )
            for stream, version, fact in lines:
                position += 1
                name, body = spelled(fact)
                facts.append((position, stream, version, name, body, *whose, str(fact.occurred)))
            commands.append((request.command_id, as_json(request.contents), first, position))
        self._connection.executemany(WRITE_FACT, facts)
        self._connection.executemany(WRITE_COMMAND, commands)
        return [(first, last) for _, _, first, last in commands]
