"""Means of readings over stretches of time, from readings and from what was sampled before."""

# ruff: noqa: S608 - statements are put together from this file's own texts and from numbers.

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, TextClause, text

from adapters.sql.telemetry_rows import DAY_MS, VALUES, ZONE_MS
from application.ports.telemetry_store import Sample
from domain.reading import QUANTITIES, Column, Quality
from domain.reading_rules import BOUNDS

_BELOW = {Column.INLET: Quality.INLET_BELOW, Column.OUTLET: Quality.OUTLET_BELOW}
_FIELDS = 5
"""Of each quantity: how many, how many below detection, mean, least and most."""

_STRETCH_OF_TIME = "device = :device AND {at} >= :from_ms AND {at} < :until_ms"


def samples(
    connection: Connection, device: str, from_ms: int, until_ms: int, every: timedelta
) -> Sequence[Sample]:
    """Means of what is kept as it came and of what is not, in order of time and quantity."""
    every_ms = every // timedelta(milliseconds=1)
    asked = {"device": device, "from_ms": from_ms, "until_ms": until_ms}
    found: dict[tuple[int, int], Sample] = {}
    sampled_before = connection.execute(_of_samples(every_ms), asked)
    for at, column, *figures in sampled_before:
        found[int(at), int(column)] = _sample(at, column, figures)
    for sample in of_readings(connection, device, from_ms, until_ms, every_ms):
        place = (sample.from_ms, QUANTITIES.index(sample.quantity))
        found[place] = _together(found[place], sample) if place in found else sample
    return [found[place] for place in sorted(found)]


def of_readings(
    connection: Connection, device: str, from_ms: int, until_ms: int, every_ms: int
) -> Iterator[Sample]:
    """Means of what is kept as it came."""
    asked = {"device": device, "from_ms": from_ms, "until_ms": until_ms}
    for at, *figures in connection.execute(_of_readings(every_ms), asked):
        for column in Column:
            of_column = figures[column * _FIELDS : (column + 1) * _FIELDS]
            if of_column[0]:
                yield _sample(at, column, of_column)


def _of_readings(every_ms: int) -> TextClause:
    since = _begins("at_ms", str(every_ms))
    figures = ", ".join(_figures(column) for column in Column)
    where = _STRETCH_OF_TIME.format(at="at_ms")
    return text(f"SELECT {since} AS since, {figures} FROM reading WHERE {where} GROUP BY since")


def _figures(column: Column) -> str:
    """The figures of one quantity: values that cannot be are left out."""
    name, (least, most) = VALUES[column], BOUNDS[QUANTITIES[column]]
    is_below = f"(quality & {int(_BELOW.get(column, Quality.GOOD))}) <> 0"
    value = f"CASE WHEN {name} BETWEEN {least} AND {most} OR {is_below} THEN {name} END"
    below = f"sum(CASE WHEN {is_below} THEN 1 ELSE 0 END)"
    return f"count({value}), {below}, avg({value}), min({value}), max({value})"


def _of_samples(every_ms: int) -> TextClause:
    """What was sampled over longer stretches stays as it is."""
    longer = f"(CASE WHEN every_ms > {every_ms} THEN every_ms ELSE {every_ms} END)"
    where = _STRETCH_OF_TIME.format(at="from_ms")
    return text(f"""
        SELECT {_begins("from_ms", longer)} AS since, quantity, sum(readings),
            sum(below_detection), sum(mean * readings) / sum(readings), min(least), max(most)
        FROM reading_sample WHERE {where} GROUP BY since, quantity
    """)


def _begins(at: str, every: str) -> str:
    """When the stretch begins in which a time lies: those shorter than a day begin anew with it."""
    told = f"({at} + {ZONE_MS})"
    whole = f"(CASE WHEN {every} < {DAY_MS} THEN {DAY_MS} ELSE {every} END)"
    since = f"({told} / {whole} * {whole})"
    return f"{since} + ({told} - {since}) / {every} * {every} - {ZONE_MS}"


def _sample(at: int, column: int, figures: Sequence[Any]) -> Sample:
    count, below, mean, least, most = figures
    quantity = QUANTITIES[column]
    return Sample(int(at), quantity, int(count), int(below), float(mean), least, most)


def _together(one: Sample, other: Sample) -> Sample:
    count = one.readings + other.readings
    return Sample(
        one.from_ms,
        one.quantity,
        count,
        one.below_detection + other.below_detection,
        (one.mean * one.readings + other.mean * other.readings) / count,
        min(one.least, other.least),
        max(one.most, other.most),
    )
