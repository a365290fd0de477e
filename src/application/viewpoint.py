"""From where the books are looked at: what had happened by then, what was known by then, and by
whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from domain.access import EVERYTHING, Scope
from domain.occurred import SHANGHAI, Occurred, UnreadableTime

_END_OF_DAY = "T23:59:59.999999+08:00"

# What still holds is kept as ending on 9999-12-31, so whoever asks as of then means the day before.
_LAST = f"9999-12-30{_END_OF_DAY}"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """截至 (`as_of`, by what occurred) and 当时所知 (`known_at`, by what was recorded).

    Both are canonical texts that compare as times do; the two are independent of each other.
    `scope` is what of the books is seen from here.
    """

    as_of: str
    known_at: str
    scope: Scope = EVERYTHING

    @classmethod
    def of(
        cls, as_of: str | None, known_at: str | None, now: datetime, scope: Scope = EVERYTHING
    ) -> Self:
        """Read what a person asked for; nothing means now, a bare date means its end.

        A moment may come in any zone; without one it is China's. Raises `UnreadableTime`.
        """
        return cls(min(_moment(as_of, now), _LAST), min(_moment(known_at, now), _LAST), scope)

    @classmethod
    def latest(cls, scope: Scope = EVERYTHING) -> Self:
        """Look at all that is known, also of what is said to happen later."""
        return cls(_LAST, _LAST, scope)

    @property
    def moment(self) -> datetime:
        """`as_of` as a moment."""
        return datetime.fromisoformat(self.as_of)


def _moment(text: str | None, now: datetime) -> str:
    if text is None:
        return _spelled(now)
    if len(text) == len("2022-11-30"):
        return Occurred(text) + _END_OF_DAY
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as unreadable:
        raise UnreadableTime(text=text) from unreadable
    return _spelled(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))


def _spelled(moment: datetime) -> str:
    # With microseconds, as the log spells when a fact was recorded: `…:00+08:00` would sort
    # before `…:00.000000+08:00`.
    try:
        return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")
    except OverflowError as beyond_the_calendar:
        raise UnreadableTime(text=moment.isoformat()) from beyond_the_calendar
