"""Declarations that contradict readings, or each other: findings with their numbers.

A finding changes nothing: it says what does not fit, and people look. The numbers are chosen so
that what is told roughly passes, and what cannot both be true does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import TypeVar

from domain.charge_course import (
    Course,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
)
from domain.contradiction import Contradiction, apart, covers
from domain.meter_contradictions import meter_contradictions
from domain.occurred import Occurred
from domain.operation import Operation

BELIEVED_PERCENT, ENOUGH_DAYS = 50.0, 3
"""Days with less coverage are no evidence, and fewer of them say nothing of a period."""
HOURS_APART, HOURS_RATIO = 2.0, 1.25
SOME_AIR_H = 0.5
VOC_MOST, VOC_LEAST, VOC_DAYS = 1.2, 0.1, 0.8
"""What comes in is at most what was used, with this tolerance; under a tenth hardly any arrives."""
TEST_RATIO, TEST_APART_MG_PER_M3, TEST_DAYS = 2.0, 2.0, 3

T = TypeVar("T")
Days = Mapping[date, Operation]


def contradictions(course: Course) -> list[Contradiction]:
    """All findings about the declarations of a charge, by day and rule."""
    days = {
        day.day: operation
        for day, operation in course.counted().items()
        if operation.coverage_percent >= BELIEVED_PERCENT
    }
    told = [*course.declared.values()]
    operations, shutdowns = _of(told, OperationDeclared), _of(told, ShutdownDeclared)
    found = [
        *_hours(operations, days),
        *_shut_down_with_air(shutdowns, days),
        *_materials(_of(told, MaterialsUsed), days),
        *_tests(_of(told, StackTested), days),
        *meter_contradictions(_of(told, ElectricityRead), operations, shutdowns),
        *_overlaps(operations),
        *_worked_while_shut(operations, shutdowns),
    ]
    return sorted(found, key=lambda each: (each.first, each.rule, each.last, each.zh))


def _of(told: Iterable[object], kind: type[T]) -> list[T]:
    return [fact for fact in told if isinstance(fact, kind)]


def _hours(operations: Sequence[OperationDeclared], days: Days) -> Iterator[Contradiction]:
    for fact in operations:
        first, last = fact.occurred, fact.declared.until
        measured = [op.run_h for op in _within(days, first, last).values()]
        if len(measured) < ENOUGH_DAYS:
            continue
        declared, mean = fact.declared.run_h_per_day, sum(measured) / len(measured)
        if abs(mean - declared) > HOURS_APART and apart(mean, declared, HOURS_RATIO):
            yield Contradiction(
                "declared-hours",
                first,
                last,
                f"申报每日运行 {declared:g} 小时, 监测 {len(measured)} 天平均 {mean:.1f} 小时。",
                f"{declared:g} hours a day are declared; on {len(measured)} measured days it ran "
                f"{mean:.1f}.",
            )


def _shut_down_with_air(
    shutdowns: Sequence[ShutdownDeclared], days: Days
) -> Iterator[Contradiction]:
    for fact in shutdowns:
        during = _within(days, fact.occurred, fact.declared.until)
        ran = {day: op.run_h for day, op in during.items() if op.run_h > SOME_AIR_H}
        if ran:
            first, last = Occurred.on(min(ran)), Occurred.on(max(ran))
            hours = sum(ran.values())
            yield Contradiction(
                "shutdown-with-air",
                first,
                last,
                f"申报自 {fact.occurred[:10]} 停产, 其间 {len(ran)} 天有排风共 {hours:.1f} 小时。",
                f"A shutdown from {fact.occurred[:10]} on is declared; on {len(ran)} of its days "
                f"air was flowing, {hours:.1f} hours in all.",
            )


def _materials(used: Sequence[MaterialsUsed], days: Days) -> Iterator[Contradiction]:
    periods: dict[tuple[Occurred, Occurred], float] = defaultdict(float)
    for fact in used:
        voc_g = fact.declared.used_g * fact.declared.voc_percent / 100
        periods[Occurred.on(fact.occurred.day), fact.declared.until] += voc_g
    for (first, last), declared_g in periods.items():
        measured = {
            day: op.inlet.mean_mg_per_m3 * op.air_m3 / 1000
            for day, op in _within(days, first, last).items()
            if op.inlet is not None and op.air_measured
        }
        length = (last.day - first.day).days + 1
        if len(measured) < max(ENOUGH_DAYS, VOC_DAYS * length):
            continue
        arrived_g = sum(measured.values()) * length / len(measured)
        if not VOC_LEAST * declared_g <= arrived_g <= VOC_MOST * declared_g:
            yield Contradiction(
                "declared-materials",
                first,
                last,
                f"申报原辅材料含 VOC {declared_g / 1000:.1f} kg, 监测进口 VOC "
                f"{arrived_g / 1000:.1f} kg。",
                f"The materials declared hold {declared_g / 1000:.1f} kg of VOC; "
                f"{arrived_g / 1000:.1f} kg were measured to come in.",
            )


def _tests(tests: Sequence[StackTested], days: Days) -> Iterator[Contradiction]:
    around = timedelta(days=TEST_DAYS)
    for fact in tests:
        day = fact.occurred.day
        first, last = Occurred.on(day - around), Occurred.on(day + around)
        near = _within(days, first, last).values()
        read = [op.outlet.mean_mg_per_m3 for op in near if op.outlet is not None]
        if not read:
            continue
        tested, mean = fact.declared.outlet_mg_per_m3, sum(read) / len(read)
        if abs(mean - tested) > TEST_APART_MG_PER_M3 and apart(mean, tested, TEST_RATIO):
            yield Contradiction(
                "stack-test",
                Occurred.on(day),
                Occurred.on(day),
                f"检测报告 {fact.declared.report} 出口 {tested:g} mg/m³, 前后 {TEST_DAYS} 天监测"
                f"平均 {mean:.1f} mg/m³。",
                f"Report {fact.declared.report} says {tested:g} mg/m³ at the outlet; within "
                f"{TEST_DAYS} days of it {mean:.1f} mg/m³ were measured.",
            )


def _overlaps(operations: Sequence[OperationDeclared]) -> Iterator[Contradiction]:
    for one, other in combinations(sorted(operations, key=lambda fact: fact.occurred), 2):
        last = min(one.declared.until, other.declared.until)
        hours, others = one.declared.run_h_per_day, other.declared.run_h_per_day
        if other.occurred.day <= last.day and hours != others:
            yield Contradiction(
                "operation-declared-twice",
                other.occurred,
                last,
                f"两次申报的日期重叠, 每日运行 {hours:g} 小时与 {others:g} 小时不一致。",
                f"Two declarations overlap and differ: {hours:g} and {others:g} hours a day.",
            )


def _worked_while_shut(
    operations: Sequence[OperationDeclared], shutdowns: Sequence[ShutdownDeclared]
) -> Iterator[Contradiction]:
    for worked in (fact for fact in operations if fact.declared.run_h_per_day > 0):
        for shut in shutdowns:
            first = max(worked.occurred, shut.occurred)
            last = min(worked.declared.until, shut.declared.until or worked.declared.until)
            if first.day <= last.day:
                yield Contradiction(
                    "operation-in-shutdown",
                    first,
                    last,
                    f"同一日期既申报停产, 又申报每日运行 {worked.declared.run_h_per_day:g} 小时。",
                    "For the same days a shutdown is declared, and "
                    f"{worked.declared.run_h_per_day:g} hours a day.",
                )


def _within(days: Days, first: Occurred, last: Occurred | None) -> Days:
    return {day: operation for day, operation in days.items() if covers(first, last, day)}
