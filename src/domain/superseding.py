"""Which recorded facts a correction takes the place of, so that nobody counts a mass twice.

A correction tells the whole truth of what it corrects. Whoever adds up facts drops those that it
supersedes and takes it instead; a second correction supersedes the first.
"""

from collections.abc import Callable, Sequence
from typing import Any

from domain.adsorber import CarbonFilled, CarbonRemoved, CarbonSwapped, SwapCorrected
from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted
from domain.charge_course import (
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    OperationRecorded,
    ShutdownDeclared,
    StackTested,
    key_of,
)
from domain.container import ContainerConsigned, ContainerCorrected, ContainerFilled
from domain.lot import LotCorrected, LotDrawn
from domain.occurred import Occurred
from domain.record import Fact

CORRECTIONS = frozenset({SwapCorrected, ChargeCorrected, ContainerCorrected, LotCorrected})
"""The facts that supersede others."""

OF_A_DAY = frozenset(
    {
        OperationRecorded,
        OperationDeclared,
        MaterialsUsed,
        ElectricityRead,
        StackTested,
        ShutdownDeclared,
    }
)
"""The facts of which a later one about the same day, and the same thing, takes the place."""

Placed = tuple[int, Fact]
"""A fact and its position."""


def superseded(correction: Fact, earlier: Sequence[Placed]) -> tuple[int, ...]:
    """Give the positions of what a correction supersedes, of the earlier facts of its stream.

    Nothing for a fact that corrects nothing.
    """
    match correction:
        case SwapCorrected(swap=key):
            return _last(earlier, lambda fact: _change(fact) == key)
        case LotCorrected(adsorber=plant, key=key):
            return _last(earlier, lambda fact: _draw(fact) == (plant, key))
        case ChargeCorrected():
            return _since(earlier, ChargeCorrected, (ChargeStarted, ChargeEnded))
        case ContainerCorrected():
            return _since(earlier, ContainerCorrected, (ContainerFilled, ContainerConsigned))
        case OperationRecorded(occurred=day):
            return _last(earlier, lambda fact: _recorded_day(fact) == day)
        case (
            OperationDeclared()
            | MaterialsUsed()
            | ElectricityRead()
            | StackTested()
            | ShutdownDeclared()
        ):
            key = key_of(correction)
            return _last(earlier, lambda fact: _declared(fact) == key)
        case _:
            return ()


def _change(fact: Fact) -> Occurred | None:
    """The key under which a change of carbon is corrected: when it was first said to happen."""
    match fact:
        case CarbonFilled() | CarbonSwapped() | CarbonRemoved():
            return fact.occurred
        case SwapCorrected(swap=key):
            return key
        case _:
            return None


def _draw(fact: Fact) -> tuple[str, Occurred] | None:
    match fact:
        case LotDrawn(adsorber=plant, key=key) | LotCorrected(adsorber=plant, key=key):
            return plant, key
        case _:
            return None


def _recorded_day(fact: Fact) -> Occurred | None:
    return fact.occurred if isinstance(fact, OperationRecorded) else None


def _declared(fact: Fact) -> tuple[type, Occurred, str] | None:
    return key_of(fact) if isinstance(fact, DeclaredFact) else None


def _last(earlier: Sequence[Placed], meant: Callable[[Fact], bool]) -> tuple[int, ...]:
    return next(((place,) for place, fact in reversed(earlier) if meant(fact)), ())


def _since(
    earlier: Sequence[Placed], correction: type[Any], whole: tuple[type[Any], ...]
) -> tuple[int, ...]:
    """The last correction and what has been added to it since; else all that makes up the whole."""
    found: tuple[int, ...] = ()
    for place, fact in earlier:
        if isinstance(fact, correction):
            found = (place,)
        elif isinstance(fact, whole):
            found = (*found, place)
    return found
