"""Which stretch of an instrument's time is asked about, and in how long steps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, get_args

from litestar.di import NamedDependency, Provide

from adapters.web.asking import parameter
from adapters.web.problem import BAD_PARAMETER
from adapters.web.refusing import Unanswerable, naming
from application.office import Office
from domain.occurred import SHANGHAI, Occurred, UnreadableTime

MOST_POINTS = 2000
"""So many stretches of time an answer has at most."""
_USUAL_POINTS = 500
_USUAL_SPAN = timedelta(days=1)

Every = Literal["1m", "5m", "10m", "30m", "1h", "6h", "1d"]
_SPANS: dict[Every, timedelta] = {
    "1m": timedelta(minutes=1),
    "5m": timedelta(minutes=5),
    "10m": timedelta(minutes=10),
    "30m": timedelta(minutes=30),
    "1h": timedelta(hours=1),
    "6h": timedelta(hours=6),
    "1d": timedelta(days=1),
}

From = Annotated[
    str | None,
    parameter(
        "从何时起: 日期(该日开始)或时刻; 默认截止前一天",
        "From when: a date (its beginning) or a moment; by default a day before the end",
        "2022-11-29",
        name="from",
    ),
]
To = Annotated[
    str | None,
    parameter(
        "到何时止: 日期(该日结束)或时刻; 默认现在",
        "Until when: a date (its end) or a moment; now by default",
        "2022-11-29T18:00:00+08:00",
        name="to",
    ),
]
EveryGiven = Annotated[
    Every | None,
    parameter(
        f"每段多长; 超过 {MOST_POINTS} 段时取更长的(见 every_s), "
        f"默认取不超过 {_USUAL_POINTS} 段的最短者",
        f"How long each stretch is; where that gave more than {MOST_POINTS}, a longer one (see "
        f"every_s); by default the shortest that gives {_USUAL_POINTS} or fewer",
        "1h",
    ),
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of its time an instrument is asked about."""

    since: datetime
    until: datetime
    every: timedelta

    @property
    def from_ms(self) -> int:
        """The beginning in milliseconds."""
        return int(self.since.timestamp() * 1000)

    @property
    def until_ms(self) -> int:
        """The end in milliseconds, not included."""
        return int(self.until.timestamp() * 1000)


def stretch(
    office: NamedDependency[Office],
    since: From = None,
    until: To = None,
    every: EveryGiven = None,
) -> Stretch:
    """Read what is asked about; refuses what is no time."""
    with naming("to"):
        end = office.clock.now() if until is None else _moment(until, ending=True)
    with naming("from"):
        begin = end - _USUAL_SPAN if since is None else _moment(since, ending=False)
    if begin >= end:
        raise Unanswerable(
            BAD_PARAMETER,
            field="from",
            detail="from 须早于 to。",
            detail_en="from must lie before to.",
        )
    points = _USUAL_POINTS if every is None else MOST_POINTS
    return Stretch(begin, end, _at_least(every or "1m", end - begin, points))


STRETCH = {"stretch": Provide(stretch, sync_to_thread=False)}


def _moment(text: str, *, ending: bool) -> datetime:
    """Read a date or a moment; raises `UnreadableTime`."""
    if len(text) == len("2026-03-02"):
        return Occurred(text).moment + (timedelta(days=1) if ending else timedelta())
    try:
        # `+08:00` that was not percent-encoded arrives as ` 08:00`.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as unreadable:
        raise UnreadableTime(text=text) from unreadable
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _at_least(least: Every, span: timedelta, points: int) -> timedelta:
    """The shortest step, from one on, that gives no more than so many; days always will do."""
    steps: tuple[Every, ...] = get_args(Every)
    fitting = (
        _SPANS[step] for step in steps[steps.index(least) :] if span / _SPANS[step] <= points
    )
    return next(fitting, _SPANS["1d"])
