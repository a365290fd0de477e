"""What is to be written down on which day, and what is going to happen on which."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from application.act import Act
from application.bundle import Order
from domain.occurred import SHANGHAI, Occurred
from domain.record import Provenance, Request

Event = Callable[[date], None]


class Diary:
    """Collects the orders of a day; what is handed in late waits for its day."""

    def __init__(self) -> None:
        """Begin with empty pages."""
        self._pages: defaultdict[date, list[Order]] = defaultdict(list)

    def note(
        self, day: date, command_id: str, act: Act, actor: str, said: Mapping[str, object]
    ) -> None:
        """Put an act on the page of the day on which it is recorded."""
        contents = tuple((field, str(value)) for field, value in said.items())
        request = Request(command_id, actor, Provenance.LIVE, contents)
        self._pages[day].append((act, request))

    def take(self, day: date) -> list[Order]:
        """Tear a page out."""
        return self._pages.pop(day, [])


class Agenda:
    """Events in order of their days, and within a day in order of their planning."""

    def __init__(self) -> None:
        """Begin with nothing planned."""
        self._planned: list[tuple[date, int, Event]] = []
        self._numbers = count()

    def plan(self, day: date, event: Event) -> None:
        """Let something happen on a day."""
        heappush(self._planned, (day, next(self._numbers), event))

    def live(self, day: date) -> None:
        """Let everything happen that is due, and what it plans for the same day as well."""
        while self._planned and self._planned[0][0] <= day:
            heappop(self._planned)[2](day)


def on(day: date) -> Occurred:
    """Something of which only the date is known."""
    return Occurred.on(day)


def at(day: date, minute: int) -> Occurred:
    """So many minutes after midnight."""
    return Occurred.at(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + minutes(minute))


def minutes(count_: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count_)


def days(count_: int) -> timedelta:
    """So many days."""
    return timedelta(days=count_)
