"""How long to wait before a delivery that failed is tried again: ten tries over three days."""

from collections.abc import Callable
from datetime import timedelta

LADDER = tuple(
    timedelta(seconds=wait_s)
    for wait_s in (0, 5, 30, 120, 600, 3_600, 10_800, 28_800, 72_000, 144_000)
)
"""The wait before each try. Chosen: a receiver may be broken from Friday evening to Monday."""

WHOLE = sum(LADDER, timedelta())
"""72 hours: who has not answered once in all this time is not told any more."""

SOONEST = LADDER[1]
JITTER = 0.1
"""Waits differ by up to so much, or all that failed together would come back together."""

Chance = Callable[[], float]
"""Gives a number from 0 up to 1."""


def before_try(attempts: int, chance: Chance) -> timedelta | None:
    """How long to wait after so many failed tries; None once the ladder is at its end."""
    return _about(LADDER[attempts], chance) if attempts < len(LADDER) else None


def before_probe(failing_for: timedelta, chance: Chance) -> timedelta:
    """How long to leave a receiver alone that answers nothing at all: half as long again."""
    return _about(max(SOONEST, failing_for / 2), chance)


def _about(wait: timedelta, chance: Chance) -> timedelta:
    return wait * (1 + JITTER * (2 * chance() - 1))
