"""Running charges with all that is known of them, judged by the policy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, marks, named
from domain.code import Code
from domain.health import Assessment, Evidence, assess
from domain.observation import Observation, removed_mass_implausible, under_filled
from domain.occurred import Occurred

T = TypeVar("T")

_AT_ONCE = 500
"""How many names are asked for in one statement."""

_KNOWN = f"""
SELECT started.charge, started.adsorber, started.bed, started.lot, started.fresh_g,
    started.occurred_from, started.former, plant.required_g, plant.airflow_m3_per_h,
    plant.removed_voc_mg_per_m3, plant.run_h_per_day, ended.occurred_from,
    former.fresh_g, former_end.removed_g,
    (SELECT observations FROM health_tested tested
     WHERE tested.lot = started.lot AND {holds("tested")} ORDER BY position DESC LIMIT 1)
FROM health_started started
JOIN health_plant plant ON plant.adsorber = started.adsorber AND {holds("plant")}
LEFT JOIN health_ended ended ON ended.charge = started.charge AND {holds("ended")}
LEFT JOIN health_started former ON former.charge = started.former AND {holds("former")}
LEFT JOIN health_ended former_end
    ON former_end.charge = started.former AND {holds("former_end")}
WHERE {holds("started")} AND %s
"""
_OF_CHARGES = "started.charge IN (%s)"
_EVER = _KNOWN % _OF_CHARGES
_RUNNING = _KNOWN % f"{_OF_CHARGES} AND ended.charge IS NULL"
# Of all that a bed ever held only the last can be running; what was before is not looked at.
_LATEST = f"""
SELECT (SELECT latest.charge FROM health_started latest
        WHERE latest.adsorber = bed.column1 AND latest.bed = bed.column2 AND {holds("latest")}
        ORDER BY latest.number DESC LIMIT 1)
FROM (VALUES %s) bed
"""


@dataclass(frozen=True, slots=True)
class Charge:
    """A running charge and its assessment."""

    charge: str
    adsorber: str
    bed: int
    lot: str
    fresh_g: int
    started: str
    assessment: Assessment


def running_charges(look: Look, beds: Sequence[tuple[str, int]]) -> Iterator[Charge]:
    """The running charges of these beds (adsorber, number), judged as of the viewpoint's day."""
    running = list(_known(look, _RUNNING, list(_latest(look, beds))))
    former = _former_codes(look, running)
    day = look.at.moment.date()
    for row in running:
        assessment = assess(_evidence(row, former.get(row[0])), day)
        yield Charge(row[0], row[1], row[2], row[3], row[4], row[5], assessment)


def _latest(look: Look, beds: Sequence[tuple[str, int]]) -> Iterator[str]:
    for some in _portions(beds):
        places = ", ".join(f"(:plant{n}, {bed:d})" for n, (_, bed) in enumerate(some))
        plants = named("plant", [adsorber for adsorber, _ in some])
        for (charge,) in look.rows(_LATEST % places, **plants):
            if charge is not None:
                yield charge


def _known(look: Look, query: str, charges: Sequence[str]) -> Iterator[Any]:
    for some in _portions(charges):
        yield from look.rows(query % marks("value", len(some)), **named("value", list(some)))


def _portions(names: Sequence[T]) -> Iterable[Sequence[T]]:
    return (names[n : n + _AT_ONCE] for n in range(0, len(names), _AT_ONCE))


def _former_codes(look: Look, charges: Sequence[Any]) -> dict[str, Code]:
    """The code each bed had when one of these charges was put in, where it still matters.

    It matters while the swap is to be verified; a former charge may itself have been.
    """
    doubtful = {row[6]: row for row in charges if row[6] and _doubtful(row)}
    if not doubtful:
        return {}
    formers = list(_known(look, _EVER, list(doubtful)))
    before = _former_codes(look, formers)
    return {
        doubtful[row[0]][0]: assess(
            _evidence(row, before.get(row[0])), _swapped(doubtful[row[0]])
        ).code
        for row in formers
    }


def _swapped(row: Any) -> date:
    return Occurred(row[5]).day


def _doubtful(row: Any) -> bool:
    return assess(_evidence(row, None), _swapped(row)).pending


def _evidence(row: Any, former: Code | None) -> Evidence:
    return Evidence(
        Occurred(row[5]),
        row[4],
        tuple(_observations(row)),
        former,
        removed_voc_mg_per_m3=row[9],
        airflow_m3_per_h=row[8],
        run_h_per_day=row[10],
    )


def _observations(row: Any) -> Iterable[Observation]:
    """What is remarkable by what is believed now, so that a correction can settle it."""
    fresh_g, bed, required_g = row[4], row[2], row[7].split()
    former_fresh_g, former_removed_g, tested = row[12], row[13], row[14]
    if under_filled(fresh_g, int(required_g[bed - 1])):
        yield Observation.UNDER_FILLED
    ended = None not in (former_removed_g, former_fresh_g)
    if ended and removed_mass_implausible(int(former_removed_g), int(former_fresh_g)):
        yield Observation.REMOVED_MASS_IMPLAUSIBLE
    yield from map(Observation, tested.split() if tested is not None else _UNTESTED)


_UNTESTED = (Observation.CERTIFICATE_MISSING.value,)
