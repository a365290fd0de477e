"""A charge with which nothing is wrong, and what can be known of one otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.adsorber import CarbonForm
from domain.code import Code
from domain.estimate import Breakthrough, Saturation
from domain.health import Assessment, assess
from domain.health_evidence import (
    Estimated,
    Evidence,
    Instrument,
    LotQuality,
    WorkDay,
)
from domain.health_policy import DateRule, Policy
from domain.occurred import Occurred

GREEN, YELLOW, ORANGE, RED = Code
FILLED = date(2022, 9, 1)
TODAY = Occurred("2022-10-01T08:00:00+08:00")
"""30 of the 91 days that three months are."""
SOUND = Evidence(
    Occurred.on(FILLED),
    1_000_000,
    required_g=1_000_000,
    form=CarbonForm.GRANULAR,
    lot=LotQuality("H1", 900, "C1"),
)
NO_RULE = Policy()
"""A district that has adopted nothing yet."""
THREE_MONTHS = Policy(version=1, binding_rules=(DateRule.MONTHS,))
"""A district that has adopted the three months."""


def judged(evidence: Evidence, at: Occurred = TODAY) -> Assessment:
    """The code in a district that has adopted the three months."""
    return assess(evidence, at, THREE_MONTHS)


def with_days(count: int, **measured: Any) -> Evidence:
    """Sound, with recorded days up to yesterday."""
    last = TODAY.day - timedelta(days=1)
    days = [
        replace(WorkDay(last - timedelta(days=back), 8.0), **measured)
        for back in reversed(range(count))
    ]
    return replace(SOUND, days=tuple(days))


def estimated(middle: float, through_in_days: int, probability: float = 0.5) -> Evidence:
    """Sound, and estimated this morning."""
    through = Occurred.on(TODAY.day + timedelta(days=through_in_days))
    return replace(
        SOUND,
        estimated=Estimated(
            TODAY.day,
            Saturation(middle - 10, middle, middle + 10),
            (Breakthrough(probability, through),),
        ),
    )


def silent(hours: float, **more: Any) -> Evidence:
    """Sound, with an instrument that fell silent so many hours ago."""
    since = Occurred.at(TODAY.moment - timedelta(hours=hours))
    watch = Instrument("VOC-0001", Occurred.on(FILLED), since)
    return replace(SOUND, instruments=(watch,), **more)


def over(days: int, **more: Any) -> tuple[Evidence, Occurred]:
    """Sound, so many days after its date."""
    return replace(SOUND, **more), Occurred.on(date(2022, 12, 1) + timedelta(days=days))
