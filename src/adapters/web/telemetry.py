"""监测数据: what an instrument has read, as means over stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, get_args

from litestar.di import NamedDependency, Provide

from adapters.web.answer import Model, told
from adapters.web.asking import parameter
from adapters.web.operation import reads
from adapters.web.problem import BAD_PARAMETER, NOT_FOUND
from adapters.web.refusing import Unanswerable, naming, not_found
from adapters.web.telemetry_intake import TAG, DeviceInPath
from application.office import Office
from application.ports.telemetry_store import Sample
from application.relations import Relations
from domain.access import Caller, scope_of
from domain.occurred import SHANGHAI, Occurred, UnreadableTime
from domain.reading import QUANTITIES, Quantity

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
        "2026-03-02",
        name="from",
    ),
]
To = Annotated[
    str | None,
    parameter(
        "到何时止: 日期(该日结束)或时刻; 默认现在",
        "Until when: a date (its end) or a moment; now by default",
        "2026-03-02T18:00:00+08:00",
        name="to",
    ),
]
EveryGiven = Annotated[
    Every | None,
    parameter(
        f"每段多长; 一次至多 {MOST_POINTS} 段, 默认取不超过 {_USUAL_POINTS} 段的最短者",
        f"How long each stretch is; {MOST_POINTS} of them at most, by default the shortest that "
        f"gives {_USUAL_POINTS} or fewer",
        "1h",
    ),
]


class Point(Model):
    """一段时间的均值 / Means of a stretch of time"""

    at: str = told("该段开始的时刻", "When the stretch begins", "2026-03-02T08:00:00+08:00")
    readings: int = told("读数个数", "How many readings", 360)
    below_detection: int = told("其中低于检出限的个数", "How many are below detection", 12)
    mean: float = told("均值", "Mean", 84.2)
    least: float = told("最小", "Least", 71.5)
    most: float = told("最大", "Most", 98.1)


class Series(Model):
    """一个物理量 / One quantity"""

    quantity: Quantity = told(
        "物理量, 单位在名称末尾", "The quantity; its unit ends the name", "inlet_mg_per_m3"
    )
    points: tuple[Point, ...] = told("按时间排列; 没有读数的时段不列", "In order of time, no gaps")


class Telemetry(Model):
    """监测数据 / Telemetry"""

    device: str = told("监测设备编号", "The instrument", "PID-0001")
    since: str = told("从", "From", "2026-03-02T00:00:00+08:00")
    until: str = told("到(不含)", "Until, not included", "2026-03-03T00:00:00+08:00")
    every_s: int = told("每段秒数", "Seconds of each stretch", 3600)
    last_reading: str | None = told(
        "最近一次读数的时间", "The time of its last reading", "2026-03-02T17:59:50+08:00"
    )
    series: tuple[Series, ...] = told("各物理量", "The quantities that were read")


EXAMPLE = Telemetry(
    device="PID-0001",
    since="2026-03-02T00:00:00+08:00",
    until="2026-03-03T00:00:00+08:00",
    every_s=3600,
    last_reading="2026-03-02T17:59:50+08:00",
    series=(
        Series(
            quantity=Quantity.INLET,
            points=(
                Point(
                    at="2026-03-02T08:00:00+08:00",
                    readings=360,
                    below_detection=12,
                    mean=84.2,
                    least=71.5,
                    most=98.1,
                ),
            ),
        ),
    ),
)


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
    """Read what is asked about; refuses what is no time and what would be too much."""
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
    return Stretch(begin, end, _usual(end - begin) if every is None else _few(end - begin, every))


STRETCH = {"stretch": Provide(stretch, sync_to_thread=False)}


@reads(
    "/telemetry/{device:str}",
    tag=TAG,
    zh="监测数据",
    en="Telemetry",
    more=(
        "一台监测设备的读数, 按时段取均值; 不可能的数值不计入, 低于检出限的另计个数。",
        "What an instrument has read, as means over stretches of time. Values that cannot be are "
        "left out, and those below detection are counted.",
    ),
    example=EXAMPLE,
    problems=[NOT_FOUND],
)
def telemetry(
    device: DeviceInPath,
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    stretch: NamedDependency[Stretch],
) -> Telemetry:
    """Give the readings of an instrument, down-sampled."""
    owner = Relations(office.log).device(device)
    if owner.enterprise is None or not scope_of(caller).covers(owner):
        raise not_found(device=device)
    found = office.telemetry.sampled(device, stretch.from_ms, stretch.until_ms, stretch.every)
    last_ms = office.telemetry.last([device]).get(device)
    return Telemetry(
        device=device,
        since=stretch.since.astimezone(SHANGHAI).isoformat(),
        until=stretch.until.astimezone(SHANGHAI).isoformat(),
        every_s=int(stretch.every.total_seconds()),
        last_reading=None if last_ms is None else _at(last_ms),
        series=tuple(_series(found)),
    )


def _series(found: Sequence[Sample]) -> Sequence[Series]:
    return [
        Series(quantity=quantity, points=tuple(map(_point, of_it)))
        for quantity in QUANTITIES
        if (of_it := [sample for sample in found if sample.quantity == quantity])
    ]


def _point(sample: Sample) -> Point:
    return Point(
        at=_at(sample.from_ms),
        readings=sample.readings,
        below_detection=sample.below_detection,
        mean=round(sample.mean, 4),
        least=sample.least,
        most=sample.most,
    )


def _at(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, SHANGHAI).isoformat()


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


def _usual(span: timedelta) -> timedelta:
    every: tuple[Every, ...] = get_args(Every)
    fitting = (_SPANS[each] for each in every if span / _SPANS[each] <= _USUAL_POINTS)
    return next(fitting, _SPANS["1d"])


def _few(span: timedelta, every: Every) -> timedelta:
    if span / _SPANS[every] > MOST_POINTS:
        raise Unanswerable(
            BAD_PARAMETER,
            field="every",
            detail=f"时段过多: 至多 {MOST_POINTS} 段, 请取更长的 every 或更短的时间。",
            detail_en=f"Too many stretches, {MOST_POINTS} at most: take a longer `every` or less "
            "time.",
        )
    return _SPANS[every]
