"""The health board in SQL: evidence from the views, codes from the policy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Engine

from adapters.sql.views.charges import Charge, running_charges
from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.health_view import AdsorberHealth, BedHealth, EnterpriseHealth
from application.viewpoint import Viewpoint
from domain.code import Code, worst

_PLANTS = f"""
SELECT plant.adsorber, plant.name, plant.enterprise, firm.name, firm.town, plant.required_g
FROM health_plant plant
LEFT JOIN health_firm firm ON firm.enterprise = plant.enterprise AND {holds("firm")}
WHERE {holds("plant")}
"""
_BY_NUMBER = " ORDER BY plant.enterprise, plant.adsorber"

_PAGE = 200

_FIRMS = f"""
SELECT enterprise, max(name), max(town) FROM (
    SELECT plant.enterprise, firm.name, firm.town FROM health_plant plant
    LEFT JOIN health_firm firm ON firm.enterprise = plant.enterprise AND {holds("firm")}
    WHERE {holds("plant")} AND plant.enterprise > :after%s
) firm
"""

_FIRM = f"SELECT name, town FROM health_firm WHERE enterprise = :enterprise AND {holds()}"


class HealthInSql:
    """Reads what the follower of the health board has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def board(
        self,
        at: Viewpoint,
        *,
        town: str | None = None,
        code: Code | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[EnterpriseHealth]:
        """Enterprises with adsorbers, in order of credit code."""
        found: list[EnterpriseHealth] = []
        with looking(self._engine, at) as look:
            while len(found) < limit and (page := _page(look, town, after)):
                found += [firm for firm in page if code is None or firm.code == code]
                after = page[-1].enterprise
        return found[:limit]

    def counts(self, at: Viewpoint, *, town: str | None = None) -> Mapping[Code | None, int]:
        """How many enterprises have each code."""
        counted: Counter[Code | None] = Counter()
        after = ""
        with looking(self._engine, at) as look:
            while page := _page(look, town, after):
                counted.update(firm.code for firm in page)
                after = page[-1].enterprise
        return dict(counted)

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseHealth | None:
        """One enterprise."""
        with looking(self._engine, at) as look:
            firm = look.first(_FIRM + _seen(look, "enterprise"), enterprise=enterprise)
            if firm is None:
                return None
            plants = _adsorbers(look, " AND plant.enterprise = :enterprise", enterprise=enterprise)
            code = worst(plant.code for plant in plants)
            return EnterpriseHealth(enterprise, firm[0], firm[1], code, tuple(plants))

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberHealth | None:
        """One adsorber."""
        with looking(self._engine, at) as look:
            found = _adsorbers(look, " AND plant.adsorber = :adsorber", adsorber=adsorber)
        return found[0] if found else None


def _page(look: Look, town: str | None, after: str) -> list[EnterpriseHealth]:
    of_town = " WHERE town = :town" if town else ""
    firms = look.rows(
        _FIRMS % _seen(look, "plant.enterprise")
        + f"{of_town} GROUP BY enterprise ORDER BY enterprise LIMIT {_PAGE}",
        town=town,
        after=after,
    )
    if not firms:
        return []
    between = " AND plant.enterprise > :after AND plant.enterprise <= :last"
    of_town = " AND firm.town = :town" if town else ""
    plants = _adsorbers(look, between + of_town, after=after, last=firms[-1][0], town=town)
    return [_firm(code, list(some)) for code, some in groupby(plants, lambda p: p.enterprise)]


def _seen(look: Look, enterprise: str) -> str:
    return look.sight.only(look.sight.whose(enterprise))


def _firm(enterprise: str, plants: Sequence[AdsorberHealth]) -> EnterpriseHealth:
    first, code = plants[0], worst(plant.code for plant in plants)
    return EnterpriseHealth(enterprise, first.enterprise_name, first.town, code, tuple(plants))


def _adsorbers(look: Look, condition: str, **values: object) -> list[AdsorberHealth]:
    seen = _seen(look, "plant.enterprise")
    plants = look.rows(_PLANTS + condition + seen + _BY_NUMBER, **values)
    charges: dict[str, dict[int, Charge]] = defaultdict(dict)
    beds = [(plant[0], bed) for plant in plants for bed in range(1, len(plant[5].split()) + 1)]
    for charge in running_charges(look, beds):
        charges[charge.adsorber][charge.bed] = charge
    return [
        _adsorber(name, plant, enterprise, firm or "", town, _beds(name, required_g, charges[name]))
        for name, plant, enterprise, firm, town, required_g in plants
    ]


def _adsorber(
    name: str,
    plant: str,
    enterprise: str,
    firm: str,
    town: str | None,
    beds: Iterable[BedHealth],
) -> AdsorberHealth:
    each = tuple(beds)
    code = worst(bed.assessment.code for bed in each if bed.assessment)
    return AdsorberHealth(name, plant, enterprise, firm, town, code, each)


def _beds(name: str, required_g: str, charges: Mapping[int, Charge]) -> Iterable[BedHealth]:
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
            )
