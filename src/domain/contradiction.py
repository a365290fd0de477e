"""What does not fit of what was declared, and how that is told."""

from dataclasses import dataclass
from datetime import date

from domain.occurred import Occurred


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit: the rule, the days it is about, and a sentence with its numbers."""

    rule: str
    first: Occurred
    last: Occurred
    zh: str
    en: str


def covers(first: Occurred, last: Occurred | None, day: date) -> bool:
    """Whether a day lies in a period, both days included; one without a last day is open."""
    return first.day <= day and (last is None or day <= last.day)


def apart(one: float, other: float, ratio: float) -> bool:
    """Whether the greater is more than so many times the less."""
    least, most = sorted((one, other))
    return most > ratio * least
