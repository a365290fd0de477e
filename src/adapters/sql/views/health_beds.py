"""Adsorbers with their beds and what runs in them, as the health board shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from adapters.sql.views.charge_evidence import Rules
from adapters.sql.views.charges import Charge, running_charges
from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look
from application.ports.health_view import AdsorberHealth, BedHealth, EnterpriseHealth
from domain.code import worst
from domain.occurred import Occurred

_PLANTS = f"""
SELECT plant.adsorber, plant.name, plant.enterprise, firm.name, firm.town, plant.required_g
FROM health_plant plant
LEFT JOIN health_firm firm ON firm.enterprise = plant.enterprise AND {holds("firm")}
WHERE {holds("plant")}
"""
_BY_NUMBER = " ORDER BY plant.enterprise, plant.adsorber"

PAGE = 200
"""So many enterprises are judged at once."""

_FIRMS = f"""
SELECT enterprise, max(name), max(town) FROM (
    SELECT plant.enterprise, firm.name, firm.town FROM health_plant plant
    LEFT JOIN health_firm firm ON firm.enterprise = plant.enterprise AND {holds("firm")}
    WHERE {holds("plant")} AND plant.enterprise > :after%s
) firm
"""
_NEXT_PLANTS = f"""
SELECT plant.adsorber, plant.required_g FROM health_plant plant
WHERE {holds("plant")} AND plant.adsorber > :after%s
ORDER BY plant.adsorber LIMIT {PAGE}
"""

_LEAST_DAYS = 90
"""A bed that was first filled so lately has no yearly number of swaps yet. Chosen: a quarter."""
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Judging:
    """By which rules charges are judged, and whether silence counts."""

    rules: Rules
    silence: bool = True


def page_of_firms(
    look: Look, judging: Judging, town: str | None, after: str
) -> list[EnterpriseHealth]:
    """Enterprises with adsorbers, in order of credit code; empty after the last."""
    of_town = " WHERE town = :town" if town else ""
    firms = look.rows(
        _FIRMS % seen(look, "plant.enterprise")
        + f"{of_town} GROUP BY enterprise ORDER BY enterprise LIMIT {PAGE}",
        town=town,
        after=after,
    )
    if not firms:
        return []
    between = " AND plant.enterprise > :after AND plant.enterprise <= :last"
    of_town = " AND firm.town = :town" if town else ""
    asked = {"after": after, "last": firms[-1][0], "town": town}
    plants = adsorbers(look, judging, between + of_town, **asked)
    return [_firm(code, list(some)) for code, some in groupby(plants, lambda p: p.enterprise)]


def page_of_charges(look: Look, judging: Judging, after: str) -> tuple[list[Charge], str | None]:
    """The charges of the next adsorbers by number, and the last adsorber; None after the last."""
    plants = look.rows(_NEXT_PLANTS % seen(look, "plant.enterprise"), after=after)
    beds = [(name, bed) for name, fills in plants for bed in range(1, len(fills.split()) + 1)]
    charges = running_charges(look, beds, judging.rules, silence=judging.silence)
    found = sorted(charges, key=lambda charge: (charge.adsorber, charge.bed))
    return found, plants[-1][0] if plants else None


def adsorbers(
    look: Look, judging: Judging, condition: str, **values: object
) -> list[AdsorberHealth]:
    """The adsorbers that a condition names, by enterprise and number."""
    whole = _PLANTS + condition + seen(look, "plant.enterprise") + _BY_NUMBER
    plants = look.rows(whole, **values)
    charges: dict[str, dict[int, Charge]] = defaultdict(dict)
    beds = [(plant[0], bed) for plant in plants for bed in range(1, len(plant[5].split()) + 1)]
    for charge in running_charges(look, beds, judging.rules, silence=judging.silence):
        charges[charge.adsorber][charge.bed] = charge
    today = Occurred.at(look.at.moment)
    return [_adsorber(plant, charges[plant[0]], today) for plant in plants]


def seen(look: Look, enterprise: str) -> str:
    """The condition that the enterprise in a column is seen."""
    return look.sight.only(look.sight.whose(enterprise))


def _firm(enterprise: str, plants: Sequence[AdsorberHealth]) -> EnterpriseHealth:
    first, code = plants[0], worst(plant.code for plant in plants)
    return EnterpriseHealth(enterprise, first.enterprise_name, first.town, code, tuple(plants))


def _adsorber(row: Any, charges: Mapping[int, Charge], today: Occurred) -> AdsorberHealth:
    name, plant, enterprise, firm, town, required_g = row
    beds = tuple(_beds(name, required_g, charges, today))
    code = worst(bed.assessment.code for bed in beds if bed.assessment)
    return AdsorberHealth(name, plant, enterprise, firm or "", town, code, beds)


def _beds(
    name: str, required_g: str, charges: Mapping[int, Charge], today: Occurred
) -> Iterable[BedHealth]:
    for bed, mass in enumerate(required_g.split(), start=1):
        charge = charges.get(bed)
        if charge is None:
            yield BedHealth(name, bed, int(mass), None, None, 0, None, None)
        else:
            yield BedHealth(
                name,
                bed,
                int(mass),
                charge.charge,
                charge.lot,
                charge.fresh_g,
                charge.started,
                charge.assessment,
                charge.swaps,
                charge.first_filled,
                _swaps_per_year(charge, today),
            )


def _swaps_per_year(charge: Charge, today: Occurred) -> float | None:
    days = (today.day - Occurred(charge.first_filled).day).days
    if not charge.swaps or days < _LEAST_DAYS:
        return None
    return charge.swaps * _DAYS_A_YEAR / days
