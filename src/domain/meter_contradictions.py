"""What an electricity meter says of declared hours: one fan draws the same power every hour."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from domain.charge_course import ElectricityRead, OperationDeclared, ShutdownDeclared
from domain.contradiction import Contradiction, apart, covers

POWER_RATIO = 2.0
"""Chosen."""


def meter_contradictions(
    read: Sequence[ElectricityRead],
    operations: Sequence[OperationDeclared],
    shutdowns: Sequence[ShutdownDeclared],
) -> Iterator[Contradiction]:
    """A meter that went down, and one that turned faster or slower than the declared hours."""
    for meter in sorted({fact.declared.meter for fact in read}):
        own = [fact for fact in read if fact.declared.meter == meter]
        own.sort(key=lambda fact: fact.occurred)
        per_hour: list[tuple[ElectricityRead, ElectricityRead, float]] = []
        for before, after in pairwise(own):
            kwh = after.declared.reading_kwh - before.declared.reading_kwh
            if kwh < 0:
                yield _went_down(before, after)
                continue
            hours = _declared_h(before.occurred.day, after.occurred.day, operations, shutdowns)
            if hours:
                per_hour.append((before, after, kwh / hours))
        yield from _other_hours(per_hour)


def _went_down(before: ElectricityRead, after: ElectricityRead) -> Contradiction:
    meter = before.declared.meter
    was, now = before.declared.reading_kwh, after.declared.reading_kwh
    return Contradiction(
        "meter-went-down",
        before.occurred,
        after.occurred,
        f"电表 {meter} 读数由 {was:g} 降至 {now:g} kWh。",
        f"Meter {meter} went down from {was:g} to {now:g} kWh.",
    )


def _other_hours(
    told: Sequence[tuple[ElectricityRead, ElectricityRead, float]],
) -> Iterator[Contradiction]:
    """One fan draws the same power; where it seems to draw twice as much, hours were others."""
    for (_, _, was), (before, after, now) in pairwise(told):
        if apart(was, now, POWER_RATIO):
            meter = after.declared.meter
            yield Contradiction(
                "meter-other-hours",
                before.occurred,
                after.occurred,
                f"按申报运行时间, 电表 {meter} 每小时用电由 {was:.1f} 变为 {now:.1f} kWh。",
                f"By the hours declared, meter {meter} turned {now:.1f} kWh an hour, and "
                f"{was:.1f} before.",
            )


def _declared_h(
    first: date,
    until: date,
    operations: Sequence[OperationDeclared],
    shutdowns: Sequence[ShutdownDeclared],
) -> float | None:
    """Hours declared from a day until before another; None where some day was not told of."""
    total = 0.0
    for day in (first + timedelta(n) for n in range((until - first).days)):
        if any(covers(fact.occurred, fact.declared.until, day) for fact in shutdowns):
            continue
        told = [f for f in operations if covers(f.occurred, f.declared.until, day)]
        if not told:
            return None
        total += max(told, key=lambda fact: fact.occurred).declared.run_h_per_day
    return total
