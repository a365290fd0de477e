"""What is known of the district, found by its place: the last one, those that stand there."""

from typing import TypeVar

from domain.identifiers import ManifestNumber
from tests.paper import PaperLog

S = TypeVar("S")


def known(log: PaperLog, kind: str) -> list[str]:
    """Give the numbers of everything of a kind, oldest first."""
    return [name.partition(":")[2] for name in log.lives() if name.startswith(f"{kind}:")]


def named(log: PaperLog, nth_last: int) -> ManifestNumber | None:
    """Give the number of the n-th last manifest; of the 0-th none, of one not issued the next."""
    if not nth_last:
        return None
    issued = known(log, "manifest")
    return ManifestNumber(issued[-nth_last]) if nth_last <= len(issued) else next_number(log)


def next_number(log: PaperLog) -> ManifestNumber:
    """Give the next free number of a manifest."""
    return ManifestNumber(f"2022330412{len(known(log, 'manifest')) + 1:04}")


def standing(log: PaperLog, kind: str, stage: type[S]) -> list[tuple[str, S]]:
    """Give everything of a kind that is at this stage of its life, oldest first."""
    lives = log.lives()
    states = ((number, lives[f"{kind}:{number}"].state) for number in known(log, kind))
    return [(number, state) for number, state in states if isinstance(state, stage)]
