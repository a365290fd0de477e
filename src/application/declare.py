"""Declare how an adsorber worked: its word is kept with every charge of which it tells.

What is declared of all beds together, air and material, is shared by the beds' required fill; a
period that spans a swap is divided between the charges, and material by their days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from application.act import Act, Change, Read, decided
from domain.adsorber import ADSORBER, Commissioned, UnknownAdsorber
from domain.beds import numbered
from domain.charge import CHARGE
from domain.charge_declaring import Declare, Declared, PeriodEndsBeforeItStarts
from domain.charge_lives import ChargeLife, charge_lives
from domain.identifiers import AdsorberId
from domain.occurred import Occurred
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown, StackTest
from domain.quantities import positive, share
from domain.refusal import Refusal


class NothingAtWork(Refusal):
    """所述日期内该装置(炭箱)没有在用的活性炭, 无从申报。

    No carbon was at work there on these days, so there is nothing to declare of.
    """


def declare(adsorber: AdsorberId, bed: int | None, occurred: Occurred, declared: Declared) -> Act:
    """Keep a declaration with all charges that it is about; no bed named means all."""

    def act(read: Read) -> list[Change]:
        plant = read(ADSORBER, adsorber).state
        if not isinstance(plant, Commissioned):
            raise UnknownAdsorber(adsorber=adsorber)
        if bed is not None:
            numbered(bed, plant.beds)
        until = _until(occurred, declared)
        lives = [life for life in charge_lives(plant.changes) if bed in {None, life.bed}]
        told = list(_parts(plant, lives, occurred, until, declared, shared=bed is None))
        if not told:
            raise NothingAtWork(adsorber=adsorber, first=occurred, last=until or "")
        return [decided(read, CHARGE, life.charge, command) for life, command in told]

    return act


def _until(occurred: Occurred, declared: Declared) -> Occurred | None:
    """The last day that is told of; None where it is open."""
    match declared:
        case DeclaredOperation(until=until) | Materials(until=until) | Shutdown(until=until):
            if until is not None and until.day < occurred.day:
                raise PeriodEndsBeforeItStarts(first=occurred, last=until)
            return until
        case Electricity() | StackTest():
            return occurred


Part = tuple[ChargeLife, Declare]


def _parts(
    plant: Commissioned,
    lives: Sequence[ChargeLife],
    occurred: Occurred,
    until: Occurred | None,
    declared: Declared,
    *,
    shared: bool,
) -> Iterator[Part]:
    found = [
        (life, *period)
        for life in lives
        if (period := life.within(occurred.day, None if until is None else until.day))
    ]
    required_g = [plant.beds[life.bed - 1].required_g for life, *_ in found]
    whole_g = sum(bed.required_g for bed in plant.beds)
    used_g = _used_g(declared, [(first, last) for _, first, last in found], required_g)
    for (life, first, last), own_g, mass_g in zip(found, required_g, used_g, strict=True):
        part = own_g / whole_g if shared else 1.0
        told = _of_charge(declared, part, mass_g, last)
        if told is not None:
            since = occurred if first == occurred.day else Occurred.on(first)
            yield life, Declare(since, told)


def _of_charge(declared: Declared, part: float, used_g: int, last: date | None) -> Declared | None:
    """What is declared of one charge; None for no material at all."""
    match declared:
        case DeclaredOperation(airflow_m3_per_h=airflow) if last is not None:
            flow = None if airflow is None else round(airflow * part, 1)
            return replace(declared, until=Occurred.on(last), airflow_m3_per_h=flow)
        case Materials() if last is not None:
            told = replace(declared, until=Occurred.on(last), used_g=used_g)
            return told if used_g else None
        case Shutdown():
            return replace(declared, until=None if last is None else Occurred.on(last))
        case _:
            return declared


def _used_g(
    declared: Declared, periods: Sequence[tuple[date, date | None]], required_g: Sequence[int]
) -> Sequence[int]:
    """Material by days and required fill, to the gram; all of it is somewhere."""
    if not isinstance(declared, Materials) or not periods:
        return [0] * len(periods)
    days = [1 if last is None else (last - first).days + 1 for first, last in periods]
    weights = [mass_g * n for mass_g, n in zip(required_g, days, strict=True)]
    return share(positive(declared.used_g), weights)
