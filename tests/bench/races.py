"""What is measured, and how much of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tests.bench.contestant import Contestant
from tests.bench.floors.job import FACTS_OF_A_LIFE, Asked, asked
from tests.bench.rounds import Bars, Race

BATCH = 100
LONG_LIFE = 900_000
"""The number of the one life that is long."""
LONG_REPLAYS = 4

Prepare = Callable[[Contestant, int], Callable[[], int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much everybody does. A life is three commands and three facts."""

    lives_loaded: int
    lives_loaded_by_default: int
    """The default follows at a transaction a fact, so it is given fewer of them."""
    facts_of_the_long_life: int
    lives_of_commands: int
    """In each turn."""
    turns_of_a_round: int
    """When it is written; a turn with batches is three of them."""
    lives_replayed: int
    rows_raced: int
    rows_imported_alone: int
    rounds: int
    clients: Sequence[int]
    """So many write at once, one number after the other."""
    lives_of_a_client: int
    """In each round."""


FULL = Counts(
    lives_loaded=6000,
    lives_loaded_by_default=100,
    facts_of_the_long_life=500,
    lives_of_commands=20,
    turns_of_a_round=6,
    lives_replayed=500,
    rows_raced=3000,
    rows_imported_alone=100_000,
    rounds=5,
    clients=(1, 4, 16),
    lives_of_a_client=60,
)
QUICK = Counts(
    lives_loaded=40,
    lives_loaded_by_default=10,
    facts_of_the_long_life=20,
    lives_of_commands=2,
    turns_of_a_round=1,
    lives_replayed=10,
    rows_raced=60,
    rows_imported_alone=150,
    rounds=1,
    clients=(1, 2),
    lives_of_a_client=2,
)
"""For a look whether everything runs; its figures mean nothing."""


def load(contestant: Contestant, lives: int, counts: Counts) -> None:
    """Fill a log with what will be read."""
    contestant.load(0, lives)
    contestant.load(LONG_LIFE, 1, counts.facts_of_the_long_life - 2)


def races(counts: Counts) -> list[Race[Contestant]]:
    """All races on a loaded log: first those that read, since writing makes it longer."""
    return [
        Race("replay: lives of 3 facts", "facts/s", _short_lives(counts), bars=Bars(0.6, 5)),
        Race("replay: one long life", "facts/s", _long_life(counts), bars=Bars(0.6, 5)),
        Race("scan, 500 a page", "facts/s", lambda one, _: partial(one.scan, 500)),
        _catch_up(500),
        _catch_up(5000),
        _writing("durable command", _commands(counts), counts, Bars(to_floor=0.8)),
        _writing("batch of 100", _batches(2), counts, Bars(to_floor=0.8)),
        _writing("batch, streams known", _batches(3, streams_known=True), counts, Bars()),
    ]


def _short_lives(counts: Counts) -> Prepare:
    lives = range(counts.lives_loaded_by_default)
    times = -(-counts.lives_replayed // len(lives))

    def replay(one: Contestant) -> int:
        for life in [*lives] * times:
            one.replay(life)
        return times * len(lives) * FACTS_OF_A_LIFE

    return lambda one, _: partial(replay, one)


def _long_life(counts: Counts) -> Prepare:
    def replay(one: Contestant) -> int:
        for _ in range(LONG_REPLAYS):
            one.replay(LONG_LIFE)
        return LONG_REPLAYS * counts.facts_of_the_long_life

    return lambda one, _: partial(replay, one)


def _catch_up(page: int) -> Race[Contestant]:
    def prepare(one: Contestant, _: int) -> Callable[[], int]:
        one.fall_back()
        return partial(one.catch_up, page)

    return Race(f"catch-up, {page:,} a page", "facts/s", prepare, Bars(to_default=150))


def _writing(name: str, prepare: Prepare, counts: Counts, bars: Bars) -> Race[Contestant]:
    return Race(name, "commands/s", prepare, bars, counts.turns_of_a_round)


def _commands(counts: Counts) -> Prepare:
    lives = counts.lives_of_commands

    def perform(one: Contestant, commands: Sequence[Asked]) -> int:
        for command in commands:
            one.perform(command)
        return len(commands)

    return lambda one, number: partial(perform, one, asked(1_000_000 + number * lives, lives))


def _batches(series: int, *, streams_known: bool = False) -> Prepare:
    def perform(one: Contestant, batches: Sequence[Sequence[Asked]]) -> int:
        perform_all = one.perform_known if streams_known else one.perform_all
        for batch in batches:
            perform_all(batch)
        return sum(map(len, batches))

    def prepare(one: Contestant, number: int) -> Callable[[], int]:
        commands = asked(series * 1_000_000 + number * BATCH, BATCH)
        starts = range(0, len(commands), BATCH)
        return partial(perform, one, [commands[start : start + BATCH] for start in starts])

    return prepare
