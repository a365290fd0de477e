"""监测数据: what an instrument has read, as means over stretches of time."""

from collections.abc import Sequence
from datetime import datetime

from litestar.di import NamedDependency

from adapters.web.answer import Model, told
from adapters.web.operation import reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import not_found
from adapters.web.stretch import Stretch
from adapters.web.telemetry_intake import TAG, DeviceInPath
from application.office import Office
from application.ports.telemetry_store import Sample
from application.relations import Relations
from domain.access import Caller, scope_of
from domain.occurred import SHANGHAI
from domain.reading import QUANTITIES, Quantity


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

    quantity: str = told(
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
            quantity=Quantity.INLET.value,
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
        Series(quantity=quantity.value, points=tuple(map(_point, of_it)))
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
