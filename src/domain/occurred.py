"""When a thing happened: a moment where the clock was read, a date where only a date is known."""

from datetime import date, datetime, timedelta, timezone
from typing import Self

from domain.refusal import Refusal

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one zone and, since 1991, no summer time."""

_DATE_LENGTH = len("2022-11-30")


class UnreadableTime(Refusal):
    """时间无法识别, 应为日期或带时区的时刻。

    This is neither a date nor a moment with a zone.
    """


class Occurred(str):
    """`2022-11-30` (a date) or `2022-11-30T09:46:00+08:00` (a moment, always told in +08:00).

    The text is canonical, so texts compare as times do; a bare date comes before every moment
    of its day, which is how the books read: what is only dated counts from the day's start.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text; a moment given in another zone is refused, `Occurred.at` converts."""
        try:
            canonical = (
                date.fromisoformat(text).isoformat()
                if len(text) == _DATE_LENGTH
                else datetime.fromisoformat(text).isoformat()
            )
        except ValueError as unreadable:
            raise UnreadableTime(text=text) from unreadable
        if canonical != text or (len(text) > _DATE_LENGTH and not text.endswith("+08:00")):
            raise UnreadableTime(text=text)
        return super().__new__(cls, text)

    @classmethod
    def on(cls, day: date) -> Self:
        """Something of which only the date is known."""
        return cls(day.strftime("%Y-%m-%d"))

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """Something whose moment is known; the moment must carry its zone."""
        if moment.tzinfo is None:
            raise UnreadableTime(text=moment.isoformat())
        return cls(moment.astimezone(SHANGHAI).isoformat())

    @property
    def is_date(self) -> bool:
        """Whether only the date is known."""
        return len(self) == _DATE_LENGTH

    @property
    def day(self) -> date:
        """The day in China."""
        return date.fromisoformat(self[:_DATE_LENGTH])

    @property
    def moment(self) -> datetime:
        """The moment, or the start of the day where only the day is known."""
        if self.is_date:
            return datetime.combine(self.day, datetime.min.time(), SHANGHAI)
        return datetime.fromisoformat(self)
