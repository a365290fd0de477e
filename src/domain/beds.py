"""The beds of an adsorber: what each holds, how a mass is shared by them, what a change leaves.

A mass that is told for several beds is shared by their required fill.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.identifiers import ChargeId, LotId
from domain.observation import Observation, removed_mass_implausible, under_filled
from domain.occurred import Occurred
from domain.quantities import share
from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class EmptyBed:
    """Holds no carbon. `fills` counts the charges it has had; `since` is its last change."""

    number: int
    required_g: int
    fills: int
    since: Occurred


@dataclass(frozen=True, slots=True)
class RunningBed:
    """Runs a charge of `fresh_g` since `since`."""

    number: int
    required_g: int
    fills: int
    since: Occurred
    charge: ChargeId
    fresh_g: int


Bed = EmptyBed | RunningBed


@dataclass(frozen=True, slots=True)
class BedChange:
    """What happened to one bed: a charge ended, a charge started, or both. Masses in grams."""

    bed: int
    ended: ChargeId | None
    removed_g: int
    started: ChargeId | None
    filled_g: int


@dataclass(frozen=True, slots=True)
class Change:
    """A fill, swap or removal as it is now believed; `key` is the time it was recorded under."""

    key: Occurred
    happened: Occurred
    beds: tuple[BedChange, ...]
    removed_g: int
    filled_g: int
    lot: LotId | None


class NoSuchBed(Refusal):
    """装置没有这个炭箱。

    The adsorber has no such bed.
    """


def new_beds(required_g: tuple[int, ...], commissioned: Occurred) -> tuple[Bed, ...]:
    """Number the beds of a new adsorber from 1; all are empty."""
    return tuple(
        EmptyBed(number, mass_g, 0, commissioned) for number, mass_g in enumerate(required_g, 1)
    )


def numbered(number: int, beds: Sequence[Bed]) -> Bed:
    """The bed of a number; raises a refusal where there is none."""
    if not 1 <= number <= len(beds):
        raise NoSuchBed(bed=number, beds=len(beds))
    return beds[number - 1]


def shared(mass_g: int, beds: Sequence[Bed]) -> tuple[int, ...]:
    """Share a mass by what each bed should hold."""
    return share(mass_g, [bed.required_g for bed in beds])


def reshared(
    parts: tuple[BedChange, ...], removed_g: int, filled_g: int, beds: Sequence[Bed]
) -> tuple[BedChange, ...]:
    """Share other masses among the beds of a change; its charges stay."""
    touched = [beds[part.bed - 1] for part in parts]
    masses = zip(parts, shared(removed_g, touched), shared(filled_g, touched), strict=True)
    return tuple(replace(part, removed_g=out_g, filled_g=in_g) for part, out_g, in_g in masses)


def remarks(
    filled_g: int, beds: Sequence[Bed], removed_g: int | None = None
) -> tuple[Observation, ...]:
    """Say what is remarkable about filling beds, and about what came out of them before."""
    noticed: list[Observation] = []
    if under_filled(filled_g, sum(bed.required_g for bed in beds)):
        noticed.append(Observation.UNDER_FILLED)
    fresh_g = sum(bed.fresh_g for bed in beds if isinstance(bed, RunningBed))
    if removed_g is not None and removed_mass_implausible(removed_g, fresh_g):
        noticed.append(Observation.REMOVED_MASS_IMPLAUSIBLE)
    return tuple(noticed)


def changed(beds: tuple[Bed, ...], change: Change) -> tuple[Bed, ...]:
    """Leave each bed as the change left it, with one more fill where a charge started."""
    parts = {part.bed: part for part in change.beds}
    return tuple(
        _left(bed, parts[bed.number], change.happened, fills=bed.fills + 1)
        if bed.number in parts
        else bed
        for bed in beds
    )


def corrected(beds: tuple[Bed, ...], changes: Sequence[Change], new: Change) -> tuple[Bed, ...]:
    """Leave each bed as `new` says, but for those that a later one of `changes` left otherwise."""
    last = {part.bed: change for change in changes for part in change.beds}
    parts = {part.bed: part for part in new.beds if last.get(part.bed) is new}
    return tuple(
        _left(bed, parts[bed.number], new.happened, fills=bed.fills) if bed.number in parts else bed
        for bed in beds
    )


def _left(bed: Bed, part: BedChange, happened: Occurred, *, fills: int) -> Bed:
    if part.started is None:
        return EmptyBed(bed.number, bed.required_g, bed.fills, happened)
    return RunningBed(bed.number, bed.required_g, fills, happened, part.started, part.filled_g)
