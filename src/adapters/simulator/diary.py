"""What the people of the district do on a day, as the commands that they give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from application.act import Act
from application.bundle import Order
from domain.occurred import SHANGHAI, Occurred
from domain.record import Provenance, Request

OFFICE = "秀洲生态环境分局(演示)"
CHINA_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of a day, and the moment at which it is given."""

    moment: datetime
    command_id: str
    act: Act
    actor: str
    said: Mapping[str, object]

    @property
    def order(self) -> Order:
        """What the log is asked."""
        contents = tuple((field, str(value)) for field, value in self.said.items())
        return self.act, Request(self.command_id, self.actor, Provenance.LIVE, contents)


def at(day: date, minute: int) -> datetime:
    """So many minutes after midnight in China."""
    return datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(minutes=minute)


def occurred(day: date, minute: int) -> Occurred:
    """The same as the time of something that happened."""
    return Occurred.at(at(day, minute))


def on(day: date) -> Occurred:
    """Something of which only the date is known."""
    return Occurred.on(day)


def days_from(first: date) -> Iterator[date]:
    """Every day from one on."""
    while True:
        yield first
        first += CHINA_DAY
